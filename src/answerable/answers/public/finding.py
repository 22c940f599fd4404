"""What helps machines find the answers: the site map in parts, robots.txt, and the description of our search."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.html import escape
from django.views.decorators.http import require_safe

from answerable.accounts.body import body_of
from answerable.answers.models import AnswerVersion
from answerable.answers.public.addresses import whole
from answerable.desk.reply import answer_address

PART = 10_000
"""Answers in one part of the site map, by their numbers; a part may have 50,000 addresses at most."""
MOST_PARTS = 1_000_000
AT_ONCE = 1_000
XML = "application/xml; charset=utf-8"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_PARTS = """
SELECT part FROM generate_series(0, (SELECT coalesce(max(id), 0) FROM answers_answer) / %(part)s) AS part
WHERE EXISTS (SELECT 1 FROM answers_answer WHERE id >= part * %(part)s AND id < (part + 1) * %(part)s)
"""
PAGES = ("answers:answers", "answers:browse", "listening:ask", "record:record")


@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001  every page takes its request
    """The index: the pages that are always there, and the parts with answers."""
    with connection.cursor() as cursor:
        cursor.execute(_PARTS, {"part": PART})
        parts = [whole("answers:sitemap_part", str(part)) for (part,) in cursor.fetchall()]
    parts.insert(0, whole("answers:sitemap_pages"))
    lines = "".join(f"<sitemap><loc>{escape(part)}</loc></sitemap>\n" for part in parts)
    return HttpResponse(f"{_HEAD}<sitemapindex {_SPACE}>\n{lines}</sitemapindex>\n", content_type=XML)


@require_safe
def sitemap_pages(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001  every page takes its request
    """The pages that are always there."""
    lines = "".join(f"<url><loc>{escape(whole(name))}</loc></url>\n" for name in PAGES)
    return HttpResponse(f"{_HEAD}<urlset {_SPACE}>\n{lines}</urlset>\n", content_type=XML)


@require_safe
def sitemap_part(request: HttpRequest, part: int) -> HttpResponseBase:  # noqa: ARG001  every page takes its request
    """The answers with these numbers, written as they are read."""
    rows = AnswerVersion.objects.filter(replaced_at=None, answer__gte=part * PART, answer__lt=(part + 1) * PART)
    if part > MOST_PARTS or not rows.exists():
        raise Http404
    found = rows.order_by("answer").values_list("answer__question__public_id", "published_at")
    return StreamingHttpResponse(_part(found.iterator(chunk_size=AT_ONCE)), content_type=XML)


def _part(rows: Iterator[tuple[str, datetime]]) -> Iterator[str]:
    yield f"{_HEAD}<urlset {_SPACE}>\n"
    for public_id, changed_at in rows:
        place = escape(answer_address(public_id))
        yield f"<url><loc>{place}</loc><lastmod>{changed_at:%Y-%m-%dT%H:%M:%SZ}</lastmod></url>\n"
    yield "</urlset>\n"


@require_safe
def robots(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001  every page takes its request
    """What need not be gone through: the desk, private links, forms, and searches, which have no end."""
    closed = ["/desk/", "/account/", "/follow/", "/way-in/", "/ask/", "/hook/", "/*?*q=", "/*?*after=", "/*?*before="]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), "", f"Sitemap: {whole('answers:sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@require_safe
def opensearch(request: HttpRequest) -> HttpResponseBase:
    """Our search, for a browser's address bar and for programs (OpenSearch 1.1)."""
    body = body_of(request)
    name = escape((body.name if body else "Answerable")[:16])
    search = f"{settings.PUBLIC_ADDRESS}{reverse('answers:answers')}?q={{searchTerms}}"
    feed = whole("answers:feed", "atom") + "?q={searchTerms}"
    own = escape(whole("answers:opensearch"))
    content = (
        f'{_HEAD}<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">'
        f"<ShortName>{name}</ShortName><Description>{escape(body.name if body else 'Answerable')}</Description>"
        f'<Url type="text/html" template="{escape(search)}"/>'
        f'<Url type="application/atom+xml" template="{escape(feed)}"/>'
        f'<Url type="application/opensearchdescription+xml" rel="self" template="{own}"/>'
        "<InputEncoding>UTF-8</InputEncoding></OpenSearchDescription>\n"
    )
    return HttpResponse(content, content_type="application/opensearchdescription+xml; charset=utf-8")
