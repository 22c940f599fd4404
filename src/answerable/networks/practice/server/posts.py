"""Posting, editing and deleting, and the order in which the network keeps what happened."""

import json
import re
import sqlite3
from dataclasses import dataclass

from answerable.networks.practice.server.accounts import BODIES, CALLED, ensure_account, mark_account
from answerable.networks.practice.server.faults import SOON_SECONDS
from answerable.networks.practice.server.store import keep_setting, setting

EDITED_AFTER_ANSWER_SECONDS = 2.0

_SECOND_THOUGHTS = {
    "en": "Edit: to be clear, I mean this year.",
    "cy": "Golygwyd: eleni rwy'n ei feddwl.",
    "ga": "Eagarthóireacht: i mbliana atá i gceist agam.",
    "gd": "Deasaichte: am-bliadhna tha mi a' ciallachadh.",
}
_MENTION = re.compile(r"(?<![\w@])@([A-Za-z0-9_]+)")


@dataclass(frozen=True)
class NewPost:
    """A post to be made; moments in seconds since 1970. `bodies` are addressed besides those the text mentions.

    A `behaviour` is the post's alone, except for blocking, which is between the author and the bodies.
    """

    author: str
    text: str
    language: str = "en"
    uid: str | None = None
    in_reply_to: str | None = None
    recipient: str | None = None
    reference: str | None = None
    bodies: tuple[str, ...] = ()
    created_at: float | None = None
    visible_at: float | None = None
    behaviour: str | None = None


def text_of(row: sqlite3.Row) -> str:
    """The words of a post as they were written."""
    return str(json.loads(row["text"]))


def present_place(db: sqlite3.Connection, now: float) -> int:
    """The place that a change made now would have at least: milliseconds shifted by 16 bits; it never goes back."""
    return max(int(now * 1000) << 16, int(setting(db, "last_place", 0)))


def _next_place(db: sqlite3.Connection, now: float) -> int:
    place = max(int(now * 1000) << 16, int(setting(db, "last_place", 0)) + 1)
    keep_setting(db, "last_place", place)
    return place


def find_post(db: sqlite3.Connection, uid: str) -> sqlite3.Row | None:
    """The post, deleted or not."""
    return db.execute("SELECT * FROM post WHERE uid = ?", (uid,)).fetchone()  # type: ignore[no-any-return]


def make_post(db: sqlite3.Connection, new: NewPost, *, now: float) -> str:
    """Makes the post and returns its uid; one whose uid is known already is left as it is."""
    if new.uid is not None and find_post(db, new.uid):
        return new.uid
    if new.behaviour == "blocks_us":
        mark_account(db, ensure_account(db, new.author)["handle"], new.behaviour)
    author = ensure_account(db, new.author)
    place = _next_place(db, now)
    uid = new.uid or f"p{place}"
    parent = find_post(db, new.in_reply_to) if new.in_reply_to else None
    db.execute(
        "INSERT INTO post VALUES (?, ?, ?, ?, ?, ?, ?, NULL, NULL, ?, ?, ?, ?, ?, ?)",
        (
            *(uid, place, place, author["handle"], json.dumps(new.text), new.language),
            now if new.created_at is None else new.created_at,
            now if new.visible_at is None else new.visible_at,
            *(new.in_reply_to, parent["thread"] if parent else uid, new.recipient, new.reference),
            new.behaviour,
        ),
    )
    for handle in _concerned(new, author=author["handle"], parent=parent):
        db.execute("INSERT INTO concern VALUES (?, ?, ?)", (handle, place, uid))
    _foresee(db, uid, marks={author["behaviour"], new.behaviour}, now=now)
    if parent and author["handle"] in BODIES:
        _foresee_second_thoughts(db, parent, now=now)
    return uid


def _concerned(new: NewPost, *, author: str, parent: sqlite3.Row | None) -> set[str]:
    """The bodies to whose listing a post belongs: those it names, the one it replies to, the one that wrote it."""
    mentioned = {handle.casefold() for handle in _MENTION.findall(new.text)}
    named = {body for body in BODIES if {body, CALLED[body]} & mentioned}
    return (named | {author, *new.bodies} | ({parent["author"]} if parent else set())) & set(BODIES)


def _soon(db: sqlite3.Connection) -> float:
    return float(setting(db, "faults", {}).get("soon_seconds", SOON_SECONDS))


def _foresee(db: sqlite3.Connection, uid: str, *, marks: set[str | None], now: float) -> None:
    """What its author will do with this post of their own accord."""
    for act in ("delete", "edit"):
        if f"{act}s_soon" in marks:
            db.execute("INSERT INTO due VALUES (?, ?, ?)", (now + _soon(db), act, uid))


def _foresee_second_thoughts(db: sqlite3.Connection, asked: sqlite3.Row, *, now: float) -> None:
    """What an asker will do with a post that was just answered."""
    asker = ensure_account(db, asked["author"])
    if "edits_when_answered" in {asker["behaviour"], asked["behaviour"]}:
        later = now + min(_soon(db), EDITED_AFTER_ANSWER_SECONDS)
        db.execute("INSERT INTO due VALUES (?, 'edit', ?)", (later, asked["uid"]))


def edit_post(db: sqlite3.Connection, uid: str, text: str, *, now: float) -> None:
    """New words for a post; a deleted one stays deleted."""
    changed = db.execute(
        "UPDATE post SET text = ?, edited_at = ? WHERE uid = ? AND deleted_at IS NULL", (json.dumps(text), now, uid)
    )
    if changed.rowcount:
        _move(db, uid, now=now)


def delete_post(db: sqlite3.Connection, uid: str, *, now: float) -> None:
    """Takes a post down: its words are gone from the store, what remains says that it was there."""
    changed = db.execute(
        "UPDATE post SET text = '\"\"', deleted_at = ? WHERE uid = ? AND deleted_at IS NULL", (now, uid)
    )
    if changed.rowcount:
        _move(db, uid, now=now)


def _move(db: sqlite3.Connection, uid: str, *, now: float) -> None:
    """Puts a changed post at the end of the order, once: who reads on finds its present state, never an old one."""
    place = _next_place(db, now)
    db.execute("UPDATE post SET changed_place = ?, visible_at = ? WHERE uid = ?", (place, now, uid))
    db.execute("UPDATE concern SET changed_place = ? WHERE uid = ?", (place, uid))


def carry_out_due(db: sqlite3.Connection, *, now: float) -> None:
    """Lets marked people do what they were going to do by now."""
    planned = db.execute("SELECT due.act, post.* FROM due JOIN post USING (uid) WHERE at <= ? ORDER BY at", (now,))
    for post in planned.fetchall():
        if post["act"] == "delete":
            delete_post(db, post["uid"], now=now)
        else:
            addition = _SECOND_THOUGHTS.get(post["language"], _SECOND_THOUGHTS["en"])
            edit_post(db, post["uid"], f"{text_of(post)}\n\n{addition}", now=now)
    db.execute("DELETE FROM due WHERE at <= ?", (now,))
