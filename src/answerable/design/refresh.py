"""Answers for the parts of a page that keep themselves up to date: unchanged costs a hash and 304, not a page."""

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.template.loader import render_to_string
from django.utils.http import parse_etags


def fragment(request: HttpRequest, template: str, context: dict[str, Any], *, done: bool = False) -> HttpResponse:
    """The fragment, or 304 where the page already shows it; `done` tells the page to stop asking.

    The tag is weak, because compression on the way may change the bytes but not what is read.
    """
    body = render_to_string(template, context, request).strip()
    state = b"done" if done else b"more"
    tag = f'W/"{hashlib.blake2b(state + body.encode(), digest_size=12).hexdigest()}"'
    known = parse_etags(request.headers.get("If-None-Match", ""))
    response = HttpResponseNotModified() if tag in known else HttpResponse(body)
    response.headers["ETag"] = tag
    response.headers["Cache-Control"] = "private, no-cache"
    if done:
        response.headers["X-Live"] = "done"
    return response
