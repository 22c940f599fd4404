"""Pairs of questions that a person might find to be one, and how strict to be after what people said."""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from answerable.pure.grouping.embedder import Vectors
from answerable.pure.grouping.nearest import nearest_posts
from answerable.pure.grouping.space import Space

MOST_PAIRS = 20
_BIG_FIRST = 0.05  # two big questions that are one save more reading than two small ones
_STEP, _FLOOR = 0.06, 0.20
_GO_ON, _GO_BACK = 0.6, 0.4


@dataclass(frozen=True, slots=True)
class MergePair:
    """Two rows (questions) that may be one; `likeness` is the scaled similarity of their middles."""

    one: int
    other: int
    likeness: float


def merge_queue(
    space: Space,
    means: Vectors,
    sizes: Sequence[int],
    *,
    decided: Collection[frozenset[int]] = frozenset(),
    unread: Collection[int] = frozenset(),
    most: int = MOST_PAIRS,
    least: float = 0.0,
) -> list[MergePair]:
    """At most `most` pairs with a likeness of at least `least`, those first whose merging saves most; each row once.

    `means` are raw means float32[m, d] of the questions' posts, `sizes` their posts; `decided` holds pairs of rows that
    a person has judged already, which are not asked again; `unread` are rows whose language the model does not know:
    to it they are all alike, so that none is proposed.
    """
    apart = set(unread)
    ones, others, strengths = nearest_posts(space.represent(means))
    pairs = {
        (min(one, other), max(one, other)): strength
        for one, other, strength in zip(ones.tolist(), others.tolist(), strengths.tolist(), strict=True)
        if strength >= least and not {one, other} & apart and frozenset((one, other)) not in decided
    }
    ranked = sorted(
        pairs.items(),
        key=lambda pair: (-pair[1] - _BIG_FIRST * math.log(sizes[pair[0][0]] * sizes[pair[0][1]]), pair[0]),
    )
    queue: list[MergePair] = []
    shown: set[int] = set()
    for (one, other), strength in ranked:
        if len(queue) < most and not {one, other} & shown:
            queue.append(MergePair(one, other, strength))
            shown |= {one, other}
    return queue


def next_threshold(threshold: float, *, accepted: int, asked: int) -> float:
    """The link threshold after a round of `asked` merge questions of which `accepted` were one and the same.

    60 % and more accepted: the desk draws wider than we do, go down a step (never below 0.20); under 40 %: go back up.
    """
    if not asked:
        return threshold
    share = accepted / asked
    if share >= _GO_ON:
        return max(_FLOOR, round(threshold - _STEP, 2))
    return round(threshold + _STEP, 2) if share < _GO_BACK else threshold
