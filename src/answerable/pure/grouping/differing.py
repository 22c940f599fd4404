"""Finds the one word that makes two posts ask different things though everything else agrees.

A sentence model hardly moves for a number, a "not", a weekday or a town: "over 65" and "over 75" are as good as the
same to it. Two posts that differ in such a word alone are for a person to judge.
"""

from collections.abc import Callable
from dataclasses import dataclass

import regex

from answerable.pure.grouping.places import PLACES
from answerable.pure.grouping.words import LITTLE_WORDS, overlap, stem
from answerable.pure.text.near_copy import wording

ALIKE = 0.7
"""Overlap of the other words from which a word that only one side has is all that differs."""
RELATED = 0.3
"""Overlap from which two different numbers (days, places) make two questions of what reads alike."""
LONGEST_AMOUNT = 4
"""Digits; longer numbers name an order or a telephone, which is the person's own and not what is asked."""

_NUMBER_WORDS = frozenset(
    """
    two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty sixty seventy
    eighty ninety hundred thousand half double twice first second third dau dwy tri tair pedwar pump chwech saith
    wyth naw deg dá trí ceathair cúig sé seacht ocht naoi deich zwei drei vier fünf sechs sieben acht neun zehn deux
    trois quatre cinq six sept huit neuf dix
    """.split()  # noqa: SIM905 - quoted one by one the list is a page
)
_DAYS = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december today tomorrow yesterday tonight weekend weekday mon tue tues wed thu thurs fri sat
    sun easter christmas summer winter spring autumn llun mawrth mercher iau gwener sadwrn sul heddiw yfory ddoe
    ionawr chwefror ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr luan máirt céadaoin déardaoin
    aoine satharn domhnach inniu amárach inné eanáir feabhra márta aibreán bealtaine meitheamh iúil lúnasa nollaig
    montag dienstag mittwoch donnerstag freitag samstag sonntag heute morgen gestern lundi mardi mercredi jeudi
    vendredi samedi dimanche aujourd'hui demain hier
    """.split()  # noqa: SIM905 - quoted one by one the list is a page
)
_NEGATIONS = frozenset(
    """
    not no never none nobody nothing without cannot neither nor except unless ddim dim nid nad ni heb peidio
    peidiwch byth unable fail fails failed failing refused declined ní níl nach gan ná nár níor cha chan chaneil
    nicht kein keine keinen nie ohne pas non sans jamais aucun nunca sin bez senza
    """.split()  # noqa: SIM905 - quoted one by one the list is a page
)
_OPPOSITES = (
    ("open", "closed shut close closing"),
    ("start begin", "end stop finish"),
    ("before", "after"),
    ("over above", "under below"),
    ("allowed legal permitted", "forbidden banned illegal prohibited"),
    ("more", "less fewer"),
    ("increase rise", "decrease fall reduce cut"),
    ("arrive", "leave depart"),
    ("free", "paid"),
    ("safe", "unsafe dangerous"),
    ("possible", "impossible"),
    ("buy", "sell"),
    ("join", "cancel"),
    ("activate", "deactivate"),
    ("able", "unable"),
    ("indoors inside", "outdoors outside"),
    ("positive", "negative"),
    ("early earlier", "late later"),
    ("min minimum", "max maximum"),
    ("send", "receive"),
    ("first", "last"),
)
_SIDE = {word: (row, side) for row, pair in enumerate(_OPPOSITES) for side in (0, 1) for word in pair[side].split()}
_LONGEST_PLACE = max(len(name.split()) for name in PLACES)
_NAMED = regex.compile(
    r"\b(?:in|at|near|from|to|around|across|outside|yn|ym|yng|i|sa|san|in aice le|à|en|aus)\s+(\p{Lu}[\p{Ll}'’-]+)"
)


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs: "number", "negation", "date" or "place", and the words, ours against theirs ("" for none)."""

    kind: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class _Read:
    words: list[str]
    text: str


def telling_difference(ours: str, theirs: str) -> Difference | None:
    """The number, date, negation or place in which the two differ while the rest agrees; None when there is none."""
    one, other = _Read(wording(ours), ours), _Read(wording(theirs), theirs)
    for kind, read in _KINDS:
        mine, yours = read(one), read(other)
        if mine != yours and _tells(one, other, mine, yours):
            return Difference(kind, ((_joined(mine - yours), _joined(yours - mine)),))
    return _turned_round(one, other)


def _turned_round(one: _Read, other: _Read) -> Difference | None:
    """One says "not", or the opposite word, and not the other: twice turned is not turned."""
    nots = [[word for word in read.words if word in _NEGATIONS or word.endswith("n't")] for read in (one, other)]
    sides = [{_SIDE[word]: word for word in read.words if word in _SIDE} for read in (one, other)]
    turned = [
        (sides[0][row, side], sides[1][row, 1 - side])
        for row, side in sides[0]
        if (row, 1 - side) in sides[1] and (row, side) not in sides[1] and (row, 1 - side) not in sides[0]
    ]
    if (len(nots[0]) + len(nots[1]) + len(turned)) % 2 == 0:
        return None
    named = {word for found in (*nots, *turned) for word in found}
    if overlap(_rest(one, named), _rest(other, named)) < ALIKE:
        return None
    return Difference("negation", tuple(turned) or ((" ".join(nots[0]), " ".join(nots[1])),))


def _tells(one: _Read, other: _Read, mine: frozenset[str], yours: frozenset[str]) -> bool:
    named = {part for word in mine | yours for part in word.split()}
    agreement = overlap(_rest(one, named), _rest(other, named))
    # Both sides name one and not the same: two answers unless the rest is about something else anyway.
    return agreement >= (RELATED if mine and yours and not mine & yours else ALIKE)


def _rest(read: _Read, named: set[str]) -> set[str]:
    return {stem(word) for word in read.words if word not in named and word not in LITTLE_WORDS and word[0].isalnum()}


def _joined(words: frozenset[str]) -> str:
    return " ".join(sorted(words))


def _numbers(read: _Read) -> frozenset[str]:
    digits = {word for word in read.words if word[0].isdigit() and sum(map(str.isdigit, word)) <= LONGEST_AMOUNT}
    return frozenset(digits | (_NUMBER_WORDS & set(read.words)))


def _dates(read: _Read) -> frozenset[str]:
    return frozenset(_DAYS & set(read.words))


def _places(read: _Read) -> frozenset[str]:
    words, known = read.words, []
    for size in range(1, _LONGEST_PLACE + 1):
        runs = [" ".join(words[at : at + size]) for at in range(len(words) - size + 1)]
        known += [run for run in runs if run in PLACES]
    return frozenset([*known, *(name.casefold() for name in _NAMED.findall(read.text))])


_KINDS: tuple[tuple[str, Callable[[_Read], frozenset[str]]], ...] = (
    ("number", _numbers),
    ("date", _dates),
    ("place", _places),
)
