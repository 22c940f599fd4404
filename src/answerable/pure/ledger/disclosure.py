"""Texts kept beside the record in the form of RFC 9901 section 4.2: salted, so that they can be forgotten."""

import json
from binascii import a2b_base64, b2a_base64
from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

LEAST_SALT_BYTES = 16


class Disclosure(NamedTuple):
    """One named text with its salt. The entry holds only the digest of `encoded`."""

    salt: str
    name: str
    value: str


def make_disclosure(salt: bytes, name: str, value: str) -> str:
    """The disclosure as base64url of [salt, name, value]; ValueError for a short salt or text that is not UTF-8."""
    if len(salt) < LEAST_SALT_BYTES:
        raise ValueError("a salt has at least 128 bits")
    parts = [_base64url(salt), name, value]
    return _base64url(json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode())


def parse_disclosure(encoded: str) -> Disclosure:
    """Read a disclosure; ValueError unless it is three texts in base64url."""
    ascii_only = encoded.encode("ascii")
    raw = a2b_base64(ascii_only.translate(_TO_STANDARD) + b"=" * (-len(ascii_only) % 4))
    if b2a_base64(raw, newline=False).translate(_TO_URL).rstrip(b"=") != ascii_only:
        raise ValueError("not base64url in its one spelling")
    try:
        text = raw.decode("utf-8")
        parts, end = _read_parts(text)
    except RecursionError:
        raise ValueError("nested without end") from None
    if end != len(text) or not isinstance(parts, list) or list(map(type, parts)) != [str, str, str]:
        raise ValueError("a disclosure is a salt, a name and a text")
    "".join(parts).encode()  # half a character, as JSON can spell it, is a UnicodeEncodeError: a ValueError too
    return Disclosure(*parts)


def digest_of(encoded: str) -> str:
    """base64url(SHA-256(the disclosure's ASCII)), as the entry holds it; ValueError if it is not ASCII."""
    return _base64url(sha256(encoded.encode("ascii")).digest())


def sorted_digests(disclosures: Sequence[str]) -> list[str]:
    """The digests for an entry's `_sd`, sorted so that their order tells nothing."""
    return sorted(digest_of(each) for each in disclosures)


def _base64url(raw: bytes) -> str:
    return b2a_base64(raw, newline=False).translate(_TO_URL).rstrip(b"=").decode()


_read_parts = json.JSONDecoder().raw_decode
# The library's own urlsafe_b64decode costs twice as much, and a record is mostly this.
_TO_URL = bytes.maketrans(b"+/", b"-_")
_TO_STANDARD = bytes.maketrans(b"-_", b"+/")
