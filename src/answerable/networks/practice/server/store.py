"""Everything the practice network remembers, in one SQLite file, so that a restart carries on."""

import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_TABLES = """
CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS account (
  handle TEXT PRIMARY KEY, name TEXT NOT NULL, behaviour TEXT,
  token_hash TEXT, signed_in INTEGER NOT NULL DEFAULT 1, suspended INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS post (
  uid TEXT PRIMARY KEY, place INTEGER NOT NULL UNIQUE, changed_place INTEGER NOT NULL UNIQUE,
  author TEXT NOT NULL REFERENCES account, text TEXT NOT NULL, language TEXT NOT NULL,
  created_at REAL NOT NULL, edited_at REAL, deleted_at REAL, visible_at REAL NOT NULL,
  in_reply_to TEXT, thread TEXT NOT NULL, recipient TEXT, reference TEXT, behaviour TEXT
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS post_thread ON post (thread, place);
CREATE INDEX IF NOT EXISTS post_reply ON post (in_reply_to, place);
CREATE INDEX IF NOT EXISTS post_author ON post (author, place);
CREATE INDEX IF NOT EXISTS post_reference ON post (reference, place);
CREATE TABLE IF NOT EXISTS picture (name TEXT PRIMARY KEY, kind TEXT NOT NULL, content BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shown (uid TEXT NOT NULL, turn INTEGER NOT NULL, name TEXT NOT NULL, alt TEXT NOT NULL,
  PRIMARY KEY (uid, turn)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS concern (
  handle TEXT NOT NULL, changed_place INTEGER NOT NULL, uid TEXT NOT NULL REFERENCES post,
  PRIMARY KEY (handle, changed_place)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS concern_uid ON concern (uid);
CREATE TABLE IF NOT EXISTS due (at REAL NOT NULL, act TEXT NOT NULL, uid TEXT NOT NULL REFERENCES post);
CREATE INDEX IF NOT EXISTS due_at ON due (at);
"""
# `place` is where a post stands in the order of the network, `changed_place` where its latest change stands. The text
# is kept as ASCII JSON: SQLite cannot hold a lone surrogate, and a network that never sent one would not be practice.


class Store:
    """One connection behind one lock: the network is small, and one writer at a time is what SQLite has anyway."""

    def __init__(self, path: Path) -> None:
        path.touch(mode=0o600)
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        # A killed process loses nothing at this setting; only a power cut could lose the last posts of an exercise.
        self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;" + _TABLES)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """All of it or none of it; others wait."""
        with self._lock:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")

    def close(self) -> None:
        """Waits for the transaction under way."""
        with self._lock:
            self._db.close()


def setting(db: sqlite3.Connection, name: str, default: Any) -> Any:
    """What was kept under `name`."""
    row = db.execute("SELECT content FROM setting WHERE name = ?", (name,)).fetchone()
    return json.loads(row["content"]) if row else default


def keep_setting(db: sqlite3.Connection, name: str, content: Any) -> None:
    """Keeps `content` under `name` for this run and the next."""
    db.execute("INSERT OR REPLACE INTO setting VALUES (?, ?)", (name, json.dumps(content)))
