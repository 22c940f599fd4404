"""Writes decisions into rows: one statement that changes them only where they are still as they were read."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any, Final

from django.db import connection

from answerable.answers.events import Event
from answerable.answers.models import Delivery
from answerable.answers.row import Row

_COLUMNS: Final = {
    "state": "text",
    "fence": "int",
    "due_at": "timestamptz",
    "attempt_count": "int",
    "look_count": "int",
    "lease_until": "timestamptz",
    "first_sent_at": "timestamptz",
    "last_sent_at": "timestamptz",
    "receipt_uid": "text",
    "receipt_url": "text",
    "why": "text",
    "edits_uid": "text",
}
assert {field.name for field in fields(Row)} == {"id", *_COLUMNS}  # noqa: S101  a new field must be stored too

_ASKED: Final = {
    "id": "bigint",
    "old_state": "text",
    "old_fence": "int",
    "old_look": "int",
    "old_first": "timestamptz",
    **_COLUMNS,
    "outcome": "text",
    "detail": "text",
}
_UNNESTED = ", ".join(f"%s::{kind}[]" for kind in _ASKED.values())
_NAMES = ", ".join(_ASKED)

_MOVE: Final = f"""
WITH asked AS (SELECT * FROM unnest({_UNNESTED}) AS asked({_NAMES})),
moved AS (
  UPDATE answers_delivery AS row SET {", ".join(f"{name} = asked.{name}" for name in _COLUMNS)},
    state_at = CASE WHEN row.state = asked.state THEN row.state_at ELSE %s END
  FROM asked
  WHERE row.id = asked.id AND row.state = asked.old_state AND row.fence = asked.old_fence
    AND row.look_count = asked.old_look AND row.first_sent_at IS NOT DISTINCT FROM asked.old_first
  RETURNING row.id
),
noted AS (
  INSERT INTO answers_attempt (delivery_id, fence, at, outcome, detail)
  SELECT asked.id, asked.fence, %s, asked.outcome, asked.detail FROM asked JOIN moved ON moved.id = asked.id
  WHERE asked.outcome <> ''
)
SELECT id FROM moved
"""  # noqa: S608  made of our own column names

ROW_FIELDS: Final = ("id", *_COLUMNS)


def store(changes: Sequence[tuple[Row, Row, Event]], *, at: datetime) -> set[int]:
    """Moves each row from the first to the second form, with its evidence; returns the ids that were still so.

    One statement, so one commit where no transaction is open.
    """
    if not changes:
        return set()
    columns: list[list[Any]] = [
        [old.id for old, _new, _event in changes],
        [old.state for old, _new, _event in changes],
        [old.fence for old, _new, _event in changes],
        [old.look_count for old, _new, _event in changes],
        [old.first_sent_at for old, _new, _event in changes],
        *([getattr(new, name) for _old, new, _event in changes] for name in _COLUMNS),
        [event.outcome for _old, _new, event in changes],
        [detail_of(event) for _old, _new, event in changes],
    ]
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, [*columns, at, at])
        return {row_id for (row_id,) in cursor.fetchall()}


def detail_of(event: Event) -> str:
    """What the evidence keeps beside the outcome: who said it, the network's own sentence, the address."""
    return ", ".join(filter(None, (getattr(event, name, "") for name in ("by", "why", "url"))))[:300]


def row_of(delivery: Delivery) -> Row:
    """The changing part of a delivery."""
    return Row(**{name: getattr(delivery, name) for name in ROW_FIELDS})


def rows_by_id(ids: Iterable[int]) -> list[Row]:
    """The rows as they are now."""
    return [Row(**values) for values in Delivery.objects.filter(pk__in=list(ids)).values(*ROW_FIELDS)]
