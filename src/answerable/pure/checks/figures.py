"""Numbers and other facts in a text: whether each has a source, and whether they agree with what was published."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from answerable.pure.checks.dates import find_dates
from answerable.pure.checks.draft import Draft, Params, Spot, see_each
from answerable.pure.checks.reading import Place, Reading

_NUMBER: Final = re.compile(
    r"(?<![\w.,:/#])(?P<coin>[£€$]\s?)?(?P<value>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,15}(?:\.\d+)?)"
    r"(?P<size>\s?(?:million|billion|thousand|bn|m|k)\b)?(?P<share>\s?(?:%|per cent\b|percent\b|y cant\b|faoin gcéad\b))?"
    r"(?![\d:/]|[.,]\d|(?:am|pm|st|nd|rd|th)\b)(?:[ -](?P<noun>[^\W\d_]{2,20}(?: [^\W\d_]{3,20})?))?"
)
_LAW: Final = re.compile(
    r"\b(?:[sS]ection|[rR]egulation|[aA]rticle|[sS]chedule) \d{1,3}[A-Z]?(?:\(\d\))?|\b(?:[A-Z]\w+ )?(?:Act|Regulations|Order|Directive) (?:of )?(?:19|20)\d\d"
)
_QUOTED: Final = re.compile(r"[“\"][^“”\"\n]{15,400}[”\"]")
_UNITS: Final = re.compile(
    r"^(?:working |calendar |school )?(?:days?|weeks?|months?|years?|hours?|minutes?|miles?|metres?|km|homes?|places|people|jobs)\b",
    re.IGNORECASE,
)
_SMALL: Final = 10
_CONTENT_WORD: Final = 4
_ALIKE: Final = 0.5


class Figure(NamedTuple):
    """A number as written: its value without commas, and what it counts ("£", "%", "working days", "date" or "")."""

    start: int
    end: int
    value: str
    unit: str


def find_figures(reading: Reading) -> tuple[Figure, ...]:
    """Numbers and dates of a text, in order; times of day, list numbers, links and personal data are left out."""
    dates = find_dates(reading.text)
    figures = [Figure(one.start, one.end, f"{one.year or ''}-{one.month:02}-{one.day:02}", "date") for one in dates]
    taken = [*((one.start, one.end) for one in dates), *((span.start, span.end) for span in reading.personal_data)]
    taken += [(place.start, place.end) for place in (*reading.links, *reading.hashtags)]
    for seen in _NUMBER.finditer(reading.text):
        if not any(start < seen.end("value") and seen.start() < end for start, end in taken) and not _is_list_number(
            reading, seen
        ):
            figures.append(_figure(seen))
    return tuple(sorted(figures))


def _figure(seen: re.Match[str]) -> Figure:
    value = seen["value"].replace(",", "") + (seen["size"] or "").strip()
    unit = "£" if seen["coin"] else "%" if seen["share"] else _singular(seen["noun"] or "")
    end = seen.end("share") if seen["share"] else seen.end("size") if seen["size"] else seen.end("value")
    return Figure(seen.start(), end, value, unit)


def _singular(noun: str) -> str:
    known = _UNITS.match(noun)
    word = (known[0] if known else noun.split(" ", maxsplit=1)[0]).lower()
    return word.removesuffix("s")


def _is_list_number(reading: Reading, seen: re.Match[str]) -> bool:
    line = reading.text[reading.text.rfind("\n", 0, seen.start()) + 1 : seen.start()]
    return (
        not line.strip(" (")
        and reading.text[seen.end("value") : seen.end("value") + 1] in (".", ")")
        and seen["coin"] is None
    )


def facts_needing_source(reading: Reading) -> tuple[Place, ...]:
    """Sums, shares, dates, counts of ten or more or of a unit, statements of law, and quotations of some length."""
    text = reading.text
    found: list[tuple[int, int]] = []
    for spans in (
        (seen.span() for seen in _LAW.finditer(text)),
        (seen.span() for seen in _QUOTED.finditer(text)),
        ((one.start, one.end) for one in find_figures(reading) if _is_fact(one)),
    ):
        found += [(start, end) for start, end in spans if not any(a < end and start < b for a, b in found)]
    return tuple(Place(start, end, text[start:end]) for start, end in sorted(found))


def _is_fact(figure: Figure) -> bool:
    if figure.unit in ("£", "%", "date") or _UNITS.match(figure.unit):
        return True
    return float(re.sub(r"[^\d.]", "", figure.value) or 0) >= _SMALL


def have_source(draft: Draft, _params: Params) -> Iterable[Spot]:
    """Facts that no source of the draft covers. A source without kept words is taken to cover all. Takes no parameters."""
    if any(not source.says.strip() for source in draft.sources):
        return ()
    said = " ".join(source.says for source in draft.sources)
    values = {(one.value, one.unit == "date") for one in find_figures(Reading(said))}

    def look(reading: Reading) -> Iterator[Spot]:
        own = {(one.start, one.end): (one.value, one.unit == "date") for one in find_figures(reading)}
        for fact in facts_needing_source(reading):
            if own.get((fact.start, fact.end)) not in values and fact.text.strip('“”"').lower() not in said.lower():
                yield Spot(f"“{fact.text[:40]}” has no source. Add where it comes from.", fact.start, fact.end)

    return see_each(draft, look)


def agrees_with_published(draft: Draft, _params: Params) -> Iterable[Spot]:
    """A number that differs from the same number in an earlier answer that is not marked corrected. Takes no parameters."""
    earlier = [line for one in draft.published if not one.corrected for line in _lines(one.text)]

    def look(reading: Reading) -> Iterator[Spot]:
        values = {one.value for one in find_figures(reading)}
        for words, figure, written in _lines(reading.text):
            for old_words, old, old_written in earlier:
                same_thing = figure.unit == old.unit and old.value not in values and _are_alike(words, old_words)
                if same_thing and figure.value != old.value:
                    message = f"We published {old_written} before; here it says {written}. Check, or mark the earlier answer corrected."
                    yield Spot(message, figure.start, figure.end)
                    break

    return see_each(draft, look) if earlier else ()


@lru_cache(maxsize=64)
def _lines(text: str) -> tuple[tuple[frozenset[str], Figure, str], ...]:
    """Each figure with the words of its sentence, and as one would say it."""
    reading = Reading(text)
    sentences = [
        (one, frozenset(word.text.lower() for word in Reading(one.text).words if _tells(word.text)))
        for one in reading.sentences
    ]
    return tuple(
        (words, figure, _as_said(text, figure))
        for figure in find_figures(reading)
        for sentence, words in sentences
        if sentence.start <= figure.start < sentence.end
    )


def _as_said(text: str, figure: Figure) -> str:
    written = text[figure.start : figure.end]
    return written if figure.unit in ("£", "%", "date", "") else f"{written} ({figure.unit})"


def _tells(word: str) -> bool:
    return len(word) >= _CONTENT_WORD and word.isalpha()


def _are_alike(some: frozenset[str], others: frozenset[str]) -> bool:
    return bool(some and others) and len(some & others) >= _ALIKE * min(len(some), len(others))
