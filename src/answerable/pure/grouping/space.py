"""The space in which posts are near or far: centred on the desk's own talk, scaled by how crowded a place is.

Centring takes out what all posts share ("this is English, this is a question, this is about the virus"). Local scaling
takes out that in a crowded corner everything looks alike: with r the mean cosine of a post to the nearest questions,
s' = (s - r) / (1 - r). One threshold then serves a desk with one topic and a desk with many.

A space is a value in one table row. The vectors stored beside posts are raw, so a new space rewrites no vector and no
index: search the index by `query`, then compare exactly with `similarity`.
"""

import io
from dataclasses import dataclass
from functools import lru_cache
from typing import Self

import numpy as np
from numpy.typing import NDArray

from answerable.errors import Failed
from answerable.pure.grouping.background import background_sentences
from answerable.pure.grouping.embedder import Embedder, Vectors
from answerable.pure.grouping.reading import reads

SPACE_VERSION = 3
ENOUGH_QUESTIONS = 200
"""From so many questions on the desk's own talk is the backdrop; before, the shipped sentences fill up."""
MOST_ANCHORS = 2_048
LINK = 0.42
"""Follows what a round of refining keeps together, which decides in the end; chosen on covidq and banking77.

In order of arrival 0.38 and 0.42 are within .003 of F1 of each other on both, and 0.42 tells fewer wrongly.
"""
PENALTY = 0.1
FEWEST_NEAR, MOST_NEAR = 10, 40
"""Anchors that say how crowded a place is.

The upper end keeps one threshold right on a desk with many topics, where 5 % reach into the next topic and every place
looks empty: of four labelled sets on one desk 28 % were told wrongly without it, 22 % with it, at the same F1. On
covidq alone it changes nothing.
"""
_BLOCK = 2_048  # rows compared with all anchors at once: 17 MB


