"""The representatives of questions in memory, and the nearest of them: what pgvector's index does for a desk.

Exact while there are few. With many, each stands in the cell of the nearest of some picked ones, and a search looks
into the nearest cells only. The memory is bounded: past `most`, what came first is forgotten.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answerable.pure.grouping.embedder import Vectors
from answerable.pure.grouping.placing import NEIGHBOURS, Neighbour
from answerable.pure.grouping.representatives import MOST_REPRESENTATIVES, admit
from answerable.pure.grouping.space import Space

MOST_STANDING = 200_000
"""Representatives remembered: 300 MB of vectors."""
EXACT = 6_000
"""Up to which all are compared: 9 MB, which the processor's memory holds."""
CELLS, LOOKED_INTO = 512, 12
LATEST_QUESTIONS, LATEST_EACH = 100, 3
"""Of a language that the model does not know: those last asked, which are compared by wording."""


@dataclass(slots=True)
class _Standing:
    question: int
    post: int
    text: str
    language: str
    scale: float


class Standing:
    """Representatives by question; `sizes` is how many each question has. Up to `exact` of them all are compared."""

    def __init__(self, dimension: int, most: int = MOST_STANDING, exact: int = EXACT) -> None:
        self._most, self._exact = most, exact
        self._vectors = np.empty((min(1_024, most), dimension), np.float32)
        self._rows: list[_Standing] = []
        self._next = 0
        self._of_question: dict[int, list[int]] = defaultdict(list)
        self._latest: dict[str, dict[int, list[int]]] = defaultdict(dict)
        self._seeds = np.empty((0, dimension), np.float32)
        self._cells: list[dict[int, None]] = []
        self._celled_at = 0

    def near(self, space: Space, vector: Vectors, language: str, text: str) -> list[Neighbour]:
        """What may speak for a question: the nearest in the same language.

        Where the model does not know the language, also the latest in it.
        """
        rows = self._nearest(space.query(vector))
        if not space.reads(language, text):
            rows += [row for latest in self._latest[language].values() for row in latest]
        return [self._neighbour(row) for row in dict.fromkeys(rows) if self._may_meet(row, language)]

    def sizes(self, questions: set[int]) -> dict[int, int]:
        """How many representatives each of these questions has."""
        return {question: len(self._of_question[question]) for question in questions if question in self._of_question}

    def admit(self, neighbour: Neighbour, *, scale: float) -> None:
        """Makes the post stand for its question, where it is needed to."""
        rows = self._of_question[neighbour.question]
        place = len(rows)
        if place >= MOST_REPRESENTATIVES:
            taken = admit(neighbour.vector, self._vectors[rows])
            if taken is None:
                return
            place = taken
        one = _Standing(neighbour.question, neighbour.post, neighbour.text, neighbour.language, scale)
        if place == len(rows):
            rows.append(self._free_row())
        self._put(rows[place], one, neighbour.vector)

    def _put(self, row: int, one: _Standing, vector: Vectors) -> None:
        if row < len(self._rows):
            self._leave_cell(row)
            self._rows[row] = one
        else:
            self._rows.append(one)
        self._vectors[row] = vector
        self._enter_cell(row)
        latest = self._latest[one.language]
        latest[one.question] = [*latest.pop(one.question, []), row][-LATEST_EACH:]
        if len(latest) > LATEST_QUESTIONS:
            latest.pop(next(iter(latest)))

    def _free_row(self) -> int:
        """The next row; when all are taken, that of the one that came first."""
        row = self._next
        self._next = (self._next + 1) % self._most
        if row < len(self._rows):
            gone = self._rows[row]
            self._of_question[gone.question].remove(row)
            if not self._of_question[gone.question]:
                del self._of_question[gone.question]
            for questions in self._latest.values():
                if row in questions.get(gone.question, ()):
                    questions[gone.question].remove(row)
        elif row == len(self._vectors):
            self._vectors = np.concatenate([self._vectors, np.empty_like(self._vectors)])[: self._most]
        return row

    def _may_meet(self, row: int, language: str) -> bool:
        other = self._rows[row].language
        return not other or not language or other == language

    def _neighbour(self, row: int) -> Neighbour:
        one = self._rows[row]
        return Neighbour(one.question, one.post, one.text, one.language, self._vectors[row], one.scale)

    def _nearest(self, query: Vectors) -> list[int]:
        rows = self._rows_near(query)
        near = self._vectors[rows] @ query if rows is not None else self._vectors[: len(self._rows)] @ query
        most = min(NEIGHBOURS, len(near))
        top = np.argpartition(-near, most - 1)[:most] if most < len(near) else np.arange(most)
        return [int(row) for row in (top if rows is None else rows[top])]

    def _rows_near(self, query: Vectors) -> NDArray[np.int64] | None:
        """Those in the nearest cells; None for all."""
        if len(self._rows) <= self._exact:
            return None
        if len(self._rows) >= 2 * self._celled_at:
            self._make_cells()
        cells = np.argpartition(-(self._seeds @ query), LOOKED_INTO)[:LOOKED_INTO]
        return np.array([row for cell in sorted(cells.tolist()) for row in self._cells[cell]], np.int64)

    def _make_cells(self) -> None:
        count = len(self._rows)
        self._celled_at = count
        self._seeds = self._vectors[np.linspace(0, count - 1, CELLS).astype(int)].copy()
        self._cells = [{} for _ in range(CELLS)]
        for at in range(0, count, CELLS):
            for row, cell in enumerate(self._cell_of(self._vectors[at : min(count, at + CELLS)]).tolist(), start=at):
                self._cells[cell][row] = None

    def _cell_of(self, vectors: Vectors) -> NDArray[np.int64]:
        return np.asarray((vectors @ self._seeds.T).argmax(1))

    def _enter_cell(self, row: int) -> None:
        if self._cells:
            self._cells[int(self._cell_of(self._vectors[row : row + 1])[0])][row] = None

    def _leave_cell(self, row: int) -> None:
        if self._cells:
            self._cells[int(self._cell_of(self._vectors[row : row + 1])[0])].pop(row, None)
