"""Finds phrases of a list in a text, whole words only and whatever the capitals: the way of most lists of cues."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from answerable.pure.checks.draft import Draft, Params, Spot, see_each
from answerable.pure.checks.reading import Place, Reading

_RUN: Final = re.compile(r"[^\W_]+")


class Phrases(NamedTuple):
    """A list of phrases, made ready: one pattern, tried only where a run of letters of `first_runs` starts."""

    pattern: re.Pattern[str]
    first_runs: frozenset[str]


@lru_cache(maxsize=512)
def _ready(phrases: tuple[str, ...], *, exact: bool) -> Phrases:
    """A space stands for any white space, "’" and "'" are one. Phrases without a letter or digit are let go."""
    worded = {phrase.replace("’", "'").strip(): _RUN.search(phrase.lower()) for phrase in phrases}
    bodies = [r"\s+".join(re.escape(word) for word in phrase.split()) for phrase, run in worded.items() if run]
    body = "|".join(sorted(bodies, key=lambda body: (-len(body), body))).replace("'", "['’]")
    pattern = re.compile(rf"(?:{body})(?!\w)", 0 if exact else re.IGNORECASE)
    return Phrases(pattern, frozenset(run[0] for run in worded.values() if run))


def find_phrases(reading: Reading, phrases: Iterable[str], *, exact: bool = False) -> Iterator[Place]:
    """Where one of `phrases` stands as whole words, outside links, in the text's order. `exact` minds the capitals.

    A first look at the runs of letters in the text spares the long pattern: it made the whole judgement twice as fast.
    """
    ready = _ready(tuple(phrases), exact=exact)
    done = 0
    for at in sorted(at for run in ready.first_runs & reading.starts.keys() for at in reading.starts[run]):
        # A phrase may begin with a sign before its first letter, as "@name" does.
        for start in (at, at - 1):
            seen = ready.pattern.match(reading.text, start) if start >= done else None
            if seen and not _is_inside_word(reading.text, start) and not reading.is_in_link(start):
                yield Place(start, seen.end(), seen[0])
                done = seen.end()
                break


def _is_inside_word(text: str, start: int) -> bool:
    return start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_")


def cues(draft: Draft, params: Params) -> Iterable[Spot]:
    """Each of `phrases`, with `message` about it ("{words}": what was found), unless it is part of one of `except`."""
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
