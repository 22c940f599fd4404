"""What a kind of network offers that is followed as it happens: the second net, independent of reading."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from answerable.networks.contract import Raw


@dataclass(frozen=True)
class Caught:
    """One thing that came by a stream, for the account at `place` of those that listen together.

    `only_if_kept` marks a deletion or a new version of a post that may not be ours to know: it counts only where the
    channel keeps that post already.
    """

    place: int
    raw: Raw
    only_if_kept: bool = False


@dataclass(frozen=True)
class Batch:
    """What a stream brought in about a second. `bookmark` is stored in the same transaction as what was caught.

    `note` is a sentence for the keeper where something was lost on the way.
    """

    caught: tuple[Caught, ...]
    bookmark: str
    note: str = ""


@dataclass(frozen=True)
class Stream:
    """How a kind with `Can.STREAM` is followed.

    `address` is where the stream of an account (its settings) comes from; accounts of one address listen together.
    `follow` takes their settings and a bookmark and yields batches, one a second at most and also when nothing was
    caught, until it raises `TryLater` or `Closed`; it never ends by itself.
    """

    address: Callable[[Any], str]
    follow: Callable[[Sequence[Any], str | None], Iterator[Batch]]
