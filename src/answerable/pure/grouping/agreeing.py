"""How far two posts agree in their very words: what decides where the sentence model does not know the language.

Words are compared by their pairs of letters, so that "pwll" meets "bwll" and "cofrestru" meets "gofrestru" without a
grammar of each language; the mutations of Irish and Gaelic that are regular are undone before.
"""

import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log

import regex

from answerable.pure.grouping.little_words import CELTIC
from answerable.pure.text.near_copy import wording

FORMS_OF_ONE = 0.6
"""Dice overlap of the pairs of letters from which two words are taken for forms of one."""
PLAINLY = 0.5
"""Shared part of the words from which two posts may ask the same without a person looking."""
PERHAPS = 0.35
"""Shared part from which a person is asked. Both chosen with half of the Welsh and Irish posts in bench/languages."""
ONE_WORD = 0.9
"""Weight of the words without partner that both sides may have: less than one telling word ("pool" for "library")."""
FEWEST_SHARED = 3
"""Words; two shared ones ("pool", "open") are the subject and not yet what is asked of it."""
MOST_WORDS = 120
_CROWD = 8  # questions taken for granted: with few to count in, every word counts nearly alike
_SHORT = 3
_PLACEHOLDER = regex.compile(r"\[[\p{L} ]{3,40}\]")
_ECLIPSED = regex.compile(r"^(?:bh(?=f)|m(?=b)|g(?=c)|n(?=[dg])|b(?=p)|d(?=t)|t(?=s))")
_LENITED = regex.compile(r"^([bcdfgmpst])h")

Weights = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two texts agree: the shared part of the weight of all their words, 0 to 1, and our words that are shared.

    `alone` is the weight of the words without a partner, on the side that has less of it.
    """

    score: float
    alone: float
    shared: tuple[str, ...]

    @property
    def is_plain(self) -> bool:
        """The one says what the other says, and perhaps more; no word of weight stands against another."""
        return self.score >= PLAINLY and self.alone < ONE_WORD and len(self.shared) >= FEWEST_SHARED


def weights_of(texts: Iterable[tuple[Hashable, str]]) -> dict[str, float]:
    """By word how telling it is, 0 to 1, among (question, text) pairs: less, the more of the questions have it."""
    words_in: dict[Hashable, set[str]] = {}
    for question, text in texts:
        words_in.setdefault(question, set()).update(compared_words(text))
    crowd = log(len(words_in) + _CROWD)
    return {word: 1 - log(times) / crowd for word, times in Counter(_each(words_in.values())).items()}


def agreement(ours: str, theirs: str, weights: Weights) -> Agreement:
    """How far the two texts agree; a word without a weight counts whole."""
    mine, yours = compared_words(ours), compared_words(theirs)
    forms = [_forms_among(mine, word) for word in yours]
    if not any(forms):
        return Agreement(0.0, 0.0, ())
    best = dict.fromkeys(mine, 0.0)
    their_met = 0.0
    for word, found in zip(yours, forms, strict=True):
        their_met += weights.get(word, 1.0) * max((likeness for _, likeness in found), default=0.0)
        for our, likeness in found:
            best[our] = max(best[our], likeness)
    our_met = sum(weights.get(word, 1.0) * likeness for word, likeness in best.items())
    our_whole, their_whole = (sum(weights.get(word, 1.0) for word in words) for words in (mine, yours))
    score = (our_met + their_met) / max(our_whole + their_whole, 1e-6)
    shared = tuple(word for word, likeness in best.items() if likeness)
    return Agreement(score, min(our_whole - our_met, their_whole - their_met), shared)


@lru_cache(maxsize=4096)
def compared_words(text: str) -> tuple[str, ...]:
    """The words of `text` that are compared, folded, each once; what masking put in place of a detail is not."""
    words = (folded(word) for word in wording(_PLACEHOLDER.sub(" ", text))[:MOST_WORDS])
    return tuple(dict.fromkeys(word for word in words if word not in CELTIC and (len(word) > 1 or word.isdigit())))


def folded(word: str) -> str:
    """The word without accents (many leave them out), clitics ("mae'r", "d'oscail") and regular mutations."""
    longest = max(word.split("'"), key=len)
    plain = "".join(letter for letter in unicodedata.normalize("NFD", longest) if not unicodedata.combining(letter))
    if len(plain) <= _SHORT:
        return plain
    return _LENITED.sub(r"\1", _ECLIPSED.sub("", plain))


def _each(sets: Iterable[set[str]]) -> Iterable[str]:
    return (word for words in sets for word in words)


@lru_cache(maxsize=65_536)
def _forms_among(words: tuple[str, ...], word: str) -> tuple[tuple[str, float], ...]:
    """Which of `words` are forms of `word`, and how alike; the words of neighbours come again and again."""
    alike = ((other, _alike(word, other)) for other in words)
    return tuple((other, likeness) for other, likeness in alike if likeness >= FORMS_OF_ONE)


def _alike(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if one[0].isdigit() or other[0].isdigit():
        return 0.0
    ours, theirs = _pairs(one), _pairs(other)
    return 2 * len(ours & theirs) / max(1, len(ours) + len(theirs))


def _pairs(word: str) -> set[str]:
    return {word[at : at + 2] for at in range(len(word) - 1)}
