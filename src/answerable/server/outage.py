"""When the database does not answer, people are told so, and what they typed stays in their browser."""

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from psycopg_pool import PoolTimeout

AGAIN_SECONDS = 10


class DatabaseAway:
    """Middleware: a lost connection becomes a page that says to try again; what was half done was rolled back."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do on the way in or out."""
        return self.get_response(request)

    def process_exception(self, _request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for a lost connection; every other error passes."""
        return say_so() if isinstance(error, (OperationalError, InterfaceError, PoolTimeout)) else None


def say_so() -> HttpResponse:
    """Rendered without the usual surroundings, which would ask the database."""
    answer = HttpResponse(render_to_string("server/away.html"), status=503)
    answer["Retry-After"] = str(AGAIN_SECONDS)
    return answer
