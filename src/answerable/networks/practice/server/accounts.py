"""The invented people and the two bodies: their accounts, tokens and marks."""

import hashlib
import hmac
import json
import os
import re
import secrets
import sqlite3
from pathlib import Path

from answerable.networks.practice.server.exchange import Problem

BODIES = {"council": "Tarnbrook Council", "department": "Department for Rivers and Coasts"}
"""The accounts that desks sign in to, with invented names."""

CALLED = {"council": "tarnbrook", "department": "riversandcoasts"}
"""What people call a body when they mention it; the name of its account does as well."""

MARKS = ("blocks_us", "deletes_soon", "edits_soon", "edits_when_answered")
"""How a marked account or post behaves; the names of the faults are marks as well (`faults.FAULTS`)."""

_HANDLE = re.compile(r"[^\s@/\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,100}")


def open_tokens(db: sqlite3.Connection, path: Path) -> None:
    """Makes a token for each body at the first start, and writes them to `path`, readable by its owner alone.

    A file that was lost means new tokens: the store keeps only hashes and cannot tell the old ones.
    """
    for handle, name in BODIES.items():
        ensure_account(db, handle, name=name)
    if path.exists():
        return
    tokens = {handle: secrets.token_urlsafe(32) for handle in BODIES}
    for handle, token in tokens.items():
        db.execute("UPDATE account SET token_hash = ? WHERE handle = ?", (_hashed(token), handle))
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        json.dump(tokens, file)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def known_body(db: sqlite3.Connection, token: str) -> sqlite3.Row:
    """The body whose token this is, signed in or not. Raises `Problem` 401."""
    hashed = _hashed(token)
    for row in db.execute("SELECT * FROM account WHERE token_hash IS NOT NULL").fetchall():
        if hmac.compare_digest(row["token_hash"], hashed):
            return row  # type: ignore[no-any-return]
    raise Problem(401, "not_signed_in", "This token is not known here.")


def signed_in_body(db: sqlite3.Connection, token: str) -> sqlite3.Row:
    """The body whose token this is. Raises `Problem` 401 or 403 when it may do nothing."""
    row = known_body(db, token)
    if not row["signed_in"]:
        raise Problem(401, "signed_out", "The sign-in of this account was revoked.")
    if row["suspended"]:
        raise Problem(403, "suspended", "This account is suspended.")
    return row


def ensure_account(db: sqlite3.Connection, handle: str, *, name: str | None = None) -> sqlite3.Row:
    """The account with this handle, made when there is none, as an SMS gateway takes any number.

    Raises `Problem` 422 for what cannot be a handle.
    """
    handle = handle.removeprefix("@")
    if not _HANDLE.fullmatch(handle):
        raise Problem(422, "no_such_recipient", "An account cannot have this name.")
    shown = (name or handle).encode("utf-8", "replace").decode()
    db.execute("INSERT OR IGNORE INTO account (handle, name) VALUES (?, ?)", (handle, shown))
    return db.execute("SELECT * FROM account WHERE handle = ?", (handle,)).fetchone()  # type: ignore[no-any-return]


def mark_account(db: sqlite3.Connection, handle: str, behaviour: str | None) -> None:
    """Makes an account behave so from now on, towards all its posts; None ends it."""
    db.execute("UPDATE account SET behaviour = ? WHERE handle = ?", (behaviour, handle.removeprefix("@")))


def people(db: sqlite3.Connection) -> list[sqlite3.Row]:
    """Some invented people by name, for a list to choose from; bodies are not among them."""
    return db.execute("SELECT * FROM account WHERE token_hash IS NULL ORDER BY name, handle LIMIT 200").fetchall()
