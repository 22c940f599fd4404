"""Which answers a list is of: words, a month, a topic, a channel, as the address of a page or a feed names them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from urllib.parse import urlencode

from django.utils import timezone
from django.utils.translation import gettext as _

from answerable.answers.public.naming import public_names
from answerable.channels.models import Channel
from answerable.design.wording import month
from answerable.questions.models import Topic

MOST_CHARACTERS = 200
DECEMBER = 12


@dataclass(frozen=True)
class Selection:
    """What was asked for, as it was typed; names that nobody has simply select nothing."""

    words: str = ""
    month: str = ""
    topic: str = ""
    channel: str = ""

    @property
    def is_whole(self) -> bool:
        """Whether everything is meant."""
        return not self.parameters

    @property
    def parameters(self) -> dict[str, str]:
        """The selection as the parameters of an address, always in the same order."""
        given = {"q": self.words, "month": self.month, "topic": self.topic, "channel": self.channel}
        return {name: value for name, value in given.items() if value}

    @property
    def query(self) -> str:
        """`?month=2026-11`, or nothing for the whole list."""
        return "?" + urlencode(self.parameters) if self.parameters else ""

    @cached_property
    def topic_row(self) -> Topic | None:
        """The topic, if there is one of this name."""
        return Topic.objects.filter(public_id=self.topic).first() if self.topic else None

    @cached_property
    def channel_row(self) -> Channel | None:
        """The channel, if there is one of this name."""
        return Channel.objects.filter(public_id=self.channel).first() if self.channel else None

    @property
    def since(self) -> datetime | None:
        """The first moment of the month, where the body is."""
        return _first_of(self.month, 0) if self.month else None

    @property
    def until(self) -> datetime | None:
        """The first moment after the month."""
        return _first_of(self.month, 1) if self.month else None

    @cached_property
    def label(self) -> str:
        """The selection in words, for headings and titles of feeds; empty for the whole list."""
        parts = []
        if self.words:
            parts.append(_("that meet “%(words)s”") % {"words": self.words})
        if self.topic:
            name = public_names([self.topic_row])[self.topic_row.pk] if self.topic_row else _("a topic of the past")
            parts.append(_("about %(topic)s") % {"topic": name})
        if self.channel:
            parts.append(_("asked on %(channel)s") % {"channel": self.channel_row or _("a channel of the past")})
        if self.since:
            parts.append(_("of %(month)s") % {"month": month(self.since)})
        return ", ".join(parts)


def selection_from(query: Mapping[str, str]) -> Selection:
    """What the parameters of an address select; what is no month, topic or channel selects as if it were not there."""

    def given(name: str) -> str:
        # PostgreSQL takes no character 0 in a text.
        return query.get(name, "").replace("\0", "").strip()[:MOST_CHARACTERS]

    known = re.fullmatch(r"(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])", given("month"))
    return Selection(given("q"), known[0] if known else "", given("topic"), given("channel"))


def _first_of(month: str, later: int) -> datetime:
    year, number = (int(part) for part in month.split("-"))
    year, number = (year + 1, 1) if number + later > DECEMBER else (year, number + later)
    return datetime(year, number, 1, tzinfo=timezone.get_current_timezone())
