"""A sentence model of a few lines for tests that are about rows and not about meaning."""

from collections.abc import Sequence

import numpy as np

from answerable.pure.grouping.embedder import DIMENSION, Vectors
from answerable.pure.text.near_copy import wording


class BagOfWords:
    """Each word has a direction of its own; a text is the sum of its words."""

    identifier = "bag-of-words.1"
    dimension = DIMENSION
    languages = frozenset({"en"})

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors; texts without words share one."""
        rows = np.zeros((len(texts), DIMENSION), np.float32)
        for row, text in enumerate(texts):
            for word in wording(text) or ["nothing"]:
                seed = int.from_bytes(word.encode()[:8].ljust(8, b"\0"), "big")
                rows[row] += np.random.default_rng(seed).standard_normal(DIMENSION, np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)
