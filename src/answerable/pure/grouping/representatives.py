"""Which posts stand for a question in the index: few, and spread over all the ways it is asked."""

import numpy as np

from answerable.pure.grouping.embedder import Vectors

MOST_REPRESENTATIVES = 32
"""Of one question. A viral question would otherwise fill every list of neighbours."""


def admit(vector: Vectors, present: Vectors, most: int = MOST_REPRESENTATIVES) -> int | None:
    """The row of `present` float32[m, d] that a new member's vector float32[d] takes; m adds a row; None: not needed.

    Below `most` every member stands for its question. From then on a new one replaces one of the two that are nearest
    to each other, if it is itself farther from all than those two are.
    """
    if len(present) < most:
        return len(present)
    between = present @ present.T
    np.fill_diagonal(between, -2)
    closest = int(between.max(1).argmax())
    if float((present @ vector).max()) >= float(between[closest].max()):
        return None
    return closest


def spread(vectors: Vectors, most: int = MOST_REPRESENTATIVES) -> list[int]:
    """At most `most` rows of float32[n, d]: the one nearest the mean, then always the farthest from those chosen."""
    if not len(vectors):
        return []
    chosen = [int((vectors @ vectors.mean(0)).argmax())]
    nearest = vectors @ vectors[chosen[0]]
    while len(chosen) < min(most, len(vectors)):
        farthest = int(nearest.argmin())
        chosen.append(farthest)
        nearest = np.maximum(nearest, vectors @ vectors[farthest])
        nearest[chosen] = np.inf
    return chosen
