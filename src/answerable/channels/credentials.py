"""Secrets of channels, encrypted under a key that lives in its own file and never in the database or its backups."""

import json
import os
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.utils.translation import gettext as _

from answerable.accounts.secret_file import kept_secret
from answerable.errors import Refused

NONCE_BYTES = 12


def lock(credentials: Mapping[str, str], *, channel_id: str, keys: Path) -> bytes:
    """AES-256-GCM over the JSON of `credentials`, bound to the channel so that a row cannot be moved to another."""
    if not credentials:
        return b""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + _key(keys).encrypt(nonce, json.dumps(dict(credentials)).encode(), channel_id.encode())


def unlock(locked: bytes, *, channel_id: str, keys: Path) -> dict[str, str]:
    """What `lock` was given. Raises `Refused` when the key file is not the one it was locked with."""
    if not locked:
        return {}
    try:
        plain = _key(keys).decrypt(locked[:NONCE_BYTES], locked[NONCE_BYTES:], channel_id.encode())
    except InvalidTag as error:
        raise Refused(
            _("The credentials of this channel cannot be read with the key file here. Connect the channel again.")
        ) from error
    credentials: dict[str, str] = json.loads(plain)
    return credentials


def _key(keys: Path) -> AESGCM:
    return AESGCM(kept_secret(keys / "credentials_key", lambda: AESGCM.generate_key(bit_length=256)))
