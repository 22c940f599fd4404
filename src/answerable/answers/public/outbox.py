"""The body's answers as ActivityStreams 2.0: an actor, a read-only outbox in pages, and each answer as an article."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, JsonResponse
from django.views.decorators.http import require_safe

from answerable.accounts.body import body_of
from answerable.answers.public.addresses import whole
from answerable.answers.public.entry import Entry, entry_of
from answerable.answers.public.listing import By, page_of, standing
from answerable.answers.public.selection import Selection

PAGE = 20
CONTEXT = "https://www.w3.org/ns/activitystreams"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"
MEDIA_TYPE = "application/activity+json"


@require_safe
def actor(request: HttpRequest) -> HttpResponseBase:
    """Whose outbox it is. There is no inbox: people ask where they already are, not here."""
    body = body_of(request)
    told = {
        "id": whole("answers:actor"),
        "type": "Organization",
        "name": body.name if body else "Answerable",
        "url": settings.PUBLIC_ADDRESS,
        "outbox": whole("answers:outbox"),
    }
    return _json(told)


@require_safe
def outbox(request: HttpRequest) -> HttpResponseBase:
    """The collection, or one of its pages: the latest answers and corrections first."""
    address = whole("answers:outbox")
    if "page" not in request.GET:
        first = f"{address}?page=first"
        return _json(
            {"id": address, "type": "OrderedCollection", "attributedTo": whole("answers:actor"), "first": first}
        )
    mark = request.GET["page"]
    rows = page_of(Selection(), By.CHANGED, PAGE + 1, after=mark)
    told: dict[str, Any] = {
        "id": f"{address}?{urlencode({'page': mark})}",
        "type": "OrderedCollectionPage",
        "partOf": address,
        "orderedItems": [_activity(entry_of(row)) for row in rows[:PAGE]],
    }
    if len(rows) > PAGE:
        told["next"] = f"{address}?page={rows[PAGE - 1].bookmark}"
    return _json(told)


@require_safe
def article(request: HttpRequest, public_id: str) -> HttpResponseBase:  # noqa: ARG001  every page takes its request
    """One answer as it stands."""
    found = standing(public_id)
    if found is None:
        raise Http404
    return _json(_article(entry_of(found)))


def _activity(entry: Entry) -> dict[str, Any]:
    """A correction and a withdrawal are updates of the same article."""
    return {
        "id": f"{_address(entry)}#version-{entry.version}",
        "type": "Create" if entry.version == 1 else "Update",
        "actor": whole("answers:actor"),
        "published": entry.changed_at.isoformat(timespec="seconds"),
        "to": [PUBLIC],
        "object": _article(entry),
    }


def _article(entry: Entry) -> dict[str, Any]:
    return {
        "id": _address(entry),
        "type": "Article",
        "attributedTo": whole("answers:actor"),
        "name": entry.title,
        "content": str(entry.html),
        "contentMap": {entry.language: str(entry.html)},
        "url": entry.address,
        "published": entry.published_at.isoformat(timespec="seconds"),
        "updated": entry.changed_at.isoformat(timespec="seconds"),
        "to": [PUBLIC],
    }


def _address(entry: Entry) -> str:
    return whole("answers:article", entry.question_id)


def _json(told: dict[str, Any]) -> HttpResponseBase:
    response = JsonResponse({"@context": CONTEXT, **told}, content_type=MEDIA_TYPE)
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Cache-Control"] = "public, max-age=60"
    return response
