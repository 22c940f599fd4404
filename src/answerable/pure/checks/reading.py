"""One text, read once: words, sentences, links, hashtags, emoji and personal data, each found when first asked for."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

import regex

from answerable.pure.checks.written_dates import WrittenDate, find_dates
from answerable.pure.checks.written_figures import Figure, find_figures
from answerable.pure.text.personal_data import Span, find_personal_data

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_LINK: Final = re.compile(
    r"https?://[^\s<>\"”]+|(?<![\w@./-])(?:[\w-]{1,63}\.){1,5}(?:gov|com|org|net|ie|uk|eu|wales|cymru|scot|info|ly|gl|co|io|local|internal)"
    r"(?![\w-]|\.\w)(?:/[^\s<>\"”]*)?",
    re.IGNORECASE,
)
_LINK_END: Final = ".,;:!?)]}'’"
_HASHTAG: Final = re.compile(r"(?<![\w&/#])[#＃]([^\W_]\w{0,99})")
_EMOJI: Final = regex.compile(
    r"\p{Regional_Indicator}{2}|[0-9#*]\uFE0F?\u20E3"
    r"|(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}(?=[\uFE0F\p{Emoji_Modifier}]))[\uFE0F\p{Emoji_Modifier}]*"
    r"(?:\u200D\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]*)*"
)
# A sentence ends at its mark and a space, or at a line's end; not after a title or an abbreviation.
_SENTENCE_END: Final = re.compile(
    r"(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bNo)(?<!\be\.g)(?<!\bi\.e)(?<!\betc)[.!?…]+[\"')’”\]]*(?=\s|\Z)|\n+"
)
_RUN: Final = re.compile(r"[^\W_]+")
_HAS_LETTER: Final = re.compile(r"\w")


class Place(NamedTuple):
    """A stretch `text[start:end]` and what stands there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Reading:
    """A text and what is in it, in the order of the text."""

    text: str

    @cached_property
    def words(self) -> tuple[Place, ...]:
        """Words and numbers outside links."""
        links = self.links
        found, next_link = [], 0
        for seen in _WORD.finditer(self.text):
            while next_link < len(links) and links[next_link].end <= seen.start():
                next_link += 1
            if next_link == len(links) or seen.start() < links[next_link].start:
                found.append(Place(seen.start(), seen.end(), seen[0]))
        return tuple(found)

    @cached_property
    def links(self) -> tuple[Place, ...]:
        """Addresses of pages, with or without https, without the full stop after them."""
        found = []
        for seen in _LINK.finditer(self.text):
            address = seen[0].rstrip(_LINK_END)
            closes = seen[0][len(address) : len(address) + 1] == ")"
            if closes and address.count("(") > address.count(")"):
                address += ")"
            found.append(Place(seen.start(), seen.start() + len(address), address))
        return tuple(found)

    @cached_property
    def hashtags(self) -> tuple[Place, ...]:
        """Hashtags, each with its mark; a number alone ("#3") is none."""
        return tuple(
            Place(seen.start(), seen.end(), seen[0]) for seen in _HASHTAG.finditer(self.text) if not seen[1].isdigit()
        )

    @cached_property
    def emoji(self) -> tuple[Place, ...]:
        """Pictures among the letters; a family or a flag is one."""
        if self.text.isascii():
            return ()
        return tuple(Place(seen.start(), seen.end(), seen[0]) for seen in _EMOJI.finditer(self.text))

    @cached_property
    def sentences(self) -> tuple[Place, ...]:
        """Sentences and list items, without the spaces around them."""
        ends = [*(seen.end() for seen in _SENTENCE_END.finditer(self.text)), len(self.text)]
        found, start = [], 0
        for end in ends:
            piece = self.text[start:end]
            if _HAS_LETTER.search(piece):
                left = start + len(piece) - len(piece.lstrip())
                found.append(Place(left, left + len(piece.strip()), piece.strip()))
            start = end
        return tuple(found)

    @cached_property
    def personal_data(self) -> tuple[Span, ...]:
        """What identifies a person."""
        return find_personal_data(self.text)

    @cached_property
    def dates(self) -> tuple[WrittenDate, ...]:
        """Dates, existing or not."""
        return find_dates(self.text)

    @cached_property
    def figures(self) -> tuple[Figure, ...]:
        """Numbers and dates that say something, not those in links, hashtags and personal data."""
        taken = [(place.start, place.end) for place in (*self.links, *self.hashtags)]
        return find_figures(self.text, self.dates, [*taken, *((span.start, span.end) for span in self.personal_data)])

    @cached_property
    def starts(self) -> dict[str, list[int]]:
        """Where each run of letters and digits starts, by the run in small letters: phrases are looked up here."""
        starts: dict[str, list[int]] = {}
        for seen in _RUN.finditer(self.text):
            starts.setdefault(seen[0].lower(), []).append(seen.start())
        return starts

    def is_in_link(self, at: int) -> bool:
        """Whether the letter at `at` belongs to an address."""
        return any(link.start <= at < link.end for link in self.links)
