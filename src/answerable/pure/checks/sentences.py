"""Plain English that can be counted: the length of sentences and the age a text reads at."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from answerable.pure.checks.draft import Draft, Params, Spot, see_each
from answerable.pure.checks.reading import Reading

_VOWELS: Final = re.compile(r"[aeiouy]+")
_SILENT: Final = re.compile(r"(?<=[a-z][^aeiouyl])es?$|(?<=[^td])ed$")
_FIRST_SCHOOL_YEAR_AGE: Final = 5


def not_too_long(draft: Draft, params: Params) -> Iterable[Spot]:
    """Sentences of more than `most` words; a link is not counted as words."""
    most: int = params["most"]

    def look(reading: Reading) -> Iterator[Spot]:
        words = reading.words
        at = 0
        for sentence in reading.sentences:
            first = at
            while at < len(words) and words[at].start < sentence.end:
                at += 1
            if at - first > most:
                message = f"This sentence has {at - first} words. Split it: {most} is the most people take in at once."
                yield Spot(message, sentence.start, sentence.end)

    return see_each(draft, look)


def reads_at_age(draft: Draft, params: Params) -> Iterable[Spot]:
    """English texts of `judged_from_words` or more that read above `most_age`; a formula cannot judge shorter ones."""
    if draft.language != "en":
        return
    reading = Reading(draft.text)
    if len(reading.words) >= params["judged_from_words"]:
        age = reading_age(reading)
        if age > params["most_age"] + 0.5:
            message = (
                f"This reads at about age {age:.0f}; aim for {params['most_age']}. "
                "Shorten the longest sentences and use everyday words. This is an estimate."
            )
            yield Spot(message)


def reading_age(reading: Reading) -> float:
    """Years: five and the Flesch-Kincaid grade, 0.39 words per sentence + 11.8 syllables per word - 15.59 (1975)."""
    words = [word.text for word in reading.words]
    if not words:
        return 0.0
    syllables = sum(syllable_count(word) for word in words)
    grade = 0.39 * len(words) / max(1, len(reading.sentences)) + 11.8 * syllables / len(words) - 15.59
    return _FIRST_SCHOOL_YEAR_AGE + grade


def syllable_count(word: str) -> int:
    """Groups of vowels in an English word, without a silent ending; never less than one."""
    low = word.lower()
    return max(1, len(_VOWELS.findall(_SILENT.sub("", low) or low)))
