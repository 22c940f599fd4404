"""Emoji: few, each once, never in place of a word or a bullet."""

from collections.abc import Iterable, Iterator

from answerable.pure.checks.draft import Draft, Params, Spot, see_each
from answerable.pure.checks.reading import Place, Reading


def few_and_after_words(draft: Draft, params: Params) -> Iterable[Spot]:
    """At most `most` emoji, none twice, none that starts a line or stands in the middle of a sentence."""
    most: int = params["most"]

    def look(reading: Reading) -> Iterator[Spot]:
        emoji = reading.emoji
        if len(emoji) > most:
            message = f"There are {len(emoji)} emoji; keep {most}. A screen reader reads out each one."
            yield Spot(message, emoji[most].start, emoji[-1].end)
        seen: set[str] = set()
        for place in emoji:
            if place.text in seen:
                yield Spot(f"{place.text} stands here a second time. Take it out.", place.start, place.end, "")
            elif _starts_line(reading.text, place) and not _is_alone(reading.text, place):
                yield Spot(
                    f"{place.text} starts a line. Use a dash or a full sentence instead.", place.start, place.end
                )
            elif _stands_in_sentence(reading.text, place):
                message = f"{place.text} stands inside a sentence. Say it in words, and put the emoji at the end."
                yield Spot(message, place.start, place.end)
            seen.add(place.text)

    return see_each(draft, look)


def _starts_line(text: str, place: Place) -> bool:
    return not text[text.rfind("\n", 0, place.start) + 1 : place.start].strip()


def _is_alone(text: str, place: Place) -> bool:
    end = text.find("\n", place.end)
    return not any(letter.isalnum() for letter in text[place.end : len(text) if end < 0 else end])


def _stands_in_sentence(text: str, place: Place) -> bool:
    """A small letter after it goes on with the sentence, unless a sentence ended before it."""
    before = text[: place.start].rstrip()[-1:]
    after = text[place.end :].lstrip(" ")[:1]
    return after.islower() and before not in ".!?:\n"
