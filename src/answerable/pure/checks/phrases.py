"""Finds phrases of a list in a text, whole words only and whatever the capitals: the way of most lists of cues."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from answerable.pure.checks.draft import Draft, Params, Spot, see_each
from answerable.pure.checks.reading import Place, Reading


@lru_cache(maxsize=512)
def pattern_of(phrases: tuple[str, ...], *, exact: bool = False) -> re.Pattern[str] | None:
    """One pattern for all `phrases`; a space stands for any white space, "’" and "'" are one; None when there are none."""
    worded = sorted({phrase.strip() for phrase in phrases if phrase.strip()}, key=lambda phrase: (-len(phrase), phrase))
    if not worded:
        return None
    alternatives = (r"\s+".join(re.escape(word) for word in phrase.replace("’", "'").split()) for phrase in worded)
    body = "|".join(alternatives).replace("'", "['’]")
    return re.compile(rf"(?<!\w)(?:{body})(?!\w)", 0 if exact else re.IGNORECASE)


def find_phrases(reading: Reading, phrases: Iterable[str], *, exact: bool = False) -> Iterator[Place]:
    """Where one of `phrases` stands, outside links. `exact` minds the capitals."""
    pattern = pattern_of(tuple(phrases), exact=exact)
    if pattern is None:
        return
    for seen in pattern.finditer(reading.text):
        if not reading.is_in_link(seen.start()):
            yield Place(seen.start(), seen.end(), seen[0])


def cues(draft: Draft, params: Params) -> Iterable[Spot]:
    """Each of `phrases`, with `message` about it ("{words}" stands for what was found); `except_before` lets some go."""
    let_go = tuple(params.get("except", ()))

    def look(reading: Reading) -> Iterator[Spot]:
        spared = [(place.start, place.end) for place in find_phrases(reading, let_go)]
        for place in find_phrases(reading, params["phrases"]):
            if not any(start <= place.start and place.end <= end for start, end in spared):
                yield Spot(params["message"].format(words=place.text), place.start, place.end)

    return see_each(draft, look)


def avoided_words(draft: Draft, params: Params) -> Iterable[Spot]:
    """Words of the table `instead` (word: plain word, "" when there is no single one), in the forms the table lists."""
    instead: dict[str, str] = {word.lower(): plain for word, plain in params["instead"].items()}
    spared_phrases = tuple(params.get("literal", ()))

    def look(reading: Reading) -> Iterator[Spot]:
        spared = [(place.start, place.end) for place in find_phrases(reading, spared_phrases)]
        for place in find_phrases(reading, tuple(instead)):
            if any(start <= place.start and place.end <= end for start, end in spared):
                continue
            plain = instead[" ".join(place.text.lower().split())]
            advice = f"Write “{plain}”" if plain else "Say what really happens"
            mend = _with_case_of(place.text, plain) if plain else None
            yield Spot(f"“{place.text}” is on the list of words to avoid. {advice}.", place.start, place.end, mend)

    return see_each(draft, look)


def _with_case_of(model: str, word: str) -> str:
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
