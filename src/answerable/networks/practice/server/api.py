"""The interface in JSON, in the manner of real networks: limits, what concerns us, lists, and posting."""

import hashlib
import re
import sqlite3
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from answerable.networks.practice.server.accounts import BODIES, ensure_account, signed_in_body
from answerable.networks.practice.server.exchange import Incoming, Outcome, Problem, in_json
from answerable.networks.practice.server.faults import stop_after, stop_before
from answerable.networks.practice.server.listing import MOST_ON_A_PAGE, in_iso, list_concerns, list_posts
from answerable.networks.practice.server.network import MOST_CHARACTERS, PracticeNetwork
from answerable.networks.practice.server.pictures import RULE, attach, wanted_pictures
from answerable.networks.practice.server.posts import NewPost, find_post, make_post, present_place

_UNSENDABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


# ------------------------------------------------------------------------------------------------- reading


def _admit_reader(network: PracticeNetwork, incoming: Incoming) -> tuple[str, str | None]:
    """The account that reads, and the fault it meets. Raises `Problem` 401, 403, 429, 503 or `HungUp`."""
    with network.store.transaction() as db:
        handle = signed_in_body(db, incoming.token)["handle"]
    network.windows.take(handle, "reads", now=incoming.now)
    fault = network.dice.draw("reads", f"{handle} {incoming.path}")
    stop_before(fault)
    if fault == "slow":
        time.sleep(network.dice.faults.slow_seconds)
    # Reading has no effect, so it cannot matter on which side of it the line goes dead.
    stop_after(fault)
    return handle, fault


def tell_limits(network: PracticeNetwork, incoming: Incoming) -> Outcome:
    """GET /api/limits."""
    _admit_reader(network, incoming)
    rate = network.windows.rates["writes"]
    writes = {"count": rate.count, "window_seconds": rate.window_seconds} if rate.count else None
    today = in_iso(incoming.now)[:10]
    return in_json(200, {"most_characters": MOST_CHARACTERS, "writes": writes, "pictures": RULE, "as_of": today})


def tell_account(network: PracticeNetwork, incoming: Incoming) -> Outcome:
    """GET /api/account: whose token it is."""
    handle, _ = _admit_reader(network, incoming)
    return in_json(200, {"handle": handle, "name": BODIES[handle], "path": "/"})


def tell_feed(network: PracticeNetwork, incoming: Incoming) -> Outcome:
    """GET /api/feed?min_id=&limit=: changes that concern us. `present` is the place of now in the same order."""
    handle, _ = _admit_reader(network, incoming)
    after, limit = _page_of(incoming)
    with network.present() as (db, now):
        items, more = list_concerns(db, handle, after=after, limit=limit, now=now)
        present = present_place(db, now)
    return in_json(200, {"items": items, "more": more, "present": str(present)})


def tell_replies(network: PracticeNetwork, incoming: Incoming, uid: str) -> Outcome:
    """GET /api/posts/UID/replies?author=&min_id=&limit=. 404 when the post is gone."""
    handle, _ = _admit_reader(network, incoming)
    chosen = {"in_reply_to": uid, **_chosen(incoming, "author")}
    with network.present() as (db, now):
        _standing_post(db, uid)
        return _listed(db, incoming, chosen, seen_by=handle, now=now)


def tell_timeline(network: PracticeNetwork, incoming: Incoming, author: str) -> Outcome:
    """GET /api/accounts/HANDLE/posts?reference=&min_id=&limit=."""
    handle, _ = _admit_reader(network, incoming)
    chosen = {"author": author, **_chosen(incoming, "reference")}
    with network.present() as (db, now):
        return _listed(db, incoming, chosen, seen_by=handle, now=now)


def _page_of(incoming: Incoming) -> tuple[int, int]:
    after = incoming.number("min_id", default=0, most=2**63 - 1)
    return after, max(1, incoming.number("limit", default=MOST_ON_A_PAGE, most=MOST_ON_A_PAGE))


def _chosen(incoming: Incoming, name: str) -> dict[str, str]:
    return {name: incoming.query[name]} if name in incoming.query else {}


