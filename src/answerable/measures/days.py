"""Posts by day."""

from datetime import date, datetime, timedelta

from django.db.models import Count
from django.db.models.functions import TruncDate
from django.utils import timezone

from answerable.listening.models import Post


def posts_by_day(*, since: datetime, until: datetime) -> list[tuple[date, int]]:
    """Each day from `since` to `until` with how many posts were heard on it, zeros included."""
    counted = (
        Post.objects.filter(heard_at__gte=since, ours=False)
        .annotate(day=TruncDate("heard_at"))
        .values_list("day")
        .annotate(count=Count("pk"))
    )
    found = dict(counted.order_by("day"))
    first, last = timezone.localdate(since), timezone.localdate(until)
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    return [(day, found.get(day, 0)) for day in days]
