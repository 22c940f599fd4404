"""A draft as the checks see it: the words, where they will go, and every fact that cannot be read from the words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any, Literal, Protocol

from answerable.pure.checks.reading import Reading

Severity = Literal["block", "warn", "ask"]
Params = Mapping[str, Any]
"""A rule's own settings for its check, as written in the rule."""
Facts = Mapping[str, Any]
"""What a gate is told: named plain values; each gate says which it reads."""


@dataclass(frozen=True)
class Spot:
    """What a check saw: a sentence for staff, the place `text[start:end]` (0, 0: the whole), its mend if mechanical.

    `channel` is "" for the draft's own text, else the channel whose variant it is. `mend` replaces exactly the place.
    `severity` is set where one check has a milder and a harder side; otherwise the rule's own applies.
    """

    message: str
    start: int = 0
    end: int = 0
    mend: str | None = None
    channel: str = ""
    severity: Severity | None = None


class TextLimit(Protocol):
    """How a network counts a text; `networks.contract.TextRule` has this shape. `unit` may also be "weighted" (X)."""

    @property
    def unit(self) -> str:
        """What `most` counts: grapheme, codepoint, byte or weighted."""
        ...

    @property
    def most(self) -> int:
        """The longest text, in units."""
        ...

    @property
    def most_bytes(self) -> int | None:
        """The longest text in bytes of UTF-8, where the network bounds that as well."""
        ...

    @property
    def link_cost(self) -> int | None:
        """What any link counts, whatever its length."""
        ...

    @property
    def mention_domain_free(self) -> bool:
        """Whether "@a@b.org" counts as "@a"."""
        ...


@dataclass(frozen=True)
class Variant:
    """The draft as one channel will carry it. `network` is the kind ("bluesky"); the numbers are that channel's own."""

    channel: str
    network: str
    text: str
    limit: TextLimit | None = None
    hashtags_most: int | None = None
    alt_most: int | None = None
    images_most: int | None = None
    image_bytes_most: int | None = None
    video_bytes_most: int | None = None


@dataclass(frozen=True)
class Medium:
    """One picture, film or sound that goes with the draft. `captions` matters for video only."""

    name: str
    kind: Literal["image", "gif", "video", "audio"] = "image"
    alt: str = ""
    decorative_because: str = ""
    size_bytes: int = 0
    captions: Literal["none", "automatic", "file", "open"] = "none"
    captions_checked_by: str = ""


@dataclass(frozen=True)
class Source:
    """Where a fact in the draft comes from. `says` holds the words taken from it; empty means they were not kept."""

    title: str
    address: str = ""
    says: str = ""


@dataclass(frozen=True)
class Published:
    """What this body already published on the same question."""

    text: str
    address: str = ""
    corrected: bool = False


@dataclass(frozen=True)
class Version:
    """The same answer in another language."""

    language: str
    text: str


@dataclass(frozen=True)
class LinkSeen:
    """What was found when a link was opened: the checks cannot open one. `None` means it was not looked at yet."""

    address: str
    alive: bool | None = None
    ends_at: str = ""
    needs_sign_in: bool = False


@dataclass(frozen=True)
class Embargo:
    """A subject nobody may speak about before a moment: all of `words` in one text touch it."""

    title: str
    words: tuple[str, ...]
    until: datetime


@dataclass(frozen=True)
class Period:
    """A declared pre-election period, both days included. `areas` empty means everywhere."""

    title: str
    starts_on: date
    ends_on: date
    areas: tuple[str, ...] = ()

    def covers(self, day: date, area: str) -> bool:
        """Whether `day` in `area` falls in it."""
        return self.starts_on <= day <= self.ends_on and (not self.areas or not area or area in self.areas)


@dataclass(frozen=True)
class Keeps:
    """The lists a body keeps for its own checks; compared without regard to capitals and spaces."""

    emails: tuple[str, ...] = ()
    email_domains: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()
    accounts: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    known_names: tuple[str, ...] = ()
    acronyms: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    politicians: tuple[str, ...] = ()
    slogans: tuple[str, ...] = ()
    party_sites: tuple[str, ...] = ()
    partisan_handles: tuple[str, ...] = ()
    legal_matters: tuple[str, ...] = ()
    embargoes: tuple[Embargo, ...] = ()
    statistics: tuple[Embargo, ...] = ()
    periods: tuple[Period, ...] = ()


@dataclass(frozen=True)
class Draft:
    """One answer being written. `now` is aware and in the body's own time zone; nothing here reads a clock.

    `languages_asked` are those the askers wrote in; `asker_count` how many will be told; `special_askers` are short
    descriptions of posts in the group that stand out ("bereaved"). `question` is the wording already public, which may
    be repeated. `kind` is the kind of answer; "service" is plain service information, the only kind that goes out in a
    pre-election period without the propriety contact. `crisis` is so while a crisis or a bereavement is declared.
    """

    text: str
    now: datetime
    language: str = "en"
    kind: Literal["service", "factual", "reuse", "decision", "commitment", "new policy", "campaign", "repost"] = (
        "factual"
    )
    public: bool = True
    page: bool = True
    variants: tuple[Variant, ...] = ()
    versions: tuple[Version, ...] = ()
    media: tuple[Medium, ...] = ()
    sources: tuple[Source, ...] = ()
    links_seen: tuple[LinkSeen, ...] = ()
    published: tuple[Published, ...] = ()
    question: str = ""
    private_messages: tuple[str, ...] = ()
    languages_asked: tuple[str, ...] = ()
    asker_count: int = 1
    special_askers: tuple[str, ...] = ()
    area: str = ""
    crisis: bool = False
    owner: str = ""
    review_on: date | None = None
    keeps: Keeps = field(default_factory=Keeps)

    @property
    def today(self) -> date:
        """The body's own day."""
        return self.now.date()

    @cached_property
    def readings(self) -> tuple[tuple[str, Reading], ...]:
        """Every different text that will be seen, with the first channel it goes to ("" for the draft's own)."""
        first: dict[str, str] = {}
        for channel, text in (("", self.text), *((variant.channel, variant.text) for variant in self.variants)):
            first.setdefault(text, channel)
        return tuple((channel, Reading(text)) for text, channel in first.items())

    @property
    def period(self) -> Period | None:
        """The pre-election period in force today for the draft's area."""
        return next((period for period in self.keeps.periods if period.covers(self.today, self.area)), None)


def see_each(draft: Draft, find: "Seer") -> Iterable[Spot]:
    """What `find` sees in each different text, marked with its channel."""
    for channel, reading in draft.readings:
        for spot in find(reading):
            yield Spot(spot.message, spot.start, spot.end, spot.mend, channel, spot.severity)


class Seer(Protocol):
    """Reads one text and says what it sees; the channel is filled in by `see_each`."""

    def __call__(self, reading: Reading, /) -> Iterable[Spot]:
        """The spots in this text."""
        ...
