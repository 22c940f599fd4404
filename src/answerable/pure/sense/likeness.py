"""What words alone do not show: how like a post is to posts of each kind, by the vector that grouping makes anyway.

Signs know the words they were written with: of texts put on purpose in other words they found one in fifty. Likeness
finds about half of these, in English, and has no place in the text to show. `bench/sense_quality` has the figures, and
`bench/sense_learn` makes `likeness.json`.
"""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt

from answerable.pure.sense.sign import Kind

SHIPPED: Final = Path(__file__).with_name("likeness.json")
READS_LIKE: Final = "reads_like"
"""The reason of a sign that likeness gave."""


class Likeness(NamedTuple):
    """For vectors of `embedder`: one row of `weights` a kind, and the least share from which a post counts as alike."""

    embedder: str
    kinds: tuple[Kind, ...]
    weights: npt.NDArray[np.float64]
    least: npt.NDArray[np.float64]

    def kinds_of(self, vectors: npt.NDArray[Any]) -> Sequence[frozenset[Kind]]:
        """The kinds that each vector (float[posts, dimension]) is like."""
        if not len(vectors):
            return []
        rows = np.c_[vectors, np.ones(len(vectors))]
        shares = 1 / (1 + np.exp(-rows @ self.weights.T))
        is_like = shares >= self.least
        return [frozenset(kind for kind, yes in zip(self.kinds, row, strict=True) if yes) for row in is_like]


def open_likeness(path: Path = SHIPPED) -> Likeness:
    """Reads what was learned (40 kB)."""
    told = json.loads(path.read_text(encoding="utf-8"))
    kinds = tuple(Kind(name) for name in told["kinds"])
    each = list(told["kinds"].values())
    return Likeness(
        told["embedder"], kinds, np.array([one["weights"] for one in each]), np.array([one["least"] for one in each])
    )
