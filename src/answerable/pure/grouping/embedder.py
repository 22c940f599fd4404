"""What grouping asks of a sentence model: an identifier, a dimension, its languages, and unit vectors for texts."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

type_of_vectors = np.float32
Vectors = NDArray[np.float32]

DIMENSION = 384
"""Width of the vectors of the model we ship; another model is another column and a new version of the space."""


class Embedder(Protocol):
    """A sentence model. The same text and identifier always give the same vector, whatever else is in the call."""

    def __hash__(self) -> int:
        """What is worked out once for a model is kept by the model itself."""
        ...

    @property
    def identifier(self) -> str:
        """Names model, rounding and revision; stored with each placing."""
        ...

    @property
    def dimension(self) -> int:
        """Numbers in a vector."""
        ...

    @property
    def languages(self) -> frozenset[str]:
        """The languages it knows, as ISO 639-1 codes: posts in others are placed by their wording."""
        ...

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One row of length one for each text, float32[texts, dimension]; texts as written, normalised inside."""
        ...