def _listed(
    db: sqlite3.Connection, incoming: Incoming, chosen: Mapping[str, str], *, seen_by: str, now: float
) -> Outcome:
    after, limit = _page_of(incoming)
    items, more = list_posts(db, chosen, seen_by=seen_by, after=after, limit=limit, now=now)
    return in_json(200, {"items": items, "more": more})


def _standing_post(db: sqlite3.Connection, uid: str) -> sqlite3.Row:
    post = find_post(db, uid)
    if post is None:
        raise Problem(404, "no_such_post", "There is no such post.")
    if post["deleted_at"] is not None:
        raise Problem(404, "deleted", "The post was deleted by its author.")
    return post


# ------------------------------------------------------------------------------------------------- posting


@dataclass(frozen=True)
class _Wanted:
    """A message as it was asked for, its shape checked."""

    text: str
    language: str
    reference: str | None
    in_reply_to: str | None
    to: str | None
    pictures: tuple[tuple[str, str], ...] = ()

    @classmethod
    def from_json(cls, content: Mapping[str, Any]) -> "_Wanted":
        text, language = content.get("text"), content.get("language") or "en"
        optional = [content.get(name) for name in ("reference", "in_reply_to", "to")]
        if not isinstance(text, str) or not all(part is None or isinstance(part, str) for part in optional):
            raise Problem(400, "malformed", "text, reference, in_reply_to and to are text.")
        if not text.strip():
            raise Problem(422, "empty", "There is no text.")
        if len(text) > MOST_CHARACTERS:
            raise Problem(422, "too_long", f"The text has more than {MOST_CHARACTERS} characters.")
        if any(_UNSENDABLE.search(part or "") for part in (text, *optional)) or not re.fullmatch(
            r"[A-Za-z-]{2,20}", str(language)
        ):
            raise Problem(422, "not_text", "A part of the message holds characters that are not text.")
        reference, in_reply_to, to = optional
        return cls(text, str(language), reference, in_reply_to, to, wanted_pictures(content.get("pictures")))

    def identity(self) -> str:
        """The same for every try to send this message."""
        return self.reference or hashlib.sha256(f"{self.in_reply_to} {self.to} {self.text}".encode()).hexdigest()


def send_post(network: PracticeNetwork, incoming: Incoming) -> Outcome:
    """POST /api/posts. A reference is kept and shown back to its author, but a repeat is another post."""
    with network.store.transaction() as db:
        handle = signed_in_body(db, incoming.token)["handle"]
    network.windows.take(handle, "writes", now=incoming.now)
    wanted = _Wanted.from_json(incoming.content())
    with network.present() as (db, _):
        mark = _addressee_mark(db, wanted)
    fault = network.dice.draw("writes", wanted.identity(), mark=mark)
    stop_before(fault)
    if fault == "slow":
        time.sleep(network.dice.faults.slow_seconds)
    with network.present() as (db, now):
        lag = network.dice.faults.lag_seconds if fault == "late" else 0.0
        uid = _accept(db, wanted, author=handle, now=now, visible_at=now + lag)
    stop_after(fault)
    return in_json(201, {"uid": uid, "path": f"/posts/{uid}", "reference": wanted.reference})


def _addressee_mark(db: sqlite3.Connection, wanted: _Wanted) -> str | None:
    """How the one it is for, or the post it answers, behaves. Raises `Problem` 404 when that post is gone."""
    post = _standing_post(db, wanted.in_reply_to) if wanted.in_reply_to else None
    addressee = post["author"] if post else wanted.to
    if addressee is None:
        return None
    mark: str | None = ensure_account(db, addressee)["behaviour"]
    return mark or (post["behaviour"] if post else None)


def _accept(db: sqlite3.Connection, wanted: _Wanted, *, author: str, now: float, visible_at: float) -> str:
    """Makes the post. What it answers may have gone, and its asker may have blocked us, while the line was slow."""
    if _addressee_mark(db, wanted) == "blocks_us":
        raise Problem(403, "blocked", "This account does not take messages from you.")
    new = NewPost(
        author=author,
        text=wanted.text,
        language=wanted.language,
        in_reply_to=wanted.in_reply_to,
        recipient=wanted.to.removeprefix("@") if wanted.to else None,
        reference=wanted.reference,
        visible_at=visible_at,
    )
    uid = make_post(db, new, now=now)
    attach(db, uid, wanted.pictures)
    return uid
