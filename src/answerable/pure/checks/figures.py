"""Numbers and other facts in a text: whether each has a source, and whether they agree with what was published."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from answerable.pure.checks.draft import Draft, Params, Spot, see_each
from answerable.pure.checks.reading import Place, Reading
from answerable.pure.checks.written_figures import UNITS, Figure

_LAW: Final = re.compile(
    r"\b(?:[sS]ection|[rR]egulation|[aA]rticle|[sS]chedule) \d{1,3}[A-Z]?(?:\(\d\))?"
    r"|\b(?:[A-Z]\w+ )?(?:Act|Regulations|Order|Directive) (?:of )?(?:19|20)\d\d"
)
_QUOTED: Final = re.compile(r"[“\"][^“”\"\n]{15,400}[”\"]")
_SMALL: Final = 10
_CONTENT_WORD: Final = 4
_ALIKE: Final = 0.5


def facts_needing_source(reading: Reading) -> tuple[Place, ...]:
    """Sums, shares, dates, counts of ten or more or of a unit, statements of law, and quotations of some length."""
    text = reading.text
    taken = bytearray(len(text))
    found: list[tuple[int, int]] = []
    for spans in (
        (seen.span() for seen in _LAW.finditer(text)),
        (seen.span() for seen in _QUOTED.finditer(text)),
        ((one.start, one.end) for one in reading.figures if _is_fact(one)),
    ):
        free = [(start, end) for start, end in spans if not any(taken[start:end])]
        for start, end in free:
            taken[start:end] = b"\1" * (end - start)
        found += free
    return tuple(Place(start, end, text[start:end]) for start, end in sorted(found))


def _is_fact(figure: Figure) -> bool:
    if figure.unit in ("£", "%", "date") or UNITS.match(figure.unit):
        return True
    return float(re.sub(r"[^\d.]", "", figure.value) or 0) >= _SMALL


def have_source(draft: Draft, _params: Params) -> Iterable[Spot]:
    """Facts no source of the draft covers. A source without kept words is taken to cover all. Takes no parameters."""
    if any(not source.says.strip() for source in draft.sources):
        return ()
    said = " ".join(source.says for source in draft.sources)
    values = {(one.value, one.unit == "date") for one in Reading(said).figures}

    def look(reading: Reading) -> Iterator[Spot]:
        own = {(one.start, one.end): (one.value, one.unit == "date") for one in reading.figures}
        for fact in facts_needing_source(reading):
            if own.get((fact.start, fact.end)) not in values and fact.text.strip('“”"').lower() not in said.lower():
                yield Spot(f"“{fact.text[:40]}” has no source. Add where it comes from.", fact.start, fact.end)

    return see_each(draft, look)


def agrees_with_published(draft: Draft, _params: Params) -> Iterable[Spot]:
    """A number other than the same number in an earlier answer not marked corrected. Takes no parameters."""
    earlier = [line for one in draft.published if not one.corrected for line in _lines(one.text)]

    def look(reading: Reading) -> Iterator[Spot]:
        values = {one.value for one in reading.figures}
        for words, figure, written in _lines(reading.text):
            for old_words, old, old_written in earlier:
                same_thing = figure.unit == old.unit and old.value not in values and _are_alike(words, old_words)
                if same_thing and figure.value != old.value:
                    message = (
                        f"We published {old_written}; here it says {written}. Check, or correct the earlier answer."
                    )
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
        for figure in reading.figures
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
