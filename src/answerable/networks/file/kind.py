"""A file of posts as a kind: rows are brought in by staff, and the people are told on another channel."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
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
    Unreadable,
)

LIMITS = Limits(
    text=TextRule(unit="codepoint", most=100_000),
    paces=(),
    source="nothing is sent here",
    checked_on=date(2026, 11, 21),
)

_DAY_FIRST = ("%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")


@dataclass(frozen=True, kw_only=True)
class FileSettings:
    """Nothing: which column holds what is said for each file."""


@dataclass(frozen=True)
class PostsFile(SaidForGood):
    """A place that rows come from; nothing can be read from it or sent to it by itself."""

    settings: FileSettings

    def prove(self) -> Account:
        """Nobody signs in to a file."""
        return Account(name="files that staff bring in", url="")

    def limits(self) -> Limits:
        """Nothing is sent, so only what we store is limited."""
        return LIMITS

    def read(self, bookmark: str | None) -> Page:
        """Nothing: files are read by `listening.bring_in`."""
        return Page(items=(), bookmark=bookmark or "")

    def parse(self, raw: Raw) -> Heard:
        """What one row says: values named text, author, time, language, url. Raises `Unreadable`."""
        row = raw.payload
        if any(not isinstance(value, str) for value in row.values()) or not row.get("text"):
            raise Unreadable("the stored row holds no text")
        author = _value(row, "author")
        return Heard(
            uid=raw.uid,
            change="post",
            text=_value(row, "text"),
            author_uid=author,
            author_name=author,
            url=_value(row, "url"),
            claimed_at=moment_in(_value(row, "time")),
            language=_value(row, "language") or None,
        )

    def publish(self, reply: Reply) -> Receipt:  # noqa: ARG002  the contract's
        """Raises `Closed`: people whose posts came in a file are told through the channel that it names."""
        raise Closed("nothing can be told through a file; name the channel that tells these people")

    def look_up(self, reply: Reply) -> Receipt | None:  # noqa: ARG002  the contract's
        """Nothing was ever sent."""
        return None


def _value(row: Mapping[str, Any], name: str) -> str:
    return str(row.get(name, "")).strip()


def moment_in(written: str) -> datetime | None:
    """The moment a column gives, in UTC: ISO 8601, seconds since 1970, or day before month as here.

    A time without a zone is taken as UTC. None when it cannot be read, which is no reason to lose a post.
    """
    if re.fullmatch(r"\d{9,10}(?:\.\d{1,9})?", written, re.ASCII):
        return datetime.fromtimestamp(float(written), UTC)
    for read in (datetime.fromisoformat, *(_by(form) for form in _DAY_FIRST)):
        try:
            moment = read(written)
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None


def _by(form: str) -> Callable[[str], datetime]:
    return lambda written: datetime.strptime(written, form)  # noqa: DTZ007  the zone is put in by `moment_in`


KIND = Kind(
    name="file",
    title="Files",
    about="Posts from a CSV or JSON Lines file, such as an export of an inbox, with any names of columns.",
    settings=FileSettings,
    connect=PostsFile,
    promise=Promise.NOTHING,
    reads=False,
    tells=False,
    training_safe=True,
    takes_files=True,
    notes=("The people are told through the channel you name here, or on the public page only.",),
)
