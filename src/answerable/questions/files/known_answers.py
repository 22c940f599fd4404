"""The answers of a file, and how certain it is that one of them fits a post.

Certainty is fitted, not felt: each wording is asked for while it is left out, and once more while its whole answer is,
so that it is known how high a wrong answer scores in this very file. Half of the posts are taken to have an answer.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from answerable.listening.words import words_of
from answerable.pure.grouping.agreeing import agreement
from answerable.pure.grouping.answered import Certainty, Ranked, StandingAnswers, Wording, fit_certainty
from answerable.pure.grouping.embedder import Embedder, Vectors
from answerable.pure.grouping.space import Space, renewed_space, starting_space

USUAL = Certainty(6.2, -5.2)
"""Fitted in the same way on covidq's 267 known wordings: for files with too few wordings to fit their own."""
FOLDS, MOST_EACH = 5, 200
"""Turns of leaving out, and wordings asked for in each of them at most."""


@dataclass(frozen=True, slots=True)
class Known:
    """One wording of what the answer `name` answers."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A post and the answer that a person said fits it, "" for none."""

    name: str
    text: str


class KnownAnswers:
    """The answers ready to be asked, and the curve from what they say to how certain it is."""

    def __init__(self, rows: Sequence[Known], embedder: Embedder) -> None:
        self._names = list(dict.fromkeys(row.name for row in rows))
        number = {name: at for at, name in enumerate(self._names)}
        words = [words_of(row.text, claimed=None) for row in rows]
        vectors = embedder.embed([one.masked_text for one in words])
        self._embedder = embedder
        self._languages = [one.language for one in words]
        self._wordings = [
            Wording(number[row.name], one.masked_text, vector)
            for row, one, vector in zip(rows, words, vectors, strict=True)
        ]
        self._space = _space_of(self._wordings, embedder)
        self._standing = StandingAnswers(self._space, self._wordings)
        self._certainty = fit_certainty(list(self._tried())) or USUAL

    def best(self, text: str, language: str, vector: Vectors) -> tuple[str, float]:
        """The name of the answer that fits best, and how likely it is to fit, 0 to 1."""
        if not self._space.reads(language, text):
            return self._by_wording(text, language)
        ranked = self._standing.rank(text, vector, 1)[0]
        return self._names[ranked.answer], self._certainty.of(ranked.confidence)

    def learn(self, confirmed: Sequence[Confirmed], *, say: Callable[[str], None]) -> None:
        """Fits the curve to what people said instead; says so where they said too little."""
        decisions = []
        for one, vector in zip(confirmed, self._embedder.embed([one.text for one in confirmed]), strict=True):
            ranked = self._standing.rank(one.text, vector, 1)[0]
            decisions.append((ranked.confidence, self._names[ranked.answer] == one.name))
        fitted = fit_certainty(decisions)
        if fitted is None:
            say("Too few confirmed posts to learn from: fifty are needed, some that fit and some that do not.")
        self._certainty = fitted or self._certainty

    def _by_wording(self, text: str, language: str) -> tuple[str, float]:
        """Where the model does not know the language: by the very words, and certain only where they plainly agree."""
        found = [
            (agreement(text, wording.text, {}), wording.answer)
            for wording, spoken in zip(self._wordings, self._languages, strict=True)
            if not spoken or spoken == language
        ]
        if not found:
            return self._names[0], 0.0
        best, answer = max(found, key=lambda pair: (pair[0].is_plain, pair[0].score, -pair[1]))
        return self._names[answer], best.score if best.is_plain else min(best.score, 0.4)

    def _tried(self) -> Iterator[tuple[float, bool]]:
        """What the answers say of wordings that they were not given: confidence, and whether it was right."""
        place = _places_in_answer(self._wordings)
        counts = np.bincount([wording.answer for wording in self._wordings])
        for turn in range(FOLDS):
            left_out = [
                row
                for row, wording in enumerate(self._wordings)
                if counts[wording.answer] > 1 and place[row] % min(FOLDS, counts[wording.answer]) == turn
            ]
            for wording, ranked in self._asked(left_out):
                yield ranked.confidence, ranked.answer == wording.answer
            gone = [row for row, wording in enumerate(self._wordings) if wording.answer % FOLDS == turn]
            for _wording, ranked in self._asked(gone):
                yield ranked.confidence, False

    def _asked(self, left_out: Sequence[int]) -> Iterator[tuple[Wording, Ranked]]:
        """Some of these wordings, evenly picked, each with the best answer that is found without them all."""
        missing = set(left_out)
        kept = [wording for row, wording in enumerate(self._wordings) if row not in missing]
        if not left_out or not kept:
            return
        standing = StandingAnswers(self._space, kept)
        for row in left_out[:: -(-len(left_out) // MOST_EACH)]:
            wording = self._wordings[row]
            yield wording, standing.rank(wording.text, wording.vector, 1)[0]


def _space_of(wordings: Sequence[Wording], embedder: Embedder) -> Space:
    """The space of a desk whose questions are the answers."""
    start = starting_space(embedder)
    by_answer: dict[int, list[Vectors]] = defaultdict(list)
    for wording in wordings:
        by_answer[wording.answer].append(wording.vector)
    means = np.stack([np.mean(some, axis=0) for _, some in sorted(by_answer.items())])
    middles = means / np.maximum(np.linalg.norm(means, axis=1, keepdims=True), 1e-6)
    return renewed_space(embedder.identifier, start.backdrop, means, middles, languages=embedder.languages)


def _places_in_answer(wordings: Sequence[Wording]) -> list[int]:
    """For each wording how many of its answer come before it."""
    seen: dict[int, int] = defaultdict(int)
    places = []
    for wording in wordings:
        places.append(seen[wording.answer])
        seen[wording.answer] += 1
    return places
