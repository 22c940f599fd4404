"""Bluesky as a kind: what the settings form and the desk are told, and how an account is opened."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from answerable.networks.bluesky.accounts import prove_account
from answerable.networks.bluesky.calls import TIMEOUT_SECONDS, Calls
from answerable.networks.bluesky.limits import LIMITS
from answerable.networks.bluesky.payloads import parse_payload
from answerable.networks.bluesky.publish import find_reply, publish_reply, retract_post
from answerable.networks.bluesky.read import read_page
from answerable.networks.bluesky.rules import RULES
from answerable.networks.bluesky.settings import BlueskySettings
from answerable.networks.contract import (
    Account,
    Can,
    Heard,
    Kind,
    Limits,
    Page,
    Promise,
    Raw,
    Receipt,
    Rejected,
    Reply,
)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Bluesky:
    """One account on Bluesky: the `Network` that the desk works with."""

    calls: Calls
    now: Callable[[], datetime] = _now

    def prove(self) -> Account:
        """Whose account it is. Raises `TryLater` or `Closed`."""
        return prove_account(self.calls)

    def limits(self) -> Limits:
        """What Bluesky's documentation says; the servers tell only the tightest of their limits."""
        return LIMITS

    def read(self, bookmark: str | None) -> Page:
        """The next page, from the newest down. Raises `TryLater` or `Closed`."""
        return read_page(self.calls, bookmark, at=self.now())

    def parse(self, raw: Raw) -> Heard:
        """What one payload says. Raises `Unreadable`."""
        return parse_payload(raw)

    def publish(self, reply: Reply) -> Receipt:
        """Puts it at its own place, once. Raises every child of `Failed`."""
        return publish_reply(self.calls, reply)

    def look_up(self, reply: Reply) -> Receipt | None:
        """Looks at its own place. Raises `TryLater` or `Closed`."""
        return find_reply(self.calls, reply)

    def correct(self, reply: Reply, receipt_uid: str) -> Receipt:  # noqa: ARG002  nothing is changed here
        """Raises `Rejected`: people's quotes and replies point at the version they saw."""
        raise Rejected("what was sent on Bluesky cannot be changed; send a further reply")

    def retract(self, receipt_uid: str) -> None:
        """Deletes it. Raises every child of `Failed`."""
        retract_post(self.calls, receipt_uid)


def connect(settings: BlueskySettings) -> Bluesky:
    """Opens one account; nothing is called yet."""
    return Bluesky(Calls.of(settings))


KIND = Kind(
    name="bluesky",
    title="Bluesky",
    about="Mentions, replies and quotes on Bluesky and every other server of the AT Protocol, answered in the thread.",
    settings=BlueskySettings,
    connect=connect,
    promise=Promise.PERMANENT_NAME,
    settle_seconds=TIMEOUT_SECONDS,
    can=frozenset({Can.RETRACT, Can.ALT_TEXT, Can.STREAM}),
    rules=RULES,
    notes=(
        "Only people who turned to the account are answered: they mentioned it, replied to it or quoted it.",
        "A reply cannot be changed once it is sent; a correction is a further reply.",
        "An edit or a deletion is noticed by asking while the post is among the newest, by listening for ever.",
    ),
)
