"""The switches as they stand: which are in force at a moment, and how the checks and the pages see them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Q

from answerable.accounts.models import Person
from answerable.guidance.models import Switch
from answerable.guidance.switch_kinds import BEREAVEMENT, CRISIS, ELECTION, EMBARGO, KINDS
from answerable.jobs.glance import glance
from answerable.pure.checks.draft import Embargo, Period

STANDING: Final = """
SELECT json_build_array(EXISTS (
  SELECT FROM guidance_switch WHERE confirmed_at <= %(at)s AND starts_at <= %(at)s
    AND (ends_at IS NULL OR ends_at > %(at)s) AND (ended_at IS NULL OR ended_at > %(at)s)
), EXISTS (
  SELECT FROM guidance_switch WHERE (ends_at IS NULL OR ends_at > %(at)s) AND ended_at IS NULL AND dropped_at IS NULL
    AND (confirmed_at IS NULL OR end_proposed_at IS NOT NULL)
))
"""
"""For `glance`: whether one is in force, and whether one waits for a second person."""

ELSEWHERE: Final = "elsewhere"
"""The area of a question that is about none of the places where a period holds."""


def in_force(*, at: datetime) -> list[Switch]:
    """The switches that count at `at`, the oldest first; one small query."""
    return list(
        Switch.objects.filter(confirmed_at__lte=at, starts_at__lte=at)
        .filter(Q(ends_at=None) | Q(ends_at__gt=at), Q(ended_at=None) | Q(ended_at__gt=at))
        .order_by("starts_at", "pk")
    )


def on_between(since: datetime, until: datetime) -> list[Switch]:
    """The switches that counted at some moment of that time."""
    found = Switch.objects.filter(confirmed_at__lt=until, starts_at__lt=until)
    return list(found.filter(Q(ends_at=None) | Q(ends_at__gt=since), Q(ended_at=None) | Q(ended_at__gt=since)))


def is_any_in_force(*, at: datetime) -> bool:
    """Whether one counts at `at`; before each message as well, so it is cheap."""
    ((in_force_now, _waits),) = glance(STANDING, at=at)
    return bool(in_force_now)


def waiting_for(person: Person, *, at: datetime) -> list[Switch]:
    """What waits for a second person to be started or ended, and `person` could be that."""
    start = Q(confirmed_at=None) & ~Q(proposed_by=person)
    end = Q(end_proposed_at__isnull=False) & ~Q(end_proposed_by=person)
    open_ones = Switch.objects.filter(Q(ends_at=None) | Q(ends_at__gt=at), ended_at=None, dropped_at=None)
    return list(open_ones.filter(start | end))


def names_of(switches: Iterable[Switch]) -> list[str]:
    """Their public names, sorted: what a judgement was made under."""
    return sorted(one.public_id for one in switches)


def periods_of(switches: Iterable[Switch], zone: ZoneInfo) -> tuple[Period, ...]:
    """The pre-election periods among them as the checks want them: by days where the body is, the last one included.

    Each holds everywhere here: whoever judges one question takes only those that cover it.
    """
    return tuple(
        Period(
            title=one.title,
            starts_on=one.starts_at.astimezone(zone).date(),
            ends_on=(one.ends_at - timedelta(microseconds=1)).astimezone(zone).date(),
        )
        for one in switches
        if one.kind == ELECTION and one.ends_at is not None
    )


def embargoes_of(switches: Iterable[Switch], zone: ZoneInfo) -> tuple[Embargo, ...]:
    """The embargoes among them as the checks want them, their moments in the body's own time."""
    return tuple(
        Embargo(one.title, tuple(one.words), one.ends_at.astimezone(zone))
        for one in switches
        if one.kind == EMBARGO and one.ends_at is not None
    )


def is_grave(switches: Iterable[Switch]) -> bool:
    """Whether a crisis or a bereavement is among them: no humour, and every tone is asked about."""
    return any(one.kind in {CRISIS, BEREAVEMENT} for one in switches)


def covers(switch: Switch, area: str) -> bool:
    """Whether it holds for a question of this area; a question whose area nobody said is covered, to be safe."""
    return not switch.areas or not area or area in switch.areas


def is_public(switch: Switch) -> bool:
    """Whether everyone may know of it."""
    return bool(KINDS[switch.kind].public)
