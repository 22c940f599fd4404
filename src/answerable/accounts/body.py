"""The body as every page shows it, read once a request."""

from typing import NamedTuple

from django.db import connection
from django.http import HttpRequest


class BodyShown(NamedTuple):
    """The body's name, whether it is in training, and the zone its dates are in."""

    name: str
    training: bool
    time_zone: str


def body_of(request: HttpRequest) -> BodyShown | None:
    """The body; None until it has a name. Whoever asks again in the same request makes no query."""
    if not hasattr(request, "body_shown"):
        with connection.cursor() as cursor:
            cursor.execute("SELECT name, training, time_zone FROM accounts_body")
            row = cursor.fetchone()
        request.body_shown = BodyShown(*row) if row else None  # type: ignore[attr-defined]  # kept for the request only
    shown: BodyShown | None = request.body_shown  # type: ignore[attr-defined]
    return shown
