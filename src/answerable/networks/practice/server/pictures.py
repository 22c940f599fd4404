"""Pictures on the practice network: taken one by one, shown by the posts that name them."""

import hashlib
import json
import sqlite3
from collections.abc import Sequence
from typing import Any

from answerable.networks.practice.server.accounts import signed_in_body
from answerable.networks.practice.server.exchange import Incoming, Outcome, Problem, in_json
from answerable.networks.practice.server.network import PracticeNetwork

RULE = {"images": 4, "image_bytes": 2_000_000, "alt_most": 1_000}
KINDS = {b"\xff\xd8\xff": "image/jpeg", b"\x89PNG\r\n\x1a\n": "image/png"}


def take_picture(network: PracticeNetwork, incoming: Incoming) -> Outcome:
    """POST /api/pictures: the bytes of one picture; the same twice is the same."""
    kind = next((kind for begins, kind in KINDS.items() if incoming.body.startswith(begins)), None)
    if kind is None or len(incoming.body) > RULE["image_bytes"]:
        raise Problem(422, "no_picture", "This is no picture that the network takes.")
    name = hashlib.sha256(incoming.body).hexdigest()
    with network.store.transaction() as db:
        signed_in_body(db, incoming.token)
        db.execute("INSERT OR IGNORE INTO picture VALUES (?, ?, ?)", (name, kind, incoming.body))
    return in_json(201, {"name": name})


def show_picture(network: PracticeNetwork, _incoming: Incoming, name: str) -> Outcome:
    """GET /pictures/NAME."""
    with network.store.transaction() as db:
        row = db.execute("SELECT kind, content FROM picture WHERE name = ?", (name,)).fetchone()
    if row is None:
        raise Problem(404, "no_such_page", "There is nothing at this address.")
    return Outcome(200, row["content"], kind=row["kind"])


def wanted_pictures(given: Any) -> tuple[tuple[str, str], ...]:
    """Names and descriptions as a message asks for them. Raises `Problem` 400 and 422."""
    chosen = [] if given is None else given
    if not isinstance(chosen, list) or not all(
        isinstance(one, dict) and isinstance(one.get("name"), str) and isinstance(one.get("alt"), str) for one in chosen
    ):
        raise Problem(400, "malformed", "pictures are a list of names and descriptions.")
    if len(chosen) > RULE["images"] or any(len(one["alt"]) > RULE["alt_most"] for one in chosen):
        raise Problem(422, "too_long", "The pictures are too many, or a description is too long.")
    return tuple((one["name"], one["alt"]) for one in chosen)


def attach(db: sqlite3.Connection, uid: str, pictures: Sequence[tuple[str, str]]) -> None:
    """Lets a post show the pictures. Raises `Problem` 422 for one that nobody uploaded."""
    for turn, (name, alt) in enumerate(pictures):
        if db.execute("SELECT 1 FROM picture WHERE name = ?", (name,)).fetchone() is None:
            raise Problem(422, "no_such_picture", "Nobody uploaded this picture.")
        # As words are: SQLite cannot hold a lone surrogate.
        db.execute("INSERT INTO shown VALUES (?, ?, ?, ?)", (uid, turn, name, json.dumps(alt)))


def shown_by(db: sqlite3.Connection, uid: str) -> list[tuple[str, str]]:
    """Names and descriptions of what a post shows."""
    rows = db.execute("SELECT name, alt FROM shown WHERE uid = ? ORDER BY turn", (uid,))
    return [(row["name"], json.loads(row["alt"])) for row in rows]
