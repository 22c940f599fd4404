"""Payloads as the practice network tells them, and pages as the desk shows them."""

from datetime import UTC, datetime
from typing import Any

from django.test import Client
from django.urls import reverse

from answerable.networks.contract import Raw

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def said(uid: str, text: str, *, handle: str = "anna", **more: Any) -> Raw:
    """A post, or its newest version."""
    payload = {
        "change": "post",
        "uid": uid,
        "text": text,
        "author": {"handle": handle, "name": handle.title()},
        "path": f"/posts/{uid}",
        "created_at": "2026-11-21T08:00:00Z",
        "in_reply_to": None,
        "thread": uid,
        "language": None,
    }
    return Raw(uid, payload | more)


def deletion(uid: str) -> Raw:
    """The news that a post is gone."""
    return Raw(uid, {"change": "deletion", "uid": uid})


def page(desk: Client, name: str, *arguments: object, status: int = 200, **query: object) -> str:
    """What a staff page says."""
    response = desk.get(reverse(f"listening:{name}", args=arguments), query)
    assert response.status_code == status
    return response.content.decode()
