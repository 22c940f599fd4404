"""A feed as a kind: asked now and then what is new, with as little traffic as it allows; nobody is told there."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from answerable.networks.contract import (
    Account,
    Closed,
    Heard,
    Kind,
    Limits,
    Page,
    Promise,
    Raw,
    Receipt,
    Reply,
    SaidForGood,
    TextRule,
    TryLater,
    Unreadable,
)
from answerable.networks.feed.entries import Feed, NoFeedError, read_feed
from answerable.networks.outgoing import WAIT_SECONDS, Outgoing, Response, wait_asked
from answerable.networks.plain_html import plain_html
from answerable.networks.reach import reach_of

MOST_BYTES = 3_000_000
TIMEOUT_SECONDS = 20.0
READ_EVERY_SECONDS = 300.0
BROKEN_WAIT_SECONDS = 3_600.0
_PARTS = ("feed", "id", "link", "title", "body", "text", "author", "account", "at", "language")
_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
_GONE, _SHUT, _SLOW_DOWN, _SAME, _FINE = frozenset({404, 410}), frozenset({401, 403}), 429, 304, 200

LIMITS = Limits(TextRule("codepoint", 100_000), (), source="nothing is sent here", checked_on=date(2026, 11, 28))


@dataclass(frozen=True, kw_only=True)
class FeedSettings:
    """Raises `Refused` for what is no web address."""

    address: str = field(
        metadata={
            "title": "Address of the feed",
            "help": "RSS, Atom or JSON Feed, such as https://forum.example.org/latest.rss.",
        }
    )
    questions: str = field(
        default="no",
        metadata={
            "title": "What is in it?",
            "help": "Only what is asked of you counts as a question to answer.",
            "choices": (("no", "News, or talk among others: we listen"), ("yes", "Questions to us")),
        },
    )

    def __post_init__(self) -> None:
        """Looks at the address only; nothing is called."""
        reach_of(self.address)


@dataclass(frozen=True)
class FeedReader(SaidForGood):
    """One feed, opened with its settings."""

    settings: FeedSettings
    outgoing: Outgoing

    def prove(self) -> Account:
        """The title of the feed that is there. Raises `TryLater` or `Closed`."""
        feed = self._feed(self._asked({}))
        return Account(name=feed.title or self.settings.address, url=feed.url or self.settings.address)

    def limits(self) -> Limits:
        """Nothing is sent, so only what we store is limited."""
        return LIMITS

    def read(self, bookmark: str | None) -> Page:
        """Everything the feed holds, unless it is as it was. Raises `TryLater` or `Closed`."""
        known = _known(bookmark)
        response = self._asked(known)
        if response.status == _SAME:
            return Page(items=(), bookmark=bookmark or "")
        digest = hashlib.sha256(response.body).hexdigest()
        kept = {"etag": "etag", "modified": "last-modified"}
        marks = {name: response.headers.get(header, "")[:500] for name, header in kept.items()} | {"digest": digest}
        items = () if known.get("digest") == digest else self._feed(response).entries
        return Page(items=items, bookmark=json.dumps({name: mark for name, mark in marks.items() if mark}))

    def parse(self, raw: Raw) -> Heard:
        """What one entry says. Raises `Unreadable`."""
        told = raw.payload
        if not told or any(name not in _PARTS or not isinstance(value, str) for name, value in told.items()):
            raise Unreadable("this is no entry of a feed")
        text = _text_of(told)
        if not text:
            raise Unreadable("the entry holds no words")
        return Heard(
            uid=raw.uid,
            change="post",
            text=text,
            # A name is no account: two people of one name stay two.
            author_uid=told.get("account", "")[:300] or raw.uid,
            author_name=told.get("author") or told.get("feed", ""),
            url=told.get("link", ""),
            claimed_at=moment_of(told.get("at", "")),
            language=told.get("language") or None,
            asks_us=self.settings.questions == "yes",
        )

    def publish(self, reply: Reply) -> Receipt:  # noqa: ARG002  the contract's
        """Raises `Closed`: a feed is read only."""
        raise Closed("nobody can be told through a feed")

    def look_up(self, reply: Reply) -> Receipt | None:  # noqa: ARG002  the contract's
        """Nothing was ever sent."""
        return None

    def _asked(self, known: Mapping[str, str]) -> Response:
        marks = {"If-None-Match": known.get("etag", ""), "If-Modified-Since": known.get("modified", "")}
        headers = {"Accept": _ACCEPT} | {name: mark for name, mark in marks.items() if mark}
        response = self.outgoing.read(self.settings.address, headers=headers)
        if response.status != _FINE and not (response.status == _SAME and known):
            raise _failure(response)
        if response.headers.get("content-encoding", "identity") != "identity":
            raise TryLater("the feed came compressed, though we asked for it plain", after_seconds=BROKEN_WAIT_SECONDS)
        return response

    def _feed(self, response: Response) -> Feed:
        try:
            return read_feed(
                response.body,
                content_type=response.headers.get("content-type", ""),
                address=self.settings.address,
            )
        except NoFeedError as error:
            raise TryLater(str(error), after_seconds=BROKEN_WAIT_SECONDS) from error


def _failure(response: Response) -> TryLater | Closed:
    """What an answer that is no feed means: the one table of this kind."""
    if response.status in range(300, 400) and response.status != _SAME:
        moved = re.match(r"https?://[^\s]{1,200}$", response.headers.get("location", ""))
        where = f" to {moved.group()}" if moved else ""
        return Closed(f"the feed has moved{where}; open a channel for the new address if it is the right one")
    if response.status in _GONE:
        return Closed("there is nothing at the address of the feed any more")
    if response.status in _SHUT:
        return Closed("the feed asks for a sign-in, and only open feeds are read")
    wait = wait_asked(response.headers) if response.status == _SLOW_DOWN else WAIT_SECONDS
    return TryLater(f"the feed's server answered {response.status}", after_seconds=wait)


def _text_of(told: Mapping[str, Any]) -> str:
    """The title and the words under it, unless these begin with it."""
    title, body = plain_html(told.get("title", "")), told.get("text") or plain_html(told.get("body", ""))
    if not title or body.startswith(title):
        return str(body)
    return f"{title}\n\n{body}" if body else title


def _known(bookmark: str | None) -> Mapping[str, str]:
    try:
        known = json.loads(bookmark or "{}")
    except ValueError:
        return {}
    return {name: mark for name, mark in known.items() if isinstance(mark, str)} if isinstance(known, dict) else {}


def moment_of(written: str) -> datetime | None:
    """The moment that an entry names, None where it names none."""
    try:
        moment = datetime.fromisoformat(written)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def connect(settings: FeedSettings) -> FeedReader:
    """Opens one feed; nothing is called yet."""
    outgoing = Outgoing(reach_of(settings.address), timeout_seconds=TIMEOUT_SECONDS, most_bytes=MOST_BYTES)
    return FeedReader(settings, outgoing)


KIND = Kind(
    name="feed",
    title="Feed (RSS, Atom, JSON Feed)",
    about="What a forum, a blog or another body publishes; it is read every few minutes, and nobody is told there.",
    settings=FeedSettings,
    connect=connect,
    promise=Promise.NOTHING,
    tells=False,
    read_every_seconds=READ_EVERY_SECONDS,
    notes=(
        "An entry that leaves the feed stays here: a feed does not say what was taken down.",
        "A feed that has moved, or asks for a sign-in, is not followed: its keeper is told.",
    ),
)
