"""Names on the AT Protocol: addresses of records, links for people, and the record key made from our own reference."""

import re
from dataclasses import dataclass
from datetime import datetime

from answerable.networks.contract import Rejected

POST = "app.bsky.feed.post"
PROFILE = "app.bsky.actor.profile"

_AT = re.compile(r"at://(did:[a-z]+:[a-zA-Z0-9._:%-]{1,200})/([a-zA-Z0-9.-]{1,200})/([A-Za-z0-9._~:-]{1,512})")
_DID = re.compile(r"did:[a-z]+:[a-zA-Z0-9._:%-]{1,200}")

_ALPHABET = "234567abcdefghijklmnopqrstuvwxyz"
_CLOCK_BITS = 10
_SPREAD_BITS = 33
"""Keys of one moment are spread over the 2.4 hours before it, in steps of a microsecond and 1,024 clocks each: of
10,000 replies made at one moment two share a key once in 180,000 times, and then the second is refused, never lost."""


@dataclass(frozen=True, slots=True)
class AtUri:
    """Where a record is: whose repository, which collection, which key."""

    did: str
    collection: str
    key: str

    @classmethod
    def read(cls, uri: object) -> "AtUri | None":
        """None for what is no such address."""
        found = _AT.fullmatch(uri) if isinstance(uri, str) else None
        return cls(*found.groups()) if found else None

    def __str__(self) -> str:
        return f"at://{self.did}/{self.collection}/{self.key}"

    @property
    def link(self) -> str:
        """The page on which people see a post; by the account's permanent name, which outlives its handle."""
        return f"https://bsky.app/profile/{self.did}/post/{self.key}"


def is_did(text: str) -> bool:
    """Whether it is the permanent name of an account."""
    return bool(_DID.fullmatch(text))


def record_key(key: str, *, frozen_at: datetime) -> str:
    """A TID (atproto.com/specs/tid) made from our reference: the same reference at the same moment, the same key.

    `key` is 40 hex characters. Raises `Rejected` for one that is not.
    """
    try:
        number = int(key, 16)
    except ValueError as error:
        raise Rejected("our own reference is not 40 hexadecimal characters") from error
    back, clock = number % (1 << _SPREAD_BITS), (number >> _SPREAD_BITS) % (1 << _CLOCK_BITS)
    moment = max(0, round(frozen_at.timestamp() * 1_000_000) - back)
    return _written(moment << _CLOCK_BITS | clock)


def moment_of(key: str) -> int | None:
    """The microsecond a TID was made for; None for a key that is none."""
    if not re.fullmatch(r"[234567a-j][234567a-z]{12}", key):
        return None
    number = 0
    for letter in key:
        number = number << 5 | _ALPHABET.index(letter)
    return number >> _CLOCK_BITS


def _written(number: int) -> str:
    return "".join(_ALPHABET[number >> place & 31] for place in range(60, -1, -5))
