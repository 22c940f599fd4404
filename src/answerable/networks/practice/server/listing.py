"""What a signed-in body can list: what concerns it, the replies under a post, an account's own posts."""

import sqlite3
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from answerable.networks.practice.server.posts import text_of

MOST_ON_A_PAGE = 200

_COLUMNS = "post.*, account.name AS author_name"


def in_iso(moment: float) -> str:
    """A moment as networks write it."""
    return datetime.fromtimestamp(moment, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def list_concerns(
    db: sqlite3.Connection, handle: str, *, after: int, limit: int, now: float
) -> tuple[list[dict[str, Any]], bool]:
    """Changes that concern a body after a place, oldest first, and whether there are more.

    Each post comes once, at the place of its latest change, in its present state. What is not yet visible is passed
    over and appears later at its own place: a reader who never reaches back misses it, as on real networks.
    """
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM concern JOIN post USING (uid) JOIN account ON account.handle = post.author "  # noqa: S608
        "WHERE concern.handle = ? AND concern.changed_place > ? AND post.visible_at <= ? "
        "ORDER BY concern.changed_place LIMIT ?",
        (handle, after, now, limit + 1),
    ).fetchall()
    return [_change(row, seen_by=handle) for row in rows[:limit]], len(rows) > limit


def list_posts(
    db: sqlite3.Connection, wanted: Mapping[str, str], *, seen_by: str, after: int, limit: int, now: float
) -> tuple[list[dict[str, Any]], bool]:
    """Posts that stand, by any of author, parent and reference, in the order in which they were made."""
    conditions = "".join(f" AND post.{column} = ?" for column in wanted)
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM post JOIN account ON account.handle = post.author "  # noqa: S608
        f"WHERE post.place > ? AND post.visible_at <= ? AND post.deleted_at IS NULL{conditions} "
        "ORDER BY post.place LIMIT ?",
        (after, now, *wanted.values(), limit + 1),
    ).fetchall()
    items = [{**_described(row, seen_by=seen_by), "id": str(row["place"])} for row in rows[:limit]]
    return items, len(rows) > limit


def list_thread(db: sqlite3.Connection, thread: str, *, now: float) -> Sequence[sqlite3.Row]:
    """A whole thread as any person sees it, deleted posts included so that their place can be shown."""
    return db.execute(
        f"SELECT {_COLUMNS} FROM post JOIN account ON account.handle = post.author "  # noqa: S608
        "WHERE post.thread = ? AND post.visible_at <= ? ORDER BY post.place LIMIT 1000",
        (thread, now),
    ).fetchall()


def list_newest(db: sqlite3.Connection, *, now: float, limit: int) -> Sequence[sqlite3.Row]:
    """The newest threads by their first post."""
    return db.execute(
        f"SELECT {_COLUMNS} FROM post JOIN account ON account.handle = post.author "  # noqa: S608
        "WHERE post.thread = post.uid AND post.deleted_at IS NULL AND post.visible_at <= ? "
        "ORDER BY post.place DESC LIMIT ?",
        (now, limit),
    ).fetchall()


def _change(row: sqlite3.Row, *, seen_by: str) -> dict[str, Any]:
    place = str(row["changed_place"])
    if row["deleted_at"] is not None:
        return {"id": place, "change": "deletion", "uid": row["uid"], "deleted_at": in_iso(row["deleted_at"])}
    return {**_described(row, seen_by=seen_by), "id": place, "change": "post"}


def _described(row: sqlite3.Row, *, seen_by: str) -> dict[str, Any]:
    return {
        "uid": row["uid"],
        "text": text_of(row),
        "language": row["language"],
        "author": {"handle": row["author"], "name": row["author_name"]},
        "created_at": in_iso(row["created_at"]),
        "edited_at": None if row["edited_at"] is None else in_iso(row["edited_at"]),
        "in_reply_to": row["in_reply_to"],
        "thread": row["thread"],
        "to": row["recipient"],
        "path": f"/posts/{row['uid']}",
        "reference": row["reference"] if row["author"] == seen_by else None,
    }
