"""Counts whole days once they are over, for charts and for the record, so that nobody counts all posts again."""

from datetime import UTC, date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Count, Max, Q
from django.db.models.functions import TruncDate

from answerable.channels.models import Channel
from answerable.listening.models import DayCount, Post
from answerable.pure.ledger.entry import parse_day
from answerable.record.append import append
from answerable.record.read import recorded_since

DAY = timedelta(days=1)


def count_days(*, at: datetime) -> int:
    """How many days were counted. Each channel is its own transaction with one entry in the record, gaps filled.

    Days that the record has already, because it was recovered after an older backup, are not entered again.
    """
    yesterday = (at.astimezone(UTC) - DAY).date()
    counted = dict(DayCount.objects.values_list("channel").annotate(Max("day")))
    done = 0
    for channel in Channel.objects.order_by("pk"):
        last = counted.get(channel.pk)
        first = last + DAY if last else channel.opened_at.astimezone(UTC).date()
        if first <= yesterday:
            done += _count(channel, first, yesterday)
    return done


def _count(channel: Channel, first: date, last: date) -> int:
    begin, end = (datetime.combine(day, time(), UTC) for day in (first, last + DAY))
    heard = Post.objects.filter(channel=channel, ours=False, asks_nothing=False, heard_at__gte=begin, heard_at__lt=end)
    by_day = heard.annotate(day=TruncDate("heard_at", tzinfo=UTC)).values("day").order_by("day")
    found = {
        row["day"]: (row["received"], row["deleted"])
        for row in by_day.annotate(received=Count("pk"), deleted=Count("pk", filter=Q(deleted_at__isnull=False)))
    }
    days = [first + DAY * step for step in range((last - first).days + 1)]
    rows = [
        DayCount(channel=channel, day=day, received_count=n, deleted_count=d)
        for day in days
        for n, d in [found.get(day, (0, 0))]
    ]
    with transaction.atomic():
        made = DayCount.objects.bulk_create(rows)
        entered = _entered_to(channel, first)
        _enter(channel, [row for row in rows if entered is None or row.day > entered])
    return len(made)


def _entered_to(channel: Channel, first: date) -> date | None:
    """The last day of it on the record, or None where that is before `first`: so it is unless rows were lost."""
    entries = recorded_since("post.counts", on=first)
    days = [parse_day(entry["last_on"]) for entry in entries if entry["channel"] == channel.public_id]
    return max(days, default=None)


def _enter(channel: Channel, rows: list[DayCount]) -> None:
    if not rows:
        return
    fields: dict[str, str | int] = {
        "channel": channel.public_id,
        "first_on": rows[0].day.isoformat(),
        "last_on": rows[-1].day.isoformat(),
        "received": sum(row.received_count for row in rows),
        "deleted": sum(row.deleted_count for row in rows),
    }
    append(type="post.counts", fields=fields, disclosed={}, on=rows[-1].day)
