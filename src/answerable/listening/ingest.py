"""Stores what a network told, with the bookmark, in one transaction; what it says is read afterwards."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from answerable.channels.models import Channel
from answerable.listening.erased import erased_among
from answerable.listening.models import Bookmark
from answerable.networks.contract import Page, Raw

LONGEST_UID = 300
UNNAMED = "unnamed-"
UID_UNREADABLE = "Its name on the network cannot be stored: it has more than 300 characters, or some that are none."

_STORE = """
INSERT INTO listening_payload (channel_id, uid, content_hash, content, heard_at, unreadable_why)
SELECT %s, told.uid, told.content_hash, told.content, %s, told.why
FROM unnest(%s::text[], %s::text[], %s::text[], %s::text[]) AS told(uid, content_hash, content, why)
ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Ingested:
    """How many payloads were new and how many had been told before; `overtaken` when another worker had moved on."""

    new: int
    same: int
    overtaken: bool = False


def ingest(*, channel: Channel, page: Page, at: datetime, read_from: str | None = None) -> Ingested:
    """Stores a page and moves the bookmark, together or not at all.

    With `read_from`, the bookmark that the page was read from, a page is left aside when the bookmark has moved
    meanwhile: stored late, it could put an older version of a post after a newer one. It will be told again.
    """
    with transaction.atomic():
        bookmark, _made = Bookmark.objects.select_for_update().get_or_create(channel=channel, defaults={"due_at": at})
        if read_from is not None and bookmark.position != read_from:
            return Ingested(0, 0, overtaken=True)
        ingested = store_payloads(channel=channel, items=page.items, at=at)
        Bookmark.objects.filter(pk=channel.pk).update(
            position=page.bookmark, read_at=at, failing_since=None, failing_why="", needs_keeper=False
        )
    return ingested


def store_payloads(*, channel: Channel, items: Sequence[Raw], at: datetime) -> Ingested:
    """Stores each payload unless it is there already, or was erased. Call it inside a transaction.

    The versions of a post are told apart by the order they are stored in, so a caller whose items may have versions
    holds a row (the bookmark, the channel) that keeps other callers of the same channel out.
    """
    rows = [_row(item) for item in items]
    erased = erased_among(channel.pk, (row[0] for row in rows)) if rows else set()
    rows = [row for row in rows if row[0] not in erased]
    if not rows:
        return Ingested(0, len(items))
    with connection.cursor() as cursor:
        cursor.execute(_STORE, [channel.pk, at, *(list(column) for column in zip(*rows, strict=True))])
        new = cursor.rowcount
    return Ingested(new, len(items) - new)


def as_told(payload: Mapping[str, Any]) -> str:
    """The payload as it is stored: JSON in ASCII, in which NUL and lone surrogates are escapes."""
    return json.dumps(payload, sort_keys=True, ensure_ascii=True, separators=(",", ":"))


def is_storable(text: str) -> bool:
    """Whether PostgreSQL takes it as text: no NUL, no lone surrogate."""
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _row(item: Raw) -> tuple[str, str, str, str]:
    content = as_told(item.payload)
    digest = hashlib.sha256(content.encode()).hexdigest()
    if item.uid and len(item.uid) <= LONGEST_UID and is_storable(item.uid):
        return item.uid, digest, content, ""
    return UNNAMED + hashlib.sha256(ascii(item.uid).encode()).hexdigest(), digest, content, UID_UNREADABLE
