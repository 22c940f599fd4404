"""Finds the one word that makes two posts ask different things though everything else agrees.

A sentence model hardly moves for a number, a "not", a weekday or a town: "over 65" and "over 75" are as good as the
same to it. Two posts that differ in such a word alone are for a person to judge.
"""

from collections.abc import Collection
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

SHORTEST_FRAME = 4
"""Words of a post in which another word in the place of one is taken for another question."""

_SHORT = 5  # letters; in a shorter word one letter makes another word

_LONGEST_PLACE = max(len(name.split()) for name in PLACES)
_NAMED = regex.compile(
    r"\b(?:in|at|near|from|to|around|across|outside|yn|ym|yng|i|sa|san|in aice le|à|en|aus)\s+(\p{Lu}[\p{Ll}'’-]+)"
)


_SOUTH_WELSH = regex.compile(r"(?:\by|['’]r)\s+de\b", regex.IGNORECASE)  # elsewhere "de" is a little word
_KEPT = 20_000  # texts whose signs stay at hand: neighbours come again and again


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs: "number", "date", "place", "negation", "reason" or "word", and the words, ours against theirs.

    Words stand in one form of theirs ("2" for "two"); "" where a side has none.
    """

    kind: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Signs:
    """What in a text may make it another question: its signs by kind, its "not"s, its opposites by row and side."""

    by_kind: tuple[frozenset[str], ...]
    nots: tuple[str, ...]
    sides: dict[tuple[int, int], str]


_KINDS = ("number", "date", "place", "reason")


def telling_difference(ours: str, theirs: str, *, strictly: bool = False) -> Difference | None:
    """The number, date, place, "why" or negation in which the two differ while the rest agrees; None without.

    `strictly` takes it for granted that the rest agrees: then any of these that only one side has counts.
    """
    return difference_between(ours, signs_of(ours), theirs, signs_of(theirs), strictly=strictly)


def difference_between(
    ours: str, mine: Signs, theirs: str, yours: Signs, *, strictly: bool = False
) -> Difference | None:
    """The same where the signs of both are at hand: comparing many pairs, most of them have the same."""
    if mine == yours:
        return None if strictly else _swapped(ours, theirs)
    least = 0.0 if strictly else ALIKE
    for kind, one, other in zip(_KINDS, mine.by_kind, yours.by_kind, strict=True):
        if one != other and _tells(kind, (ours, one), (theirs, other), least):
            return Difference(kind, ((_joined(one - other), _joined(other - one)),))
    return _turned_round(ours, mine, theirs, yours, least) or (None if strictly else _swapped(ours, theirs))


def _swapped(ours: str, theirs: str) -> Difference | None:
    """One word stands in the place of another and all else is the same: "can landlords apply", "can tenants apply".

    It may be a synonym ("shut", "closed"), which no list tells; a person does.
    """
    mine, yours = _words_of(ours), _words_of(theirs)
    if len(mine) != len(yours) or len(mine) < SHORTEST_FRAME:
        return None
    pairs = [pair for pair in zip(mine, yours, strict=True) if pair[0] != pair[1]]
    if len(pairs) != 1:
        return None
    one, other = pairs[0]
    if not (one.isalpha() and other.isalpha()) or {one, other} & LITTLE_WORDS or _forms_of_one(one, other):
        return None
    return Difference("word", ((one, other),))


def _forms_of_one(one: str, other: str) -> bool:
    """Endings and slips of the pen: "dog" and "dogs", "vaccine" and "vacine"."""
    if stem(one) == stem(other):
        return True
    start = _alike_from_start(one, other)
    end = _alike_from_start(one[start:][::-1], other[start:][::-1])
    return max(len(one), len(other)) > _SHORT and max(len(one), len(other)) - start - end <= 1


def _alike_from_start(one: str, other: str) -> int:
    """Letters that both begin with."""
    differing = (at for at, (ours, theirs) in enumerate(zip(one, other, strict=False)) if ours != theirs)
    return next(differing, min(len(one), len(other)))


@lru_cache(maxsize=_KEPT)
def _words_of(text: str) -> tuple[str, ...]:
    return tuple(wording(text))


def _tells(kind: str, ours: tuple[str, frozenset[str]], theirs: tuple[str, frozenset[str]], least: float) -> bool:
    (text, one), (other_text, other) = ours, theirs
    mine, yours = _rests(text, other_text, one | other)
    if one and other and not one & other:
        # Both sides name one and not the same: two answers unless the rest is about something else anyway.
        return overlap(mine, yours) >= min(least, RELATED) or _within(mine, yours) == 1
    # Whoever asks why it is so tells a story with it, as whoever asks whether it is so does not.
    return max(overlap(mine, yours), _within(mine, yours) if kind == "reason" else 0.0) >= least


def _within(mine: set[str], yours: set[str]) -> float:
    """How much of the shorter is in the longer: 1 says the same, however much more the longer one tells."""
    shorter = min(len(mine), len(yours))
    return len(mine & yours) / shorter if shorter > 1 else 0.0


@lru_cache(maxsize=_KEPT)
def signs_of(text: str) -> Signs:
    """The signs of a text; texts without any share one value."""
    words = [_one_form(word) for word in wording(text)]
    signs = Signs(
        (_numbers(words), _dates(words), _places(words, text), WHYS.intersection(words)),
        tuple(word for word in words if word in NEGATIONS or word.endswith("n't")),
        {SIDE[word]: word for word in words if word in SIDE},
    )
    return signs if signs != _NONE else _NONE


_NONE = Signs((frozenset(),) * len(_KINDS), (), {})


def _turned_round(ours: str, mine: Signs, theirs: str, yours: Signs, least: float) -> Difference | None:
    """One says "not", or the opposite word, and not the other: twice turned is not turned."""
    turned = [
        (mine.sides[row, side], yours.sides[row, 1 - side])
        for row, side in mine.sides
        if (row, 1 - side) in yours.sides and (row, side) not in yours.sides and (row, 1 - side) not in mine.sides
    ]
    if (len(mine.nots) + len(yours.nots) + len(turned)) % 2 == 0:
        return None
    named = {word for found in (mine.nots, yours.nots, *turned) for word in found}
    if overlap(*_rests(ours, theirs, named)) < least:
        return None
    return Difference("negation", tuple(turned) or ((" ".join(mine.nots), " ".join(yours.nots)),))


def _rests(ours: str, theirs: str, named: Collection[str]) -> tuple[set[str], set[str]]:
    """The stems of both without the words that are named."""
    left_out = {part for word in named for part in word.split()}
    mine, yours = ({base for word, base in _stems(text).items() if word not in left_out} for text in (ours, theirs))
    return mine, yours


@lru_cache(maxsize=_KEPT)
def _stems(text: str) -> dict[str, str]:
    words = (_one_form(word) for word in wording(text))
    return {word: stem(word) for word in words if word not in LITTLE_WORDS and word[0].isalnum()}


def _one_form(word: str) -> str:
    return NUMBERS.get(word) or DAYS.get(word) or COMPASS.get(word) or word


def _joined(words: frozenset[str]) -> str:
    return " ".join(sorted(words))


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
