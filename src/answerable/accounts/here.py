"""The body's time zone around work that has no request."""

from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

from django.utils import timezone

from answerable.accounts.models import Body


@contextmanager
def at_home() -> Iterator[None]:
    """The body's time zone is active until the block ends; before the first run, UTC."""
    body = Body.objects.first()
    with timezone.override(ZoneInfo(body.time_zone) if body else None):
        yield
