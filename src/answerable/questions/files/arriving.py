"""Places the posts of a file one after another, as they would have arrived at a desk where nobody decides anything."""

from array import array
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

import numpy as np

from answerable.pure.grouping.placing import Arrival, Neighbour, Outcome, place
from answerable.pure.grouping.refining import Refinement, Told, is_due, refine
from answerable.pure.grouping.space import Space
from answerable.pure.grouping.standing import Standing
from answerable.questions.files.posts import Posts

REFINED_UNTIL = 20_000
"""Wordings up to which rounds of refining follow the growth, as on the desk; a larger picture hardly changes."""
_BLOCK = 256

Place = Callable[[int], None]


class Arriving:
    """Questions of the posts that arrived: `question_of` by wording, numbers from 0 up in the order of opening."""

    def __init__(self, posts: Posts, space: Space) -> None:
        self.space = space
        self.question_of: dict[int, int] = {}
        self._posts = posts
        self._standing = Standing(posts.dimension)
        self._alone: set[int] = set()
        self._unused = self._refined_at = 0

    def place(self, wordings: Iterable[int], *, refined_until: int = REFINED_UNTIL) -> None:
        """Gives each of the wordings its question, in this order; one that a person would judge stands alone."""
        rest = iter(wordings)
        while block := list(islice(rest, _BLOCK)):
            vectors = self._posts.vectors_of(block)
            for wording, vector in zip(block, vectors, strict=True):
                count = len(self.question_of)
                if count <= refined_until and is_due(count, self._refined_at):
                    self._refine()
                self._place(wording, vector)

    def _place(self, wording: int, vector: np.ndarray) -> None:
        text, language = self._posts.text(wording), self._posts.languages[wording]
        near = self._standing.near(self.space, vector, language, text)
        sizes = self._standing.sizes({one.question for one in near})
        placing = place(self.space, Arrival(text, language, vector), near, sizes)
        question = placing.question
        if question is None:
            question, self._unused = self._unused, self._unused + 1
        self.question_of[wording] = question
        if placing.outcome is Outcome.UNSURE:
            self._alone.add(wording)
        else:
            self._admit(wording, vector, float(self.space.represent(vector).scale[0]))

    def _admit(self, wording: int, vector: np.ndarray, scale: float) -> None:
        text, language = self._posts.text(wording), self._posts.languages[wording]
        self._standing.admit(Neighbour(self.question_of[wording], wording, text, language, vector), scale=scale)

    def _refine(self) -> None:
        wordings = [wording for wording in self.question_of if wording not in self._alone]
        told = [Told(self._posts.text(wording), self._posts.languages[wording]) for wording in wordings]
        vectors = self._posts.vectors_of(wordings)
        questions = [self.question_of[wording] for wording in wordings]
        outcome = refine(self.space, vectors, questions, (), told)
        self.question_of.update(zip(wordings, moved(questions, outcome, self._unused), strict=True))
        self._unused = max(self.question_of.values()) + 1
        self.space, self._refined_at = outcome.space, len(self.question_of)
        self._standing = Standing(self._posts.dimension)
        for wording, vector, scale in zip(wordings, vectors, outcome.scales.tolist(), strict=True):
            self._admit(wording, vector, scale)


def moved(questions: Sequence[int], outcome: Refinement, unused: int) -> list[int]:
    """`questions` after the moves of a round; new ones get the numbers from `unused` up."""
    after, fresh = list(questions), dict[int, int]()
    for move in outcome.moves:
        after[move.row] = move.goes_to if move.goes_to >= 0 else fresh.setdefault(move.goes_to, unused + len(fresh))
    return after


def in_order(numbers: Iterable[int]) -> "array[int]":
    """The same numbers, renamed from 0 up in the order in which they first come."""
    names: dict[int, int] = {}
    return array("q", (names.setdefault(number, len(names)) for number in numbers))
