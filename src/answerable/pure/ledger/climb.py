"""The way from one entry up to the root of the tree, join by join, for a reader who wants to repeat it by hand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Literal


@dataclass(frozen=True)
class Joined:
    """One join: the hash beside ours, on which side it stands, and what both give together; hashes in hexadecimal."""

    side: Literal["left", "right"]
    beside: str
    reached: str


def climb(leaf: bytes, index: int, size: int, hashes: Sequence[bytes]) -> Iterator[Joined]:
    """The joins of an inclusion proof (RFC 9162 section 2.1.3.2); the last reaches the root where the proof holds."""
    inner, last, reached = index, size - 1, leaf
    for sibling in hashes:
        side: Literal["left", "right"] = "left" if inner & 1 or inner == last else "right"
        pair = sibling + reached if side == "left" else reached + sibling
        reached = sha256(b"\x01" + pair).digest()
        yield Joined(side, sibling.hex(), reached.hex())
        while side == "left" and not inner & 1 and inner:
            inner >>= 1
            last >>= 1
        inner >>= 1
        last >>= 1
