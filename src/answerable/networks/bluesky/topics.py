"""Topic words: what a body listens for on the whole network, and whether a text speaks of it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import regex

from answerable.errors import Refused

MOST_TOPICS = 5_000
FEWEST_LETTERS = 2

_TOKEN = re.compile(r"\w+")
"""An apostrophe ends a word, in topics as in texts: “council” is met in “the council's”."""

_PARTS = re.compile(r"[,;\n\r]+")
_NO_SPACES = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
"""Scripts that write no spaces between words: there a topic is looked for anywhere in the text."""


def _plain(text: str) -> str:
    """For comparing. Most posts are ASCII, for which this is one step."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


@dataclass(frozen=True, slots=True)
class Topics:
    """Words and phrases, compared without regard to case, width and the mark of a hashtag.

    A text is cut into words once and each is looked up in a set, so that a thousand topics cost about what ten do
    (a regular expression of all of them costs twenty times as much; NETWORKS measured 26,000 against 457,000 texts a
    second). Only where the first word of a phrase was met is the phrase itself compared.
    """

    words: frozenset[str] = frozenset()
    phrases: dict[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    beginnings: dict[int, frozenset[str]] = field(default_factory=dict)
    anywhere: tuple[str, ...] = ()
    heads: frozenset[str] = frozenset()

    @staticmethod
    def of(written: str) -> "Topics":
        """The topics a person wrote with commas or line ends between them. Raises `Refused`."""
        return _topics(written)

    def __bool__(self) -> bool:
        return bool(self.heads or self.beginnings or self.anywhere)

    def is_met(self, text: str) -> bool:
        """Whether the text speaks of one of them."""
        plain = _plain(text)
        tokens = _TOKEN.findall(plain)
        return (
            (not self.heads.isdisjoint(tokens) and self._has_word(tokens))
            or any(not known.isdisjoint([one[:length] for one in tokens]) for length, known in self.beginnings.items())
            or any(one in plain for one in self.anywhere)
        )

    def _has_word(self, tokens: list[str]) -> bool:
        """A word, or a phrase; asked only where a word or the first word of a phrase was met."""
        return not self.words.isdisjoint(tokens) or any(
            tuple(tokens[place : place + len(phrase)]) == phrase
            for place, token in enumerate(tokens)
            for phrase in self.phrases.get(token, ())
        )


@lru_cache(maxsize=64)
def _topics(written: str) -> Topics:
    """Made once for each list: a thousand topics take some milliseconds, and a channel is opened every few seconds."""
    topics = list(_parts(written))
    if len(topics) > MOST_TOPICS:
        raise Refused(f"There are {len(topics)} topic words. Keep to {MOST_TOPICS} at most.")
    words, anywhere = set[str](), set[str]()
    phrases: dict[str, set[tuple[str, ...]]] = {}
    beginnings: dict[int, set[str]] = {}
    for topic in topics:
        tokens = _TOKEN.findall(topic)
        if _NO_SPACES.search(topic):
            anywhere.add(topic)
        elif topic.endswith("*") and len(tokens) == 1:
            beginnings.setdefault(len(tokens[0]), set()).add(tokens[0])
        elif len(tokens) == 1:
            words.add(tokens[0])
        else:
            phrases.setdefault(tokens[0], set()).add(tuple(tokens))
    return Topics(
        frozenset(words),
        {first: tuple(sorted(some)) for first, some in phrases.items()},
        {length: frozenset(some) for length, some in beginnings.items()},
        tuple(sorted(anywhere)),
        frozenset(words) | phrases.keys(),
    )


def _parts(written: str) -> Iterator[str]:
    for part in _PARTS.split(_plain(written)):
        topic = part.strip().lstrip("#@").strip()
        if not topic:
            continue
        tokens = _TOKEN.findall(topic)
        if not tokens or len("".join(tokens)) < FEWEST_LETTERS:
            # Not repeated in the sentence: a settings page shows the words beside it.
            raise Refused("A topic word has two letters at least. Write words or phrases with commas between them.")
        yield topic
