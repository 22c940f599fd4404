"""A refusal as a program reads it: problem details (RFC 9457)."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.http import HttpResponse, JsonResponse


def problem(status: HTTPStatus, detail: str, *, headers: Mapping[str, str] | None = None, **more: Any) -> HttpResponse:
    """What is wrong in a sentence, with further members such as `errors` (pairs of a JSON pointer and a sentence)."""
    told = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail, **more}
    return JsonResponse(told, status=status, content_type="application/problem+json", headers=dict(headers or {}))


def pointer_of(parts: tuple[str | int, ...]) -> str:
    """The place in a document as a JSON pointer (RFC 6901)."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)
