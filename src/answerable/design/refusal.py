"""A refusal as a page: the reason in a sentence, and a way back."""

from collections.abc import Callable
from http import HTTPStatus
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.errors import Refused


class RefusalPages:
    """Middleware: a `Refused` that no page caught becomes a page with its reason (409); every other error passes."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Nothing to do on the way in or out."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for a refusal, or None to let the error go on."""
        return show(request, error) if isinstance(error, Refused) else None


def show(request: HttpRequest, refused: Refused, status: int = HTTPStatus.CONFLICT) -> HttpResponse:
    """The page that says why, with the way back to where the person came from."""
    context = {"reason": refused.reason, "back_href": _back(request)}
    return render(request, "design/refused.html", context, status=status)


def _back(request: HttpRequest) -> str:
    """The path of the page the person came from, only when it is one of ours; else the page they asked for."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc == request.get_host() and came_from.path.startswith("/"):
        return came_from.path + (f"?{came_from.query}" if came_from.query else "")
    return "/"
