"""How long a process may take: days counted by the calendar of where the body is; day 1 is the day after receipt.

Sources: Freedom of Information Act 2000 s.10 (20 working days, and no day that is a bank holiday in any part of the
United Kingdom), Irish FOI Act 2014 s.13 (4 weeks); UK GDPR and GDPR article 12 (one month); the Housing
Ombudsman's code (complaints are acknowledged in 5 working days, answered in 10 more); correspondence with members, 20
working days. The press: own. Reviewed 2026-11.
"""

from calendar import monthrange
from collections.abc import Container
from datetime import date, timedelta
from functools import cache
from typing import Final, NamedTuple

import holidays

from answerable.pure.sense.sign import Kind


class Clock(NamedTuple):
    """Days until an acknowledgement (None: none is due) and until the answer; `months` instead of days where not 0."""

    acknowledge_days: int | None
    answer_days: int
    months: int = 0


CLOCKS: Final = {
    Kind.FOI: Clock(None, 20),
    Kind.COMPLAINT: Clock(5, 15),
    Kind.DATA: Clock(None, 0, months=1),
    Kind.PRESS: Clock(None, 1),
    Kind.MEMBER: Clock(None, 20),
}
"""The processes that a post may be handed to."""

_PARTS_OF_THE_UK: Final = ("ENG", "WLS", "SCT", "NIR")
_SATURDAY: Final = 5
_DECEMBER: Final = 12


def due_on(kind: Kind, received_on: date, jurisdiction: str) -> date:
    """The last day on which the answer is in time."""
    clock, closed = CLOCKS[kind], _closed(kind, jurisdiction)
    if clock.months:
        return _next_open(_months_after(received_on, clock.months), closed)
    return _working_days_after(received_on, clock.answer_days, closed)


def acknowledge_by(kind: Kind, received_on: date, jurisdiction: str) -> date | None:
    """The last day for saying that we have it; None where nothing asks for that."""
    days = CLOCKS[kind].acknowledge_days
    return None if days is None else _working_days_after(received_on, days, _closed(kind, jurisdiction))


def over_since(today: date, length: int, unit: str, jurisdiction: str) -> date:
    """The day before which something must have begun to have been kept for the whole of `length` of `unit`.

    `unit` is days, working_days, months or years. It never comes out too early: of 90 days from 2 June the last is 31
    August, so that what began on 2 June is over on 1 September. A month from 31 January, of which 28 February is the
    last day, counts as over a few days late.
    """
    if unit == "days":
        return today - timedelta(days=length)
    if unit == "working_days":
        return _working_days_before(today, length, _closed(Kind.DATA, jurisdiction))
    return _months_after(today, -length * (_DECEMBER if unit == "years" else 1))


def _working_days_before(day: date, count: int, closed: tuple[Container[date], ...]) -> date:
    for _ in range(count):
        day -= timedelta(days=1)
        while not _is_open(day, closed):
            day -= timedelta(days=1)
    return day


def _closed(kind: Kind, jurisdiction: str) -> tuple[Container[date], ...]:
    if jurisdiction == "ireland":
        return (_calendar("IE", None),)
    if jurisdiction == "generic":
        return ()
    parts = _PARTS_OF_THE_UK if kind is Kind.FOI else ("WLS",) if jurisdiction == "wales" else ("ENG",)
    return tuple(_calendar("GB", part) for part in parts)


@cache
def _calendar(country: str, part: str | None) -> Container[date]:
    return holidays.country_holidays(country, subdiv=part)


def _is_open(day: date, closed: tuple[Container[date], ...]) -> bool:
    return day.weekday() < _SATURDAY and not any(day in calendar for calendar in closed)


def _next_open(day: date, closed: tuple[Container[date], ...]) -> date:
    while not _is_open(day, closed):
        day += timedelta(days=1)
    return day


def _working_days_after(day: date, count: int, closed: tuple[Container[date], ...]) -> date:
    for _ in range(count):
        day = _next_open(day + timedelta(days=1), closed)
    return day


def _months_after(day: date, count: int) -> date:
    """The same day of a later month, or its last where it has no such day."""
    years, month = divmod(day.month - 1 + count, _DECEMBER)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
