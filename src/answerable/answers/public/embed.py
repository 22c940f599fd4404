"""oEmbed: an answer as a few lines of markup that another page may show."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import Resolver404, resolve
from django.utils.html import escape, format_html
from django.views.decorators.http import require_safe

from answerable.accounts.body import body_of
from answerable.answers.public.entry import Entry, entry_of, writable
from answerable.answers.public.listing import Listed, standing
from answerable.design.wording import day

WIDTH, HEIGHT = 600, 400
FRESH_SECONDS = 3_600


@require_safe
def oembed(request: HttpRequest) -> HttpResponseBase:
    """The embed of the answer whose address is `url`: 404 for what is no answer of ours, 501 for an unknown form."""
    form = request.GET.get("format", "json")
    if form not in {"json", "xml"}:
        return HttpResponse("This form is not known. Ask for json or xml.\n", status=501, content_type="text/plain")
    found = _answer_at(request.GET.get("url", ""))
    if found is None:
        return HttpResponse("There is no answer of ours at this address.\n", status=404, content_type="text/plain")
    body = body_of(request)
    told = _told(entry_of(found), writable(body.name if body else "Answerable"), request)
    response = (
        JsonResponse(told) if form == "json" else HttpResponse(_as_xml(told), content_type="text/xml; charset=utf-8")
    )
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _answer_at(address: str) -> Listed | None:
    try:
        asked, ours = urlsplit(address), urlsplit(settings.PUBLIC_ADDRESS)
        match = resolve(asked.path)
    except (ValueError, Resolver404):
        return None
    same = (asked.scheme, asked.netloc) == (ours.scheme, ours.netloc)
    return standing(match.kwargs["public_id"]) if same and match.view_name == "answers:answer" else None


def _told(entry: Entry, body_name: str, request: HttpRequest) -> dict[str, Any]:
    html = format_html(
        '<blockquote class="answerable" lang="{}" cite="{}"><p><strong>{}</strong></p>{}<footer><a href="{}">{}, {}</a>'
        "</footer></blockquote>",
        entry.language,
        entry.address,
        entry.title,
        entry.html,
        entry.address,
        body_name,
        day(entry.changed_at),
    )
    return {
        "version": "1.0",
        "type": "rich",
        "title": entry.title,
        "author_name": body_name,
        "author_url": settings.PUBLIC_ADDRESS,
        "provider_name": body_name,
        "provider_url": settings.PUBLIC_ADDRESS,
        "cache_age": FRESH_SECONDS,
        "html": str(html),
        "width": _within(request.GET.get("maxwidth", ""), WIDTH),
        "height": _within(request.GET.get("maxheight", ""), HEIGHT),
    }


def _within(most: str, usual: int) -> int:
    known = most.isascii() and most.isdigit() and 0 < len(most) < len("100000")
    return min(int(most), usual) if known else usual


def _as_xml(told: dict[str, Any]) -> str:
    parts = "".join(f"<{name}>{escape(value)}</{name}>" for name, value in told.items())
    return f'<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<oembed>{parts}</oembed>\n'
