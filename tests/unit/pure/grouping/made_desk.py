"""A stand-in sentence model for tests: each word has a fixed direction, a text is the sum of its words."""

import hashlib
from collections.abc import Sequence

import numpy as np

from answerable.pure.grouping.embedder import Vectors
from answerable.pure.grouping.placing import Neighbour
from answerable.pure.grouping.space import Space, renewed_space
from answerable.pure.grouping.words import content_words

WIDTH = 256


class WordModel:
    """An `Embedder` that knows words only."""

    identifier = "words"
    dimension = WIDTH
    languages = frozenset({"en"})

    def embed(self, texts: Sequence[str]) -> Vectors:
        rows = [sum((_direction(word) for word in content_words(text)), np.full(WIDTH, 0.01)) for text in texts]
        return np.array([row / np.linalg.norm(row) for row in rows], np.float32)


def _direction(word: str) -> np.ndarray:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4])
    direction = np.random.default_rng(seed).normal(size=WIDTH)
    return direction / np.linalg.norm(direction)


def word(number: int) -> str:
    """A made-up word of letters only, another for each number."""
    return "word" + "".join("abcdefghij"[int(digit)] for digit in str(number))


def vector(text: str) -> Vectors:
    return WordModel().embed([text])[0]


def neighbour(question: int, post: int, text: str, space: Space | None = None, language: str = "en") -> Neighbour:
    raw = vector(text)
    return Neighbour(question, post, text, language, raw, float(space.represent(raw).scale[0]) if space else None)


def empty_space() -> Space:
    backdrop = WordModel().embed([f"{word(n)} {word(200 + n % 7)}" for n in range(60)])
    return renewed_space("words", backdrop, None, None, languages=WordModel.languages)
