"""Names for staff in the record: the same all year for one person, telling nobody who."""

import hmac
from base64 import b32encode
from hashlib import sha256

TOKEN_CHARACTERS = 26


def pseudonym(person_key: str, year: int, secret: bytes) -> str:
    """`p_` and 26 characters: HMAC-SHA-256 of year and person under `secret`, its first 130 bits in base32.

    Within one answer use the year in which it was first drafted, or one person would bear two names across New Year and
    seem to have cleared another's draft. ValueError for a secret of fewer than 32 bytes.
    """
    if len(secret) < 32:  # noqa: PLR2004 - as long as the hash
        raise ValueError("the secret for pseudonyms has at least 32 bytes")
    digest = hmac.new(secret, f"pseudonym/{year}/{person_key}".encode(), sha256).digest()
    return "p_" + b32encode(digest).decode().lower()[:TOKEN_CHARACTERS]
