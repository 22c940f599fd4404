"""Signs a call the way OAuth 1.0a asks (RFC 5849, 3.4), which is how an account's own token is used."""

import base64
import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping
from urllib.parse import quote

from answerable.networks.x.settings import XSettings


def authorization(settings: XSettings, method: str, url: str, params: Mapping[str, str]) -> str:
    """The header for one call; what is sent as JSON is not part of the signature."""
    return signed(settings, method, url, params, nonce=secrets.token_hex(16), timestamp=str(int(time.time())))


def signed(settings: XSettings, method: str, url: str, params: Mapping[str, str], *, nonce: str, timestamp: str) -> str:
    """The same for a given moment and number."""
    own = {
        "oauth_consumer_key": settings.consumer_key,
        "oauth_nonce": nonce,
        "oauth_signature_method": "HMAC-SHA1",
        "oauth_timestamp": timestamp,
        "oauth_token": settings.token,
        "oauth_version": "1.0",
    }
    pairs = sorted((_plain(key), _plain(value)) for key, value in {**params, **own}.items())
    base = "&".join((method, _plain(url), _plain("&".join(f"{key}={value}" for key, value in pairs))))
    key = f"{_plain(settings.consumer_secret)}&{_plain(settings.token_secret)}"
    digest = hmac.new(key.encode(), base.encode(), hashlib.sha1).digest()
    own["oauth_signature"] = base64.b64encode(digest).decode()
    return "OAuth " + ", ".join(f'{_plain(name)}="{_plain(value)}"' for name, value in sorted(own.items()))


def _plain(value: str) -> str:
    return quote(value, safe="-._~")
