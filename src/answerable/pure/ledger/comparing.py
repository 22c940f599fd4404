"""Compares what an account says in public with what the record says was said: each post on the record, or not.

The record holds no names of posts, which would lead to whoever asked, so that a post is known by its words. Words are
compared as people read them: without spaces, signs of markup, and the mentions that a reply begins with. A link to the
answer's own page may follow them.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from difflib import SequenceMatcher
from enum import Enum

from answerable.pure.ledger.published import Published, Said

ALIKE = 0.5
"""Share of words in common from which a post is called an answer that reads otherwise. Below that it is another text,
and what links to an answer while it says something else is an alarm and no small matter."""

_RUN = 3
"""Words in a row by which a text on the record that reads similarly is looked for."""

_MENTION = re.compile(r"\s*@[\w.-]+(?:@[\w.:-]*\w)?(?=\s|$)")
_MARKUP = re.compile(r"[\s*_`~\\]+")
_WORD = re.compile(r"\w+")
_LAST_LINK = re.compile(r"(?:https?://)?[^\s/]+/\S*\s*$")


class Verdict(Enum):
    """What a post is, with the words that people are shown."""

    RECORDED = "on the record"
    OTHERWISE = "on the record, but reads otherwise now"
    MISSING = "NOT on the record"
    WITHHELD = "an answer on the record whose words were taken away, so that they cannot be compared"
    BEFORE = "from before the record knows the account"
    NEWER = "newer than this copy of the record"


@dataclass(frozen=True)
class Shown:
    """A post as anyone can see it; `at` is when it was written as the network says (aware), None where it does not."""

    url: str
    text: str
    at: datetime | None = None


@dataclass(frozen=True)
class Compared:
    """A post and what it is; `said` is what it says, or comes nearest to."""

    post: Shown
    verdict: Verdict
    said: Said | None = None


@dataclass(frozen=True)
class Comparison:
    """Every post in the order given; and what was told on the account in public and is not to be seen there."""

    posts: tuple[Compared, ...]
    unseen: tuple[Said, ...]

    def of(self, verdict: Verdict) -> list[Compared]:
        """The posts of that verdict."""
        return [one for one in self.posts if one.verdict is verdict]

    @property
    def is_alarm(self) -> bool:
        """Whether something was said that is not on the record."""
        return bool(self.of(Verdict.MISSING))

    @property
    def is_good(self) -> bool:
        """Whether there is nothing to look into at all."""
        return not (self.is_alarm or self.unseen or self.of(Verdict.OTHERWISE))


def bare(text: str) -> str:
    """The words as they are compared."""
    return _MARKUP.sub("", unicodedata.normalize("NFC", without_mentions(text)))


def without_mentions(text: str) -> str:
    """The text without the mentions it begins with; as it is where it holds nothing else."""
    at = 0
    while found := _MENTION.match(text, at):
        at = found.end()
    own = text[at:].strip()
    return own or text


def compare(
    posts: Sequence[Shown],
    record: Published,
    *,
    channels: frozenset[str] = frozenset(),
    since: date | None = None,
    until: datetime | None = None,
) -> Comparison:
    """Holds each post against the record, from the day `since` to the moment `until` at which the copy was made.

    `channels` are those of the account on the record: what was told there is looked for among the posts.
    """
    forms = _forms(record.said)
    found: dict[int, Compared] = {}
    for place, post in enumerate(posts):
        said = forms.get(bare(post.text))
        if said is not None:
            found[place] = Compared(post, Verdict.RECORDED, said)
        elif since and post.at and post.at.date() < since:
            found[place] = Compared(post, Verdict.BEFORE)
        elif until and post.at and post.at > until:
            found[place] = Compared(post, Verdict.NEWER)
    left = {place: post for place, post in enumerate(posts) if place not in found}
    nearest = _nearest(left, record.said)
    for place, post in left.items():
        found[place] = _judge(post, nearest.get(place, ()), record.said)
    compared = tuple(found[place] for place in range(len(posts)))
    return Comparison(compared, tuple(_unseen(compared, record, channels)))


def _forms(said: Iterable[Said]) -> dict[str, Said]:
    """Every form of everything said, bare; what was said last stands for words that were said twice."""
    forms: dict[str, Said] = {}
    for one in said:
        for text in one.texts:
            forms[bare(text)] = one
            if one.address:
                forms[bare(f"{text}\n\n{one.address}")] = one
    forms.pop("", None)  # signs alone are nobody's words
    return forms


def _judge(post: Shown, near: Iterable[Said], said: Iterable[Said]) -> Compared:
    alike = [(likeness(post.text, text), one) for one in near for text in one.texts]
    best = max(alike, key=lambda pair: (pair[0], pair[1].index), default=(0.0, None))
    if best[1] is not None and best[0] >= ALIKE:
        return Compared(post, Verdict.OTHERWISE, best[1])
    linked = [one for one in said if one.is_withheld and one.address and one.address in post.text]
    return Compared(post, Verdict.WITHHELD, linked[-1]) if linked else Compared(post, Verdict.MISSING)


def likeness(shown: str, recorded: str) -> float:
    """Share of words that two texts have in common in the same order, 0 to 1, a link at the end left aside."""
    ours, theirs = _words(_LAST_LINK.sub("", shown)), _words(_LAST_LINK.sub("", recorded))
    return SequenceMatcher(None, ours, theirs, autojunk=False).ratio()


def _nearest(posts: dict[int, Shown], said: Iterable[Said]) -> dict[int, list[Said]]:
    """{place: what may be meant}: the three texts that share most runs of words with a post.

    The runs of the few posts are kept and the record passes by them, so that memory does not grow with the record.
    """
    places: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for place, post in posts.items():
        for run in _runs(post.text):
            places[run].add(place)
    shared: dict[int, list[tuple[int, int, Said]]] = defaultdict(list)
    for one in said if places else ():
        counts: Counter[int] = Counter()
        for run in {run for text in one.texts for run in _runs(text)}:
            counts.update(places.get(run, ()))
        for place, count in counts.items():
            shared[place] = sorted([*shared[place], (count, one.index, one)], key=lambda three: three[:2])[-3:]
    return {place: [one for _count, _index, one in found] for place, found in shared.items()}


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _words(_LAST_LINK.sub("", text))
    return {tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))} if words else set()


def _words(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFC", text).casefold())


def _unseen(compared: Iterable[Compared], record: Published, channels: frozenset[str]) -> Iterable[Said]:
    """What was told here in public, by the record's own count, and of which no post can be seen.

    A later version may have taken its place where it stood, and so may stand for it.
    """
    newest: dict[str, int] = {}
    for one in compared:
        if one.said is not None:
            newest[one.said.answer] = max(newest.get(one.said.answer, 0), one.said.version)
    for said in record.said:
        told_here = record.told_on.get((said.answer, said.version), frozenset()) & channels
        if said.version and told_here and newest.get(said.answer, 0) < said.version:
            yield said
