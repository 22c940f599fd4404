"""Posts by day."""

from datetime import UTC, date, datetime, time, timedelta

from django.db.models import Count, Max, Sum
from django.db.models.functions import TruncDate

from answerable.listening.models import DayCount, Post

DAY = timedelta(days=1)


def posts_by_day(*, since: datetime, until: datetime) -> list[tuple[date, int]]:
    """Each day (UTC, as the record counts) from `since` to `until` with how many posts were heard on it.

    Whole days come from their counts; only what is not counted yet, today above all, is counted from the posts.
    """
    first, last = since.astimezone(UTC).date(), until.astimezone(UTC).date()
    rows = DayCount.objects.filter(day__gte=first, day__lte=last).values_list("day")
    found = dict(rows.annotate(count=Sum("received_count")).order_by("day"))
    newest = DayCount.objects.aggregate(newest=Max("day"))["newest"]
    begin = max(first, newest + DAY) if newest else first
    heard = Post.objects.filter(heard_at__gte=datetime.combine(begin, time(), UTC), ours=False, asks_nothing=False)
    by_day = heard.annotate(day=TruncDate("heard_at", tzinfo=UTC)).values_list("day")
    found |= dict(by_day.annotate(count=Count("pk")).order_by("day"))
    return [(day, found.get(day, 0)) for day in (first + DAY * step for step in range((last - first).days + 1))]
