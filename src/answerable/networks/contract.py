"""What every kind of network offers the desk: limits as data, reading, publishing, looking up; and how it can fail.

The shapes are the smallest that three unlike networks needed at once. Nothing here retries, sleeps or stores: reading
and publishing are asked for by `listening` and `answers`, which keep the rows that carry the promise.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Literal, Protocol

from answerable.errors import Failed
from answerable.networks.attached import Attachment
from answerable.networks.failures import Closed, Rejected, TooLong, TryLater, Uncertain, Unreadable
from answerable.networks.space import Price, SpaceRule
from answerable.networks.ways_in import Offer

__all__ = ["Closed", "Failed", "Rejected", "TooLong", "TryLater", "Uncertain", "Unreadable"]
"""What can go wrong, handed on: whoever reads the contract finds all of it here."""

# limits, as data


@dataclass(frozen=True)
class TextRule:
    """How a network counts a post: `most` in `unit`, `most_bytes` of UTF-8 as well, a link `link_cost` if set.

    `weighted` is X's counting. `mention_domain_free`: "@a@b.org" counts as "@a" (Mastodon).
    """

    unit: Literal["grapheme", "codepoint", "byte", "weighted"]
    most: int
    most_bytes: int | None = None
    link_cost: int | None = None
    mention_domain_free: bool = False


@dataclass(frozen=True)
class Pace:
    """One limit on how fast one account may write: `count` points in any `window_seconds`; a reply costs `cost` points.

    `aligned` windows begin on the clock, at multiples of their length since 1970 (UTC), and count anew from there.
    `name` is the network's word for what it counts. Raises `ValueError` for numbers that are no pace.
    """

    count: int
    window_seconds: float
    name: str = ""
    aligned: bool = False
    cost: int = 1

    def __post_init__(self) -> None:
        if self.count < 0 or self.cost < 1 or not 0 < self.window_seconds < math.inf:
            raise ValueError("a pace has a count, a cost of at least 1 and a window longer than nothing")

    @property
    def replies(self) -> int:
        """How many replies fit into one window."""
        return self.count // self.cost


@dataclass(frozen=True)
class MediaRule:
    """How many pictures go with a post, how large each may be (bytes), how long its description (graphemes).

    `uploads` is how fast pictures may be uploaded, where that has a limit of its own.
    """

    images: int
    image_bytes: int
    alt_most: int
    uploads: Pace | None = None


@dataclass(frozen=True)
class Limits:
    """What the network allows; every number carries where it was read and when it was last checked.

    All `paces` hold at once. `page_most` is how many items a page of its listing holds; no `media`: no pictures.
    """

    text: TextRule
    paces: tuple[Pace, ...]
    source: str
    checked_on: date
    media: MediaRule | None = None
    page_most: int | None = None


@dataclass(frozen=True)
class Account:
    """Whose account the credentials open, as the network says: shown to a person before a channel is opened.

    `expires_at` is when the credentials end, None where nobody says; `notes` are sentences for the keeper.
    """

    name: str
    url: str
    expires_at: datetime | None = None
    notes: tuple[str, ...] = ()


# reading

Visibility = Literal["public", "unlisted", "private"]
"""Who may read a post: everyone; everyone who has the address, but no public list; those it names."""


@dataclass(frozen=True)
class Raw:
    """One thing the network told us, as it told it: stored first, parsed afterwards."""

    uid: str
    payload: Mapping[str, Any]


@dataclass(frozen=True)
class Page:
    """One page of what is new. `bookmark` is opaque and is stored in the same transaction as the items."""

    items: tuple[Raw, ...]
    bookmark: str
    more: bool = False


@dataclass(frozen=True)
class Heard:
    """A payload parsed: a post, a new version of it, or the news that it was taken down.

    `claimed_at` is the network's word for when it was written (aware, UTC) and never decides order or completeness.
    `ours` marks our own account's posts. `root_uid` names the thread, `parent_uid` what it replies to. `media_alt`
    describes its pictures in order, "" for one that nobody described. `asks_nothing`: a machine's answer to a message
    of ours. `returned_key` names a reply of ours that never arrived, as this post says; `returned_why` is in our words.
    """

    uid: str
    change: Literal["post", "deletion"]
    text: str = ""
    author_uid: str = ""
    author_name: str = ""
    url: str = ""
    claimed_at: datetime | None = None
    parent_uid: str | None = None
    root_uid: str | None = None
    language: str | None = None
    asks_us: bool = True
    ours: bool = False
    visibility: Visibility = "public"
    media_alt: tuple[str, ...] = ()
    asks_nothing: bool = False
    returned_key: str = ""
    returned_why: str = ""


# writing


@dataclass(frozen=True)
class Reply:
    """One message to one asker; nothing in it may change between two tries.

    `key` is our own reference, 40 hex characters. `target_uid` is the post replied to; None is a public post of its own
    or, with `recipient_uid`, a message that mentions that account. `content_warning` stands before the text.
    `asker_uid` is the account that asked, for networks on which a post does not say whom to write to. `own_page` is the
    address of the asker's own page, for a message that nobody else reads; a kind that has room shows it.
    `pictures` are given only where the limits take them.
    """

    key: str
    text: str
    frozen_at: datetime
    target_uid: str | None = None
    recipient_uid: str | None = None
    language: str = "en"
    visibility: Visibility = "public"
    content_warning: str = ""
    asker_uid: str = ""
    own_page: str = ""
    pictures: tuple[Attachment, ...] = ()


@dataclass(frozen=True)
class Receipt:
    """Proof from the network that the reply is there: its own id, its address, and how we came to know."""

    uid: str
    url: str
    how: Literal["created", "already there", "found"] = "created"


class Promise(Enum):
    """What can be promised on a kind of network , from the best to the least, with the sentence staff are shown."""

    PERMANENT_NAME = "Told exactly once: the network keeps a name that we choose, so a repeat is the same message."
    READ_BACK = "Told exactly once: before anything is sent again, we look whether it is already there."
    REMEMBERED_KEY = (
        "Told exactly once while the network remembers our key; after that an unclear message waits for a person."
    )
    LOOK_OR_ASK = "Never told twice: an unclear message is looked for, and a person decides where it is not seen."
    NOTHING = "Never told twice: a message whose fate is unclear waits for a person to look."


class Can(Enum):
    """What a kind of network offers beyond reading and replying, with the words staff are shown."""

    EDIT = "What was sent can be corrected in its place."
    RETRACT = "What was sent can be taken back."
    ALT_TEXT = "Pictures carry a description."
    STREAM = "Posts arrive as they are written, beside being read page by page."
    VISIBILITY = "A reply can be kept from public lists."
    CONTENT_WARNING = "A warning can stand before the text."


class Network(Protocol):
    """One account on one network, opened with its settings. Every method may raise a child of `Failed`."""

    def prove(self) -> Account:
        """Shows that the credentials work, by a call that changes nothing.

        Raises `Closed` when they are let in no more, `TryLater` when the network cannot be reached.
        """
        ...

    def limits(self) -> Limits:
        """What applies now, read from the server where it tells."""
        ...

    def read(self, bookmark: str | None) -> Page:
        """The next page of posts since `bookmark`, with an overlap: an item that comes again is ignored."""
        ...

    def parse(self, raw: Raw) -> Heard:
        """Raises `Unreadable` for a payload that is not one of ours."""
        ...

    def publish(self, reply: Reply) -> Receipt:
        """Sends once: no retry, no sleep inside."""
        ...

    def look_up(self, reply: Reply) -> Receipt | None:
        """Finds `reply` by our own reference; None means it looked everywhere it must and it is not there."""
        ...

    def correct(self, reply: Reply, receipt_uid: str) -> Receipt:
        """Puts `reply` in the place of what `receipt_uid` names. Raises `Rejected` where a kind has no `Can.EDIT`."""
        ...

    def retract(self, receipt_uid: str) -> None:
        """Takes back what `receipt_uid` names; it may be gone already. `Rejected` where a kind has no `Can.RETRACT`."""
        ...


class SaidForGood:
    """For networks on which what was sent stays as it was sent: a correction there is another reply."""

    def correct(self, reply: Reply, receipt_uid: str) -> Receipt:  # noqa: ARG002  the contract's
        """Raises `Rejected`."""
        raise Rejected("what was sent on this network cannot be changed; send a further reply")

    def retract(self, receipt_uid: str) -> None:  # noqa: ARG002  the contract's
        """Raises `Rejected`."""
        raise Rejected("what was sent on this network cannot be taken back")


@dataclass(frozen=True)
class Kind:
    """One kind of network as the settings form and the desk see it.

    `settings` is a frozen dataclass whose fields (with `title` and `help` in their metadata) make the form; one with
    `secret: True` is stored encrypted and never shown again. `connect` opens one account. `reads` is False where posts
    come in another way (a form, a file), `tells` where nothing can be sent back. `key_window_seconds`: how long our key
    is remembered, where that is the promise. `training_safe` only where nothing leaves this machine. `can` is what it
    offers beyond; `rules` and `price` are on its rules sheet. `experimental` kinds are offered where the body
    switched them on, `offers` under the kind. `by_hand`: a person posts, no program does. `takes_files`: posts also
    come in as rows. `read_every_seconds`: between readings.
    """

    name: str
    title: str
    about: str
    settings: type
    connect: Callable[[Any], Network]
    promise: Promise
    settle_seconds: float = 0.0
    key_window_seconds: float = 0.0
    reads: bool = True
    tells: bool = True
    training_safe: bool = False
    notes: tuple[str, ...] = ()
    by_hand: bool = False
    takes_files: bool = False
    read_every_seconds: float = 30.0
    offers: tuple[Offer, ...] = ()
    can: frozenset[Can] = frozenset()
    experimental: bool = False
    rules: tuple[SpaceRule, ...] = ()
    price: Price | None = None
