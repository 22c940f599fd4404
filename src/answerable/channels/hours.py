"""A channel's quiet hours, in the body's time zone: by the clock on its wall, in long and short nights too."""

from datetime import datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from answerable.accounts.models import Body
from answerable.channels.models import Channel

MOST_DAYS = 400


def body_zone() -> ZoneInfo:
    """Where the body's clock hangs; before the first run, UTC."""
    body = Body.objects.first()
    return ZoneInfo(body.time_zone if body else "UTC")


def is_quiet(begins: time | None, ends: time | None, *, at: datetime, zone: tzinfo) -> bool:
    """Whether nothing is sent at `at` (aware). Hours that end before they begin go over midnight."""
    if begins is None or ends is None:
        return False
    now = at.astimezone(zone).time()
    return begins <= now < ends if begins <= ends else now >= begins or now < ends


def with_quiet(channel: Channel, seconds: float, *, at: datetime, zone: tzinfo) -> float:
    """How long a telling takes that needs `seconds` of hours in which something is sent, begun at `at`.

    An estimate for people: a network's windows go on in the quiet hours, so it may be done earlier.
    """
    begins, ends = channel.quiet_from, channel.quiet_until
    if begins is None or ends is None or seconds <= 0:
        return seconds
    now, left = at, timedelta(seconds=seconds)
    for _turn in range(MOST_DAYS):
        if is_quiet(begins, ends, at=now, zone=zone):
            now = _next(now, ends, zone)
        until = _next(now, begins, zone)
        if now + left <= until:
            return (now + left - at).total_seconds()
        left -= until - now
        now = until
    return (now + left - at).total_seconds()


def _next(at: datetime, clock: time, zone: tzinfo) -> datetime:
    """When the clock on the wall next shows `clock`, after `at`."""
    day = at.astimezone(zone).date()
    for days in range(3):
        moment = datetime.combine(day + timedelta(days=days), clock, tzinfo=zone).astimezone(at.tzinfo)
        if moment > at:
            return moment
    raise AssertionError("every wall clock shows every hour within three days")
