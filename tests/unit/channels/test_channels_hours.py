"""Quiet hours by the clock on the body's wall, in summer and winter and in the nights between."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from answerable.channels.hours import is_quiet, with_quiet
from answerable.channels.models import Channel

LONDON = ZoneInfo("Europe/London")
NIGHT = (time(20), time(8))


def quiet(at: datetime, hours: tuple[time | None, time | None] = NIGHT) -> bool:
    return is_quiet(*hours, at=at, zone=LONDON)


def test_hours_over_midnight() -> None:
    day = datetime(2026, 1, 10, tzinfo=UTC)
    assert [quiet(day + timedelta(hours=hour)) for hour in (0, 7, 8, 12, 19, 20, 23)] == [
        *(True, True, False, False, False, True, True)
    ]


def test_hours_within_a_day_and_none_at_all() -> None:
    lunch = (time(12), time(13))
    assert quiet(datetime(2026, 1, 10, 12, 59, tzinfo=UTC), lunch)
    assert not quiet(datetime(2026, 1, 10, 13, 0, tzinfo=UTC), lunch)
    assert not quiet(datetime(2026, 1, 10, 3, 0, tzinfo=UTC), (None, None))


def test_in_summer_the_hours_begin_an_hour_earlier_by_utc() -> None:
    assert quiet(datetime(2026, 7, 10, 19, 0, tzinfo=UTC))
    assert not quiet(datetime(2026, 7, 10, 7, 0, tzinfo=UTC))


def test_the_night_in_which_clocks_go_back_is_quiet_an_hour_longer() -> None:
    # 25 October 2026, 1:00 UTC: it is 2:00 and then 1:00 again.
    between = (time(1), time(2))
    assert quiet(datetime(2026, 10, 25, 0, 30, tzinfo=UTC), between)
    assert quiet(datetime(2026, 10, 25, 1, 30, tzinfo=UTC), between)
    assert not quiet(datetime(2026, 10, 25, 2, 0, tzinfo=UTC), between)


def test_an_hour_that_does_not_come_is_not_quiet() -> None:
    # 29 March 2026, 1:00 UTC: it is 2:00 at once.
    assert not quiet(datetime(2026, 3, 29, 1, 0, tzinfo=UTC), (time(1), time(2)))


@pytest.mark.parametrize(
    ("begun", "seconds", "takes"),
    [
        (datetime(2026, 1, 10, 12, tzinfo=UTC), 3_600, 3_600),
        (datetime(2026, 1, 10, 19, tzinfo=UTC), 7_200, 3_600 + 12 * 3_600 + 3_600),
        (datetime(2026, 1, 10, 22, tzinfo=UTC), 60, 10 * 3_600 + 60),
        (datetime(2026, 1, 10, 8, tzinfo=UTC), 30 * 3_600, (2 * 24 + 6) * 3_600),
        (datetime(2026, 10, 24, 18, tzinfo=UTC), 7_200, 3_600 + 13 * 3_600 + 3_600),
        (datetime(2026, 1, 10, 22, tzinfo=UTC), 0, 0),
    ],
)
def test_a_telling_takes_the_quiet_hours_longer(begun: datetime, seconds: int, takes: int) -> None:
    channel = Channel(quiet_from=NIGHT[0], quiet_until=NIGHT[1])
    assert with_quiet(channel, seconds, at=begun, zone=LONDON) == takes
    assert with_quiet(Channel(), seconds, at=begun, zone=LONDON) == seconds
