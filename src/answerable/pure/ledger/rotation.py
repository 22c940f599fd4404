"""Follows changes of the record's key: a trusted key vouches for the next one by an entry that it has signed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from answerable.pure.ledger.note import NoteKey


@dataclass(frozen=True)
class Rotation:
    """What one entry of type key.rotated says: its index, and the digests of the former and of the new key."""

    index: int
    former: str
    key: str


@dataclass(frozen=True)
class SignedSize:
    """A checkpoint that fits the tree: its size and the record's keys that signed it."""

    size: int
    keys: tuple[NoteKey, ...]


def key_digest(key: NoteKey) -> str:
    """SHA-256 of a verifier key's line, in hexadecimal, as entries name keys."""
    return sha256(key.vkey.encode()).hexdigest()


def keys_reached(
    trusted: Iterable[NoteKey], offered: Sequence[NoteKey], rotations: Iterable[Rotation], signed: Sequence[SignedSize]
) -> tuple[NoteKey, ...]:
    """The trusted keys, and those of `offered` that entries under their signatures lead to.

    An entry counts if a checkpoint that is longer than its index, and fits the tree, is signed by the key it names as
    the former one: then whoever holds that key has said who follows.
    """
    reached = {key_digest(key): key for key in trusted}
    by_digest = {key_digest(key): key for key in offered}
    for rotation in sorted(rotations, key=lambda each: each.index):
        former, new = reached.get(rotation.former), by_digest.get(rotation.key)
        if former and new and any(each.size > rotation.index and former in each.keys for each in signed):
            reached[rotation.key] = new
    return tuple(reached.values())
