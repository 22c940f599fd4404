"""When the database does not answer, people and programs are told so; what was typed stays in the browser."""

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
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

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for a lost connection; every other error passes."""
        return say_so(request) if isinstance(error, (OperationalError, InterfaceError, PoolTimeout)) else None


def say_so(request: HttpRequest) -> HttpResponse:
    """Rendered without the usual surroundings, which would ask the database; a program is told in RFC 9457's form."""
    if request.content_type == "application/json" or not request.accepts("text/html"):
        problem = {
            "title": "Service Unavailable",
            "status": 503,
            "detail": "The database is away. Send it again later.",
        }
        answer: HttpResponse = JsonResponse(problem, status=503, content_type="application/problem+json")
    else:
        answer = HttpResponse(render_to_string("server/away.html"), status=503)
    answer["Retry-After"] = str(AGAIN_SECONDS)
    return answer
