"""Puts each request into the body's time zone, so that every page dates things as the body does."""

from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from psycopg_pool import PoolTimeout

from answerable.accounts.body import body_of
from answerable.server.outage import say_so

ALIVE = "/healthz"


class AtHome:
    """Middleware; the question whether we are alive is answered without it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Reads the body, then goes on; a database that is away is said here, before any page could."""
        if request.path == ALIVE:
            return self.get_response(request)
        try:
            body = body_of(request)
        except (OperationalError, InterfaceError, PoolTimeout):
            return say_so(request)
        with timezone.override(ZoneInfo(body.time_zone) if body else None):
            return self.get_response(request)
