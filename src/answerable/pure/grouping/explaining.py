"""Says in words why posts stand together, what sets one apart, and which of them says it most clearly."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import regex

from answerable.pure.grouping.embedder import Vectors
from answerable.pure.grouping.words import LITTLE_WORDS, content_words, stem
from answerable.pure.text.asking import questions_in
from answerable.pure.text.near_copy import wording

MOST_SHOWN = 6
_BEST_LENGTH = range(5, 19)  # words: a title shorter than this lacks what it is about, a longer one is not read
_UNCLEAR = regex.compile(r"https?://|(?<!\w)[@#]\w|\p{Extended_Pictographic}|[!?]{2,}|\[|\.\.\.|…|\n")


@dataclass(frozen=True, slots=True)
class Together:
    """What a post shares with at least half of the others: words, and runs of two or three words."""

    words: tuple[str, ...]
    phrases: tuple[str, ...]


def why_together(text: str, others: Sequence[str]) -> Together:
    """The words and phrases of `text` that at least half of the `others` have as well, at most six each."""
    least = _half(others)
    runs = Counter(run for other in others for run in set(_phrases(other)))
    phrases = [run for run in dict.fromkeys(_phrases(text)) if runs[run] >= least]
    whole = [run for run in phrases if not any(run != longer and run in longer for longer in phrases)]
    return Together(shared_words(text, others), tuple(whole[:MOST_SHOWN]))


def shared_words(text: str, others: Sequence[str]) -> tuple[str, ...]:
    """The words of `text` that at least half of the `others` have in some form, those most have first, at most six."""
    counts = Counter(one for other in others for one in {stem(word) for word in content_words(other)})
    words = [word for word in content_words(text) if counts[stem(word)] >= _half(others)]
    return tuple(sorted(words, key=lambda word: -counts[stem(word)])[:MOST_SHOWN])


def _half(others: Sequence[str]) -> int:
    return max(1, (len(others) + 1) // 2)


def what_sets_apart(text: str, others: Sequence[str]) -> tuple[str, ...]:
    """The words of `text` that at most one in ten of the `others` has, in order, at most six."""
    counts = Counter(one for other in others for one in {stem(word) for word in content_words(other)})
    rare = [word for word in content_words(text) if counts[stem(word)] <= len(others) // 10]
    return tuple(rare[:MOST_SHOWN])


def title_of(texts: Sequence[str], vectors: Vectors | None = None) -> int:
    """The row of the clearest post: near the middle of its question, a question, short, free of links and shouting.

    `vectors` are the posts' vectors in the same order; without them the middle is found by shared words. Raises
    ValueError when there are no texts.
    """
    middle = _shared(texts) if vectors is None else _centrality(vectors)
    scores = [nearness + _clarity(text) for nearness, text in zip(middle, texts, strict=True)]
    return max(range(len(texts)), key=lambda row: (scores[row], -row))


def _centrality(vectors: Vectors) -> list[float]:
    mean = vectors.mean(0)
    return [float(near) for near in vectors @ (mean / max(float(np.linalg.norm(mean)), 1e-6))]


def _shared(texts: Sequence[str]) -> list[float]:
    stems = [{stem(word) for word in content_words(text)} for text in texts]
    counts = Counter(word for words in stems for word in words)
    return [sum(counts[word] for word in words) / (max(1, len(words)) * len(texts)) for words in stems]


def _clarity(text: str) -> float:
    """About -0.8 to 0.3: what makes a post a good name for a question, whatever the others say."""
    count = len(wording(text))
    score = 0.15 if questions_in(text) else 0.0
    off = max(_BEST_LENGTH.start - count, count - _BEST_LENGTH.stop + 1)
    score += 0.1 if off <= 0 else -0.02 * min(20, off)
    score += 0.05 if text.rstrip().endswith("?") else 0.0
    score -= 0.2 if _UNCLEAR.search(text) else 0.0
    return score - (0.2 if text.isupper() else 0.0)


def _phrases(text: str) -> list[str]:
    words = wording(text)
    runs = [words[at : at + size] for size in (3, 2) for at in range(len(words) - size + 1)]
    return [" ".join(run) for run in runs if run[0] not in LITTLE_WORDS and run[-1] not in LITTLE_WORDS]
