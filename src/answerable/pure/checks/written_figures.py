"""Numbers as people write them, with what they count."""

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from answerable.pure.checks.written_dates import WrittenDate

_NUMBER: Final = re.compile(
    r"(?<![\w.,:/#])(?P<coin>[£€$]\s?)?(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d+)?)"
    r"(?P<size>\s?(?:million|billion|thousand|bn|m|k)\b)?"
    r"(?P<share>\s?(?:%|per cent\b|percent\b|y cant\b|faoin gcéad\b))?"
    r"(?![\d:/]|[.,]\d|(?:am|pm|st|nd|rd|th)\b)(?:[ -](?P<noun>[^\W\d_]{2,20}(?: [^\W\d_]{3,20})?))?"
)
UNITS: Final = re.compile(
    r"^(?:working |calendar |school )?(?:days?|weeks?|months?|years?|hours?|minutes?|miles?"
    r"|metres?|km|homes?|places|people|jobs)\b",
    re.IGNORECASE,
)
"""Words that make even a small number a fact: "3 days"."""


class Figure(NamedTuple):
    """A number as written: its value without commas, and what it counts ("£", "%", "working day", "date" or "")."""

    start: int
    end: int
    value: str
    unit: str


def find_figures(text: str, dates: Iterable[WrittenDate], taken: Iterable[tuple[int, int]]) -> tuple[Figure, ...]:
    """Numbers and `dates` of a text, in order; times of day, list numbers and the stretches `taken` are left out."""
    figures = [Figure(one.start, one.end, f"{one.year or ''}-{one.month:02}-{one.day:02}", "date") for one in dates]
    closed = bytearray(len(text))
    for start, end in (*taken, *((one.start, one.end) for one in figures)):
        closed[start:end] = b"\1" * (end - start)
    figures += [
        _figure(seen)
        for seen in _NUMBER.finditer(text)
        if not any(closed[seen.start() : seen.end("value")]) and not _is_list_number(text, seen)
    ]
    return tuple(sorted(figures))


def _figure(seen: re.Match[str]) -> Figure:
    value = seen["value"].replace(",", "") + (seen["size"] or "").strip()
    unit = "£" if seen["coin"] else "%" if seen["share"] else _singular(seen["noun"] or "")
    end = seen.end("share") if seen["share"] else seen.end("size") if seen["size"] else seen.end("value")
    return Figure(seen.start(), end, value, unit)


def _singular(noun: str) -> str:
    known = UNITS.match(noun)
    word = (known[0] if known else noun.partition(" ")[0]).lower()
    return word.removesuffix("s")


def _is_list_number(text: str, seen: re.Match[str]) -> bool:
    line = text[text.rfind("\n", 0, seen.start()) + 1 : seen.start()]
    return not line.strip(" (") and text[seen.end("value") : seen.end("value") + 1] in (".", ")") and not seen["coin"]
