"""Hashtags: how many, where, and whether a screen reader can tell their words apart."""

from collections.abc import Iterable, Iterator
from typing import Final

from answerable.pure.checks.common_words import COMMON_WORDS
from answerable.pure.checks.draft import Draft, Params, Spot, see_each
from answerable.pure.checks.reading import Reading

_LONGEST: Final = 60
_SHORT: Final = 3


def few_and_last(draft: Draft, params: Params) -> Iterable[Spot]:
    """At most `most` hashtags, at the end; over a channel's own cap the finding blocks."""
    most: int = params["most"]
    for variant in draft.variants:
        tags = Reading(variant.text).hashtags
        if variant.hashtags_most is not None and len(tags) > variant.hashtags_most:
            message = (
                f"{variant.channel} takes {variant.hashtags_most} hashtags; there are {len(tags)}. Leave some out."
            )
            yield Spot(message, tags[0].start, tags[-1].end, channel=variant.channel, severity="block")

    def look(reading: Reading) -> Iterator[Spot]:
        tags = reading.hashtags
        if len(tags) > most:
            yield Spot(f"There are {len(tags)} hashtags; keep {most}.", tags[most].start, tags[-1].end)
        yield from (
            Spot(f"Move {tag.text} to the end, so that the sentence reads well aloud.", tag.start, tag.end)
            for tag in tags[:most]
            if any(word.start >= tag.end and not _is_in_tag(reading, word.start) for word in reading.words)
        )

    yield from see_each(draft, look)


def _is_in_tag(reading: Reading, at: int) -> bool:
    return any(tag.start <= at < tag.end for tag in reading.hashtags)


def words_show(draft: Draft, params: Params) -> Iterable[Spot]:
    """Hashtags of several words in small letters. `also` adds words of the body's own that stand for one word."""
    single = frozenset(word.lower() for word in params.get("also", ()))

    def look(reading: Reading) -> Iterator[Spot]:
        for tag in reading.hashtags:
            name = tag.text[1:]
            words = split_words(name, single) if name.islower() else ()
            if len(words) > 1:
                mend = tag.text[0] + "".join(word.capitalize() for word in words)
                yield Spot(f"Start each word in {tag.text} with a capital: {mend}.", tag.start, tag.end, mend)

    return see_each(draft, look)


def split_words(name: str, single: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """`name` as common words with no rest, the fewest there are; one word or no way to split it gives `(name,)`.

    A long single word must never be flagged: a split needs every part to be a common word, and at most one part
    shorter than three letters.
    """
    if name in COMMON_WORDS or name in single or len(name) > _LONGEST:
        return (name,)
    best: list[tuple[str, ...] | None] = [()] + [None] * len(name)
    for end in range(1, len(name) + 1):
        for start in range(max(0, end - 16), end):
            before = best[start]
            if before is None or name[start:end] not in COMMON_WORDS:
                continue
            if best[end] is None or len(before) + 1 < len(best[end] or ()):
                best[end] = (*before, name[start:end])
    words = best[-1] or (name,)
    return words if sum(len(word) < _SHORT for word in words) <= 1 else (name,)
