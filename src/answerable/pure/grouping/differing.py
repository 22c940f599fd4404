"""Finds the one word that makes two posts ask different things though everything else agrees.

A sentence model hardly moves for a number, a "not", a weekday or a town: "over 65" and "over 75" are as good as the
same to it. Two posts that differ in such a word alone are for a person to judge.
"""

from dataclasses import dataclass
from functools import lru_cache

import regex

from answerable.pure.grouping.places import PLACES
from answerable.pure.grouping.signs import (
    COMPASS,
    DAYS,
    NEGATIONS,
    NUMBERS,
    OTHER_WEEK,
    OTHER_WEEK_AFTER,
    SIDE,
    SPANS,
    WHYS,
)
from answerable.pure.grouping.words import LITTLE_WORDS, overlap, stem
from answerable.pure.text.near_copy import wording

ALIKE = 0.7
"""Overlap of the other words from which a word that only one side has is all that differs."""
RELATED = 0.3
"""Overlap from which two different numbers (days, places) make two questions of what reads alike."""
LONGEST_AMOUNT = 4
"""Digits; longer numbers name an order or a telephone, which is the person's own and not what is asked."""

_LONGEST_PLACE = max(len(name.split()) for name in PLACES)
_NAMED = regex.compile(
    r"\b(?:in|at|near|from|to|around|across|outside|yn|ym|yng|i|sa|san|in aice le|à|en|aus)\s+(\p{Lu}[\p{Ll}'’-]+)"
)


_SOUTH_WELSH = regex.compile(r"(?:\by|['’]r)\s+de\b", regex.IGNORECASE)  # elsewhere "de" is a little word
_READ_AHEAD = 20_000


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs: "number", "date", "place", "negation" or "reason", and the words, ours against theirs.

    Words stand in one form of theirs ("2" for "two"); "" where a side has none.
    """

    kind: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """A text's signs by kind, what turns its sense, and the stems of its words with the words they come from."""

    signs: tuple[frozenset[str], ...]
    nots: tuple[str, ...]
    sides: dict[tuple[int, int], str]
    stems: dict[str, str]


_KINDS = ("number", "date", "place", "reason")


def telling_difference(ours: str, theirs: str, *, strictly: bool = False) -> Difference | None:
    """The number, date, place, "why" or negation in which the two differ while the rest agrees; None without.

    `strictly` takes it for granted that the rest agrees: then any of these that only one side has counts.
    """
    one, other = _read(ours), _read(theirs)
    for kind, mine, yours in zip(_KINDS, one.signs, other.signs, strict=True):
        if mine != yours and (strictly or _tells(one, other, mine, yours)):
            return Difference(kind, ((_joined(mine - yours), _joined(yours - mine)),))
    return _turned_round(one, other, strictly=strictly)


def _turned_round(one: _Read, other: _Read, *, strictly: bool) -> Difference | None:
    """One says "not", or the opposite word, and not the other: twice turned is not turned."""
    turned = [
        (one.sides[row, side], other.sides[row, 1 - side])
        for row, side in one.sides
        if (row, 1 - side) in other.sides and (row, side) not in other.sides and (row, 1 - side) not in one.sides
    ]
    if (len(one.nots) + len(other.nots) + len(turned)) % 2 == 0:
        return None
    named = {word for found in (one.nots, other.nots, *turned) for word in found}
    if not strictly and overlap(_rest(one, named), _rest(other, named)) < ALIKE:
        return None
    return Difference("negation", tuple(turned) or ((" ".join(one.nots), " ".join(other.nots)),))


def _tells(one: _Read, other: _Read, mine: frozenset[str], yours: frozenset[str]) -> bool:
    named = {part for word in mine | yours for part in word.split()}
    agreement = overlap(_rest(one, named), _rest(other, named))
    # Both sides name one and not the same: two answers unless the rest is about something else anyway.
    return agreement >= (RELATED if mine and yours and not mine & yours else ALIKE)


def _rest(read: _Read, named: set[str]) -> set[str]:
    return {base for word, base in read.stems.items() if word not in named}


def _joined(words: frozenset[str]) -> str:
    return " ".join(sorted(words))


@lru_cache(maxsize=_READ_AHEAD)
def _read(text: str) -> _Read:
    words = [_one_form(word) for word in wording(text)]
    return _Read(
        signs=(_numbers(words), _dates(words), _places(words, text), WHYS.intersection(words)),
        nots=tuple(word for word in words if word in NEGATIONS or word.endswith("n't")),
        sides={SIDE[word]: word for word in words if word in SIDE},
        stems={word: stem(word) for word in words if word not in LITTLE_WORDS and word[0].isalnum()},
    )


def _one_form(word: str) -> str:
    return NUMBERS.get(word) or DAYS.get(word) or COMPASS.get(word) or word


def _numbers(words: list[str]) -> frozenset[str]:
    digits = {word for word in words if word[0].isdigit() and sum(map(str.isdigit, word)) <= LONGEST_AMOUNT}
    return frozenset(digits | _NAMES_OF_NUMBERS.intersection(words))


_NAMES_OF_NUMBERS = frozenset(NUMBERS.values())


def _dates(words: list[str]) -> frozenset[str]:
    found = set()
    for at, word in enumerate(words):
        before = words[at - 1] if at and words[at - 1] in OTHER_WEEK else ""
        after = next((other for other in words[at + 1 : at + 3] if other in OTHER_WEEK_AFTER), "")
        if word in DAYS or (word in SPANS and before):
            found.add(" ".join(part for part in (before, word, after) if part))
    return frozenset(found)


def _places(words: list[str], text: str) -> frozenset[str]:
    known = [word for word in words if word in COMPASS]
    for size in range(1, _LONGEST_PLACE + 1):
        runs = [" ".join(words[at : at + size]) for at in range(len(words) - size + 1)]
        known += [run for run in runs if run in PLACES]
    known += ["y de"] if _SOUTH_WELSH.search(text) else []
    return frozenset([*known, *(name.casefold() for name in _NAMED.findall(text))])
