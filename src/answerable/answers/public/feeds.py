"""Feeds of every list and every search, as Atom, RSS and JSON Feed, all written from the same entries."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from io import StringIO
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.http import http_date, quote_etag
from django.utils.xmlutils import SimplerXMLGenerator
from django.views.decorators.http import require_safe

from answerable.accounts.body import body_of
from answerable.answers.public.addresses import FEEDS, list_title, whole
from answerable.answers.public.entry import Entry, entry_of, writable
from answerable.answers.public.listing import By, page_of
from answerable.answers.public.selection import selection_from
from answerable.answers.tell_hub import has_hub

PAGE = 50
"""Entries in one document; `next` leads to those before (RFC 5005), so that no reader and no server holds more."""
FRESH_SECONDS = 60
NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class About:
    """What stands above the entries. `next_address` is empty at the end, `hub` where none is set up."""

    title: str
    address: str
    page_address: str
    next_address: str
    body_name: str
    hub: str
    language: str
    changed_at: datetime


@require_safe
def feed(request: HttpRequest, form: str) -> HttpResponseBase:
    """One page of the feed of a selection; 304 to a reader who has it already."""
    if form not in FEEDS:
        raise Http404
    selection = selection_from(request.GET)
    rows = page_of(selection, By.CHANGED, PAGE + 1, after=request.GET.get("after", ""))
    entries = [entry_of(row) for row in rows[:PAGE]]
    following = rows[PAGE - 1].bookmark if len(rows) > PAGE else ""
    onward = {**selection.parameters, "after": following}
    body = body_of(request)
    about = About(
        title=writable(list_title(selection)),
        address=whole("answers:feed", form, query=selection.query),
        page_address=whole("answers:answers", query=selection.query),
        next_address=whole("answers:feed", form, query="?" + urlencode(onward)) if following else "",
        body_name=writable(body.name if body else "Answerable"),
        hub=settings.WEBSUB_HUB if has_hub(selection) else "",
        language=settings.LANGUAGE_CODE,
        changed_at=max((entry.changed_at for entry in entries), default=NEVER),
    )
    return _answer(request, about, WRITERS[form](about, entries), FEEDS[form])


def _answer(request: HttpRequest, about: About, content: str, media_type: str) -> HttpResponseBase:
    raw = content.encode()
    etag = quote_etag(sha256(raw).hexdigest()[:32])
    response = HttpResponse(raw, content_type=f"{media_type}; charset=utf-8")
    response["ETag"] = etag
    changed = int(about.changed_at.timestamp())
    response["Last-Modified"] = http_date(changed)
    response["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    links = [f'<{about.address}>; rel="self"'] + ([f'<{about.hub}>; rel="hub"'] if about.hub else [])
    response["Link"] = ", ".join(links)
    # A feed may be read by a page elsewhere: there is nothing in it that is not for everyone.
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return get_conditional_response(request, etag=etag, last_modified=changed, response=response) or response


# ------------------------------------------------------------------------------------------------------------- writers


class _Atom(Atom1Feed):
    """Atom with links to the next page and the hub, and each entry's words as content in its language."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for rel in ("hub", "next"):
            if self.feed[rel]:
                handler.addQuickElement("link", "", {"rel": rel, "href": self.feed[rel]})

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["language"]}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["html"], {"type": "html"})


class _Rss(Rss201rev2Feed):
    """RSS with the same links, in Atom's namespace, which Django's own opens for `self`."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        super().add_root_elements(handler)
        for rel in ("hub", "next"):
            if self.feed[rel]:
                handler.addQuickElement("atom:link", None, {"rel": rel, "href": self.feed[rel]})


def write_atom(about: About, entries: Sequence[Entry]) -> str:
    """Atom (RFC 4287). An entry keeps its id through all versions, and `updated` says that there is a new one."""
    made = _opened(_Atom, about)
    for entry in entries:
        made.add_item(
            title=entry.title,
            link=entry.address,
            description=None,
            unique_id=entry.address,
            pubdate=entry.published_at,
            updateddate=entry.changed_at,
            html=str(entry.html),
            language=entry.language,
        )
    return _written(made)


def write_rss(about: About, entries: Sequence[Entry]) -> str:
    """RSS 2.0. It has no word for "updated", so each version is an item of its own, dated as it came."""
    made = _opened(_Rss, about)
    for entry in entries:
        made.add_item(
            title=entry.title,
            link=entry.address,
            description=str(entry.html),
            unique_id=entry.version_address,
            unique_id_is_permalink=False,
            pubdate=entry.changed_at,
        )
    return _written(made)


def _opened(form: type[Any], about: About) -> Any:
    return form(
        title=f"{about.title} · {about.body_name}",
        link=about.page_address,
        description=about.title,
        language=about.language,
        author_name=about.body_name,
        feed_url=about.address,
        feed_guid=about.address,
        hub=about.hub,
        next=about.next_address,
        changed_at=about.changed_at,
    )


def _written(made: Any) -> str:
    # Django dates a feed without entries now, which would be another feed at each look.
    made.latest_post_date = lambda: made.feed["changed_at"]
    out = StringIO()
    made.write(out, "utf-8")
    return out.getvalue()


def write_json(about: About, entries: Sequence[Entry]) -> str:
    """JSON Feed 1.1."""
    told: dict[str, Any] = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{about.title} · {about.body_name}",
        "home_page_url": about.page_address,
        "feed_url": about.address,
        "language": about.language,
        "authors": [{"name": about.body_name, "url": settings.PUBLIC_ADDRESS}],
        "items": [_json_item(entry) for entry in entries],
    }
    if about.next_address:
        told["next_url"] = about.next_address
    if about.hub:
        told["hubs"] = [{"type": "WebSub", "url": about.hub}]
    return json.dumps(told, ensure_ascii=False)


def _json_item(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.address,
        "url": entry.address,
        "title": entry.title,
        "content_html": str(entry.html),
        "content_text": entry.text,
        "date_published": entry.published_at.isoformat(timespec="seconds"),
        "date_modified": entry.changed_at.isoformat(timespec="seconds"),
        "language": entry.language,
        "_answerable": {"version": entry.version, "withdrawn": entry.is_withdrawn, "sources": list(entry.sources)},
    }


WRITERS: dict[str, Callable[[About, Sequence[Entry]], str]] = {
    "atom": write_atom,
    "rss": write_rss,
    "json": write_json,
}