@dataclass(frozen=True, slots=True)
class Represented:
    """Posts as points: `centred` float32[n, d] of length one, `scale` float32[n], the local r of each."""

    centred: Vectors
    scale: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """Mean float32[d], anchors float32[a, d] (centred, unit), backdrop float32[b, d] (raw), two numbers to place by.

    `link` is the scaled similarity from which two posts are linked; `penalty` what each further representative of a
    question costs, so that a question needs links in proportion to its size. `questions` is how many the anchors
    stand for; `languages` are those the embedder knows.
    """

    embedder: str
    mean: Vectors
    anchors: Vectors
    backdrop: Vectors
    questions: int = 0
    link: float = LINK
    penalty: float = PENALTY
    languages: frozenset[str] = frozenset()

    @property
    def version(self) -> str:
        """What must be equal for two placings to be comparable; the mean and the anchors follow the desk."""
        return f"{self.embedder}/space.{SPACE_VERSION}/link.{self.link:.2f}/penalty.{self.penalty:.2f}"

    def reads(self, language: str, text: str) -> bool:
        """Whether nearness in this space says anything of a post in `language` ("" for unknown)."""
        return reads(self.languages, language, text)

    def centred(self, raw: Vectors) -> Vectors:
        """(x - m) / |x - m| for each row; the zero vector stays zero."""
        moved = np.atleast_2d(np.asarray(raw, np.float32)) - self.mean
        return np.asarray(moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-6), np.float32)

    def query(self, raw: Vectors) -> Vectors:
        """The vector float32[d] to search an index over raw vectors with, by inner product.

        For a fixed post the order by inner product is that of centred cosine up to the neighbour's own length after
        centring, which hardly varies: 40 rows fetched hold the nearest 20.
        """
        return np.asarray(self.centred(raw)[0], np.float32)

    def represent(self, raw: Vectors) -> Represented:
        """Centred vectors and local scale of raw ones, [n, d] or [d]."""
        centred = self.centred(raw)
        return Represented(centred, self.local_scale(centred))

    def local_scale(self, centred: Vectors) -> NDArray[np.float32]:
        """Local scale r of each row: mean cosine to its K nearest anchors but one, K = 5 % of them, 10 to 40."""
        count = min(len(self.anchors), MOST_NEAR, max(FEWEST_NEAR, len(self.anchors) // 20))
        if count <= 1:
            return np.zeros(len(centred), np.float32)
        scale = np.empty(len(centred), np.float32)
        for at in range(0, len(centred), _BLOCK):
            nearest = np.partition(centred[at : at + _BLOCK] @ self.anchors.T, -count, axis=1)[:, -count:]
            scale[at : at + _BLOCK] = (nearest.sum(1) - nearest.max(1)) / (count - 1)
        return scale

    def similarity(self, one: Represented, many: Represented) -> NDArray[np.float32]:
        """Scaled similarity of the first row of `one` with each of `many`: 1 the same, 0 as near as the crowd."""
        plain = many.centred @ one.centred[0]
        scale = np.minimum((many.scale + one.scale[0]) / 2, np.float32(0.95))
        return np.asarray((plain - scale) / (1 - scale), np.float32)

    def to_bytes(self) -> bytes:
        """The space as bytes (numpy's own format, no pickles), half precision: about 1.5 kB an anchor at most."""
        written = io.BytesIO()
        numbers = np.array([SPACE_VERSION, self.questions, self.link, self.penalty], np.float64)
        np.savez(
            written,
            numbers=numbers,
            embedder=np.frombuffer(self.embedder.encode(), np.uint8),
            languages=np.frombuffer(" ".join(sorted(self.languages)).encode(), np.uint8),
            mean=self.mean,
            anchors=self.anchors.astype(np.float16),
            backdrop=self.backdrop.astype(np.float16),
        )
        return written.getvalue()

    @classmethod
    def from_bytes(cls, written: bytes) -> Self:
        """The space that `to_bytes` wrote. Raises Failed when another version of the product wrote it."""
        try:
            with np.load(io.BytesIO(written), allow_pickle=False) as parts:
                version, questions, link, penalty = parts["numbers"]
                if version != SPACE_VERSION:
                    raise Failed(_OTHER_VERSION)
                return cls(
                    embedder=bytes(parts["embedder"]).decode(),
                    mean=parts["mean"],
                    anchors=parts["anchors"].astype(np.float32),
                    backdrop=parts["backdrop"].astype(np.float32),
                    questions=int(questions),
                    link=float(link),
                    penalty=float(penalty),
                    languages=frozenset(bytes(parts["languages"]).decode().split()),
                )
        except (ValueError, KeyError, OSError, EOFError) as error:
            raise Failed(_OTHER_VERSION) from error


_OTHER_VERSION = (
    "The grouping's stored space was written by another version of Answerable. Refine the questions once: "
    "that writes it anew."
)


@lru_cache(maxsize=2)
def starting_space(embedder: Embedder) -> Space:
    """The space of a desk without questions, from the shipped sentences; 0.5 s with the shipped model, once."""
    backdrop = embedder.embed(background_sentences())
    return renewed_space(embedder.identifier, backdrop, None, None, languages=embedder.languages)


def renewed_space(
    embedder: str,
    backdrop: Vectors,
    means: Vectors | None,
    medoids: Vectors | None,
    *,
    link: float = LINK,
    penalty: float = PENALTY,
    languages: frozenset[str] = frozenset(),
) -> Space:
    """The space of a desk whose questions have the raw `means` and `medoids`, both float32[questions, d].

    The mean is the mean of the questions' means and the anchors are their medoids, filled up from the backdrop while
    there are fewer than 200 questions.
    """
    count = 0 if means is None else len(means)
    own_share = min(1.0, count / ENOUGH_QUESTIONS)
    mean = np.zeros(backdrop.shape[1], np.float32) if means is None else means.mean(0)
    mean = np.asarray(own_share * mean + (1 - own_share) * backdrop.mean(0), np.float32)
    bare = Space(embedder, mean, np.empty((0, len(mean)), np.float32), backdrop, count, link, penalty, languages)
    wanted = min(max(0, ENOUGH_QUESTIONS - count), len(backdrop))
    fill = backdrop[np.linspace(0, len(backdrop) - 1, wanted).astype(int)] if wanted else backdrop[:0]
    own = medoids[_evenly(count)] if medoids is not None else backdrop[:0]
    anchors = bare.centred(np.concatenate([own, fill]))
    return Space(embedder, mean, anchors, backdrop, count, link, penalty, languages)


def _evenly(count: int) -> NDArray[np.int64]:
    return np.linspace(0, count - 1, min(count, MOST_ANCHORS)).astype(np.int64)
