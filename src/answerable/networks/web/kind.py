"""The body's own page as a kind: people ask in a form of ours, and a private page of ours tells them."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from answerable.networks.contract import (
    Account,
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
    Unreadable,
)

LIMITS = Limits(
    text=TextRule(unit="grapheme", most=20_000), paces=(), source="our own page", checked_on=date(2026, 11, 21)
)


@dataclass(frozen=True, kw_only=True)
class WebSettings:
    """What the page says; it has no credentials, because it is ours."""

    notice: str = field(
        default="",
        metadata={
            "title": "What people should know before they ask (optional)",
            "help": "One or two sentences above the form, such as whom to call in an emergency.",
        },
    )


@dataclass(frozen=True)
class WebPage(SaidForGood):
    """The page we write ourselves: it shows what the database holds, so telling somebody cannot fail on the way."""

    settings: WebSettings

    def prove(self) -> Account:
        """It is ours: there is nobody to ask."""
        return Account(name="our own page", url="")

    def limits(self) -> Limits:
        """Our own."""
        return LIMITS

    def read(self, bookmark: str | None) -> Page:
        """Nothing: the form stores what is asked, in `listening.ask`."""
        return Page(items=(), bookmark=bookmark or "")

    def parse(self, raw: Raw) -> Heard:
        """What one sent form says. Every form is an asker of its own: nobody is recognised. Raises `Unreadable`."""
        told = raw.payload
        text, name = told.get("text"), told.get("name", "")
        if not isinstance(text, str) or not isinstance(name, str):
            raise Unreadable("the stored form holds no text")
        return Heard(
            uid=raw.uid,
            change="post",
            text=text,
            author_uid=raw.uid,
            author_name=name,
            claimed_at=_moment(told.get("asked_at")),
        )

    def publish(self, reply: Reply) -> Receipt:
        """At once: the asker's private page shows the answer from the moment it is published here."""
        return Receipt(uid=reply.key, url="")

    def look_up(self, reply: Reply) -> Receipt | None:
        """It is always there, for the same reason."""
        return Receipt(uid=reply.key, url="", how="found")


def _moment(claimed: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(claimed).astimezone(UTC)
    except (ValueError, TypeError):
        return None


KIND = Kind(
    name="web",
    title="Our own page",
    about="Anyone asks on a page of yours, without an account, and gets a private link that shows what became of it.",
    settings=WebSettings,
    connect=WebPage,
    promise=Promise.PERMANENT_NAME,
    reads=False,
    training_safe=True,
    notes=("People are told on their private page: they come back to look, nothing is sent to them.",),
)
