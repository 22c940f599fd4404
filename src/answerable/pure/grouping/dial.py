"""The dial: how wide questions are drawn, learnt from people's yes and no to "do these two ask the same?".

How alike two posts must be for one answer to serve both differs from desk to desk, and no measure of the posts tells.
So the posts are joined in a tree, a curve says how likely each join is right, and of the joins those are made that save
most reading while at most a given share of the posts is likely to be told a wrong answer: a join saves one question
to read, and if it is wrong the smaller side is told wrongly. A small stray may thus come along where two large groups
would not be put together on the same evidence. Each answer settles a join and bends the curve.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answerable.pure.grouping.tree import Join

AT_MOST = 0.10
"""Share of posts that may be told a wrong answer."""
CAUTION = 0.95
"""Part of that share that is used up. Chosen on covidq and banking77, as is all that follows."""
USUAL = (4.1, -1.8, -0.15)
"""Likeness, constant and the log of the smaller side's size: the curve before anyone has answered."""
HELD = (1.0, 0.2, 5.0)
"""How hard answers find it to move each of these (the precision of a normal prior)."""
CHECKED = 0.5
"""Part of what is asked that checks joins made, by chance; the rest goes where an answer is worth most."""
_DEAREST, _HALVINGS = 1e4, 22


@dataclass(frozen=True, slots=True)
class Answer:
    """A person's word on whether two posts (rows) ask the same."""

    one: int
    other: int
    same: bool


@dataclass(frozen=True, slots=True)
class Dialled:
    """Groups after the dial: by post its group (the row of one of its posts), the share likely told wrongly.

    `worth` is by undecided join what an answer to it would bring, in questions less to read; `risk` how many posts are
    likely told wrongly by it; `heads` the groups that it is about.
    """

    groups: tuple[int, ...]
    wrongly: float
    worth: dict[int, float]
    risk: dict[int, float]
    heads: dict[int, tuple[int, int]]


def dialled(count: int, joins: Sequence[Join], answers: Sequence[Answer], *, at_most: float = AT_MOST) -> Dialled:
    """Groups of `count` posts that save most reading with at most the share `at_most` likely to be told wrongly.

    No group holds two posts of which a person said that they differ.
    """
    settled = _settled(count, joins, answers)
    chances = _chances(count, joins, settled)
    low, high = 1e-3, _DEAREST
    for _ in range(_HALVINGS):
        price = math.sqrt(low * high)
        wrong = _cut(count, joins, chances, settled, price).wrongly
        low, high = (price, high) if wrong > CAUTION * at_most else (low, price)
    return _cut(count, joins, chances, settled, high)


def best_asked(outcome: Dialled, most: int, *, chance: np.random.Generator) -> list[tuple[int, int]]:
    """At most `most` pairs of groups that a person is best asked about next, by the row that names each group's part.

    Half are those where an answer is worth most. The others are drawn by chance among the joins that were made, the
    riskier the likelier: without them the curve would be learnt from large groups alone and judge the small ones by it.
    """
    dearest = sorted(outcome.worth, key=lambda join: (-outcome.worth[join], join))
    first = dearest[: max(0, most - int(most * CHECKED))]
    left = [join for join in sorted(outcome.risk) if join not in set(first)]
    risks = np.array([outcome.risk[join] for join in left])
    drawn: list[int] = []
    if left and risks.sum() > 0:
        wanted = min(most - len(first), int((risks > 0).sum()))
        drawn = chance.choice(np.array(left), wanted, replace=False, p=risks / risks.sum()).tolist()
    return [outcome.heads[join] for join in [*first, *drawn]]


def _settled(count: int, joins: Sequence[Join], answers: Sequence[Answer]) -> dict[int, bool]:
    """By join what people said of it: of the two posts asked about, the join that brings them together.

    Where they said both, they are kept apart.
    """
    parent: dict[int, int] = {}
    for row, join in enumerate(joins):
        parent[join.one] = parent[join.other] = count + row
    settled: dict[int, bool] = {}
    for answer in answers:
        above = set(_path(parent, answer.one))
        meeting = next((node for node in _path(parent, answer.other) if node in above), None)
        if meeting is not None and meeting >= count:
            settled[meeting - count] = settled.get(meeting - count, True) and answer.same
    return settled


def _path(parent: Mapping[int, int], node: int) -> list[int]:
    path = [node]
    while path[-1] in parent:
        path.append(parent[path[-1]])
    return path


def _chances(count: int, joins: Sequence[Join], settled: Mapping[int, bool]) -> NDArray[np.float64]:
    """How likely each join is right, by the curve through what people said."""
    if not joins:
        return np.empty(0)
    size = np.ones(count + len(joins))
    smaller = np.empty(len(joins))
    for row, join in enumerate(joins):
        smaller[row] = min(size[join.one], size[join.other])
        size[count + row] = size[join.one] + size[join.other]
    seen = np.column_stack([[join.likeness for join in joins], np.ones(len(joins)), np.log(smaller)])
    asked = sorted(settled)
    curve = fitted_curve(seen[asked], np.array([settled[row] for row in asked], np.float64))
    return np.asarray(1 / (1 + np.exp(-np.clip(seen @ curve, -30, 30))), np.float64)


def fitted_curve(seen: NDArray[np.float64], same: NDArray[np.float64]) -> NDArray[np.float64]:
    """Logistic regression held to the usual curve by a normal prior, by Newton's method; the usual one for nothing."""
    usual, held = np.array(USUAL), np.diag(HELD)
    curve = usual.copy()
    for _ in range(40):
        share = 1 / (1 + np.exp(-np.clip(seen @ curve, -30, 30)))
        bend = (seen * (share * (1 - share))[:, None]).T @ seen + held
        curve += np.linalg.solve(bend, seen.T @ (same - share) - held @ (curve - usual))
    return curve


def _cut(
    count: int, joins: Sequence[Join], chances: NDArray[np.float64], settled: Mapping[int, bool], price: float
) -> Dialled:
    """The joins that are worth it when a post told wrongly costs `price` questions read.

    Where a join is not made, the smaller side stays by itself and the larger goes on up the tree.
    """
    size = [1] * count + [0] * len(joins)
    head = [*range(count), *[0] * len(joins)]
    leader = list(range(count))
    worth: dict[int, float] = {}
    risk: dict[int, float] = {}
    heads: dict[int, tuple[int, int]] = {}
    for row, (join, chance) in enumerate(zip(joins, chances.tolist(), strict=True)):
        large, small = (join.one, join.other) if size[join.one] >= size[join.other] else (join.other, join.one)
        at_risk = size[small] * (1 - chance)
        gain = 1 - price * at_risk
        said = settled.get(row)
        made = gain > 0 if said is None else said
        head[count + row] = head[large]
        size[count + row] = size[large] + size[small] if made else size[large]
        if made:
            leader[head[small]] = head[large]
        if said is None:
            worth[row], risk[row] = chance - max(0.0, gain), at_risk if made else 0.0
            heads[row] = (head[large], head[small])
    groups = [_led(leader, row) for row in range(count)]
    return Dialled(tuple(groups), sum(risk.values()) / max(1, count), worth, risk, heads)


def _led(leader: list[int], row: int) -> int:
    while leader[row] != row:
        leader[row] = leader[leader[row]]
        row = leader[row]
    return row
