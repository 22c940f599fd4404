"""Acronyms: spelt out where they first stand, unless everyone knows them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Final

from answerable.pure.checks.draft import Draft, Params, Spot, see_each
from answerable.pure.checks.reading import Place, Reading

_ACRONYM: Final = re.compile(r"(?<![\w#@&/-])(?:[A-Z]\.){2,}|(?<![\w#@&/.-])[A-Z][A-Z&]{1,6}s?(?![\w@&]|\.\w)")
_NEAR: Final = 12
"""Words on either side that may spell it out."""


def spelt_out(draft: Draft, params: Params) -> Iterable[Spot]:
    """Acronyms whose letters no words before or behind them spell out. `known` and the body's own list are let be."""
    known = frozenset(word.upper() for word in (*draft.keeps.acronyms, *params.get("known", ())))

    def look(reading: Reading) -> Iterator[Spot]:
        private = reading.personal_data
        done: set[str] = set()
        for seen in _ACRONYM.finditer(reading.text):
            short = seen[0].replace(".", "").removesuffix("s").upper()
            if short in done or short in known or _is_shouted(reading.text, seen.start(), seen.end()):
                continue
            done.add(short)
            hidden = reading.is_in_link(seen.start()) or any(span.start <= seen.start() < span.end for span in private)
            if not hidden and not is_spelt_out(reading, Place(seen.start(), seen.end(), short)):
                yield Spot(
                    f"Write {seen[0]} in full the first time, with the letters in brackets.", seen.start(), seen.end()
                )

    return see_each(draft, look)


def is_spelt_out(reading: Reading, acronym: Place) -> bool:
    """Whether the words before or behind `acronym` begin with its letters: "Freedom of Information (FOI)"."""
    words = reading.words
    first = bisect_right(words, acronym.start, key=lambda word: word.end)
    behind = bisect_left(words, acronym.end, key=lambda word: word.start)
    before = [word.text for word in words[max(0, first - _NEAR) : first]]
    after = [word.text for word in words[behind : behind + _NEAR]]
    wanted = acronym.text.replace("&", "").lower()
    bracket_before = reading.text[: acronym.start].rstrip().endswith(("(", "–", "-", ",", "“", '"'))
    bracket_after = reading.text[acronym.end :].lstrip().startswith(("(", "–", "-", ","))
    return (bracket_before and _initials_fit(before, wanted)) or (bracket_after and _initials_fit(after, wanted))


def _initials_fit(words: list[str], wanted: str) -> bool:
    """Whether the letters come in order at the starts of `words`, small words between them or not."""
    initials = "".join(part[0].lower() for word in words for part in re.split("[-’']", word) if part)
    at = 0
    for letter in initials:
        at += at < len(wanted) and letter == wanted[at]
    return at == len(wanted)


def _is_shouted(text: str, start: int, end: int) -> bool:
    """Words in capitals next to each other are shouting, which has its own check."""
    return re.search(r"[A-Z]{2,}[ ,]+$", text[max(0, start - 20) : start]) is not None or (
        re.match(r"[ ,]+[A-Z]{2,}", text[end : end + 20]) is not None
    )
