"""A place answered by hand as a kind: no program calls or sends; people do both, and the desk keeps count."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from answerable.errors import Refused
from answerable.networks.contract import (
    Account,
    Heard,
    Kind,
    Limits,
    MediaRule,
    Pace,
    Page,
    Promise,
    Raw,
    Receipt,
    Reply,
    SaidForGood,
    TryLater,
    Unreadable,
)
from answerable.networks.file.kind import moment_in
from answerable.networks.hand.links import Link, account_of, read_link
from answerable.networks.hand.place import Place
from answerable.networks.hand.places import PLACES, place_named
from answerable.networks.ways_in import Offer

PACE = Pace(count=1, window_seconds=120.0, name="one person, by our own estimate")
"""One person, two minutes for each: our own estimate, for how long a plan takes. Nobody is kept to it."""

NOTED = "no"
"""The value of `asks_us` in a payload that was only noted."""


@dataclass(frozen=True, kw_only=True)
class HandSettings:
    """Which place it is, and the name of our account there."""

    network: str = field(
        metadata={
            "title": "Which network or place is it?",
            "help": "Its limits and rules come with it.",
            "choices": tuple((place.name, place.title) for place in PLACES.values()),
        }
    )
    account: str = field(
        default="",
        metadata={
            "title": "Our account there (optional)",
            "help": "Such as @tarnbrook. What it wrote is then known as our own.",
        },
    )

    def __post_init__(self) -> None:
        """Raises `Refused` for a place that is not in the list."""
        place_named(self.network)


@dataclass(frozen=True)
class ByHand(SaidForGood):
    """One place, opened with its settings."""

    settings: HandSettings

    @cached_property
    def place(self) -> Place:
        """What the place allows, and how its links look."""
        return place_named(self.settings.network)

    def prove(self) -> Account:
        """There is nothing to try: the people who post there sign in there themselves."""
        place = self.place
        return Account(
            name=self.settings.account or place.title, url=f"https://{place.hosts[0]}/" if place.hosts else ""
        )

    def limits(self) -> Limits:
        """What was read about the place, with its source and day."""
        place = self.place
        media = MediaRule(images=4, image_bytes=2_000_000, alt_most=place.alt_most) if place.alt_most else None
        return Limits(place.text, (PACE,), place.source, place.checked_on, media=media)

    def read(self, bookmark: str | None) -> Page:
        """Nothing: a person brings posts in."""
        return Page(items=(), bookmark=bookmark or "")

    def parse(self, raw: Raw) -> Heard:
        """What a person brought in: values named text, author, time, language, url. Raises `Unreadable`."""
        row = raw.payload
        if any(not isinstance(value, str) for value in row.values()) or not row.get("text"):
            raise Unreadable("the stored row holds no text")
        said: Mapping[str, str] = {name: str(value).strip() for name, value in row.items()}
        link, author = self._link(said), said.get("author", "")
        account = account_of(self.place, author, link)
        ours = bool(account) and account == _bare(self.settings.account)
        return Heard(
            uid=raw.uid,
            change="post",
            text=said["text"],
            # Without an account that is sure, each post is an asker of its own: two people may share a name.
            author_uid=account or raw.uid,
            author_name=author or account,
            url=link.url if link else "",
            claimed_at=moment_in(said.get("time", "")) or (link.posted_at if link else None),
            language=said.get("language") or None,
            asks_us=not ours and said.get("asks_us") != NOTED,
            ours=ours,
        )

    def name_of(self, row: Mapping[str, str]) -> str | None:
        """By its link, in whichever of its forms; None without one. Raises `Refused` for the link of another place."""
        link = self._link(row, strict=True)
        if link is None or self.place.own_links:
            return link.uid if link else None
        return beside(link.uid, row)

    def publish(self, reply: Reply) -> Receipt:  # noqa: ARG002  the contract's
        """Raises `TryLater`: no program posts here, and nothing was sent."""
        raise TryLater("a person posts here", after_seconds=3600.0)

    def look_up(self, reply: Reply) -> Receipt | None:  # noqa: ARG002  the contract's
        """Raises `TryLater`: a person looks."""
        raise TryLater("a person looks here", after_seconds=3600.0)

    def _link(self, row: Mapping[str, str], *, strict: bool = False) -> Link | None:
        written = row.get("url", "").strip()
        if not written:
            return None
        try:
            return read_link(self.place, written)
        except Refused:
            if strict:
                raise
            return None


def beside(uid: str, row: Mapping[str, str]) -> str:
    """The name of a comment that shares a link with others: the link, and who said what under it."""
    said = "\x00".join(" ".join(row.get(part, "").split()) for part in ("author", "text"))
    return f"{uid}#{hashlib.sha256(said.encode('utf-8', 'replace')).hexdigest()[:16]}"


def _bare(account: str) -> str:
    return account.strip().removeprefix("@").casefold()


KIND = Kind(
    name="hand",
    title="By hand",
    about="A network that lets no program in, or a place that is none: you bring posts in, and post the answers there.",
    settings=HandSettings,
    connect=ByHand,
    promise=Promise.NOTHING,
    reads=False,
    by_hand=True,
    takes_files=True,
    notes=(
        "You paste what people write; the export of the network's own inbox can be brought in as a file.",
        "Each answer becomes a task that one person takes, posts there and confirms. Nothing is posted by the desk.",
    ),
    offers=tuple(
        Offer(place.title, "By hand: you bring posts in, and post the cleared answers there.", {"network": place.name})
        for place in PLACES.values()
    ),
)
