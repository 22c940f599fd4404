"""The trainer's levers: faults, rates, marks on accounts, and posts by anybody, in bulk; for a body's token only."""

import re
import sqlite3
from collections.abc import Mapping
from typing import Any

from answerable.networks.practice.server.accounts import BODIES, MARKS, ensure_account, known_body, mark_account
from answerable.networks.practice.server.exchange import Incoming, Outcome, Problem, in_json
from answerable.networks.practice.server.faults import FAULTS, Dice, Faults
from answerable.networks.practice.server.network import PracticeNetwork
from answerable.networks.practice.server.posts import NewPost, delete_post, edit_post, find_post, make_post
from answerable.networks.practice.server.rates import Rate
from answerable.networks.practice.server.store import keep_setting

MOST_POSTS = 20_000

LATEST_SECONDS = 60.0
"""How long after its place in the order a post may become visible; the kind's overlap is built on it."""


_IDENTIFIER = re.compile(r"[!-~]{1,100}")


def _admit_trainer(network: PracticeNetwork, incoming: Incoming) -> None:
    """Lets the holder of a body's token in, also while that body is signed out. Raises `Problem` 401."""
    with network.store.transaction() as db:
        known_body(db, incoming.token)


def set_faults(network: PracticeNetwork, incoming: Incoming) -> Outcome:
    """POST /api/admin/faults {seed, writes: {name: chance}, reads: {...}, slow_seconds, lag_seconds}; {} ends them."""
    _admit_trainer(network, incoming)
    faults = Faults.from_json(incoming.content())
    with network.store.transaction() as db:
        keep_setting(db, "faults", faults.as_json())
    network.dice = Dice(faults)
    return in_json(200, faults.as_json())


def set_rates(network: PracticeNetwork, incoming: Incoming) -> Outcome:
    """POST /api/admin/rates {writes: {count, window_seconds}, reads: {...}}; a count of 0 lifts the limit."""
    _admit_trainer(network, incoming)
    content = incoming.content()
    rates = {name: Rate.from_json(content[name]) for name in network.windows.rates if name in content}
    with network.store.transaction() as db:
        network.windows.rates.update(rates)
        kept = {
            name: {"count": rate.count, "window_seconds": rate.window_seconds}
            for name, rate in network.windows.rates.items()
        }
        keep_setting(db, "rates", kept)
    return in_json(200, kept)


def set_account(network: PracticeNetwork, incoming: Incoming, handle: str) -> Outcome:
    """POST /api/admin/accounts/HANDLE {behaviour, signed_in, suspended}, each as one likes."""
    _admit_trainer(network, incoming)
    content = incoming.content()
    with network.store.transaction() as db:
        row = ensure_account(db, handle)
        if "behaviour" in content:
            mark_account(db, row["handle"], _known_mark(content["behaviour"]))
        for column in ("signed_in", "suspended"):
            if column in content:
                db.execute(
                    f"UPDATE account SET {column} = ? WHERE handle = ?",  # noqa: S608  the two names just above
                    (bool(content[column]), row["handle"]),
                )
    return in_json(200, {"handle": row["handle"]})


def add_posts(network: PracticeNetwork, incoming: Incoming) -> Outcome:
    """POST /api/admin/posts {posts: [...]}; see `_new_post`. A post whose id is known is left as it is."""
    _admit_trainer(network, incoming)
    posts = incoming.content().get("posts")
    if not isinstance(posts, list) or len(posts) > MOST_POSTS:
        raise Problem(422, "malformed", f"posts is a list of at most {MOST_POSTS}.")
    with network.store.transaction() as db:
        now = network.clock()
        uids = [make_post(db, _new_post(db, post, now=now), now=now) for post in posts]
    return in_json(201, {"uids": uids})


def change_post(network: PracticeNetwork, incoming: Incoming, uid: str) -> Outcome:
    """POST /api/admin/posts/UID {text} edits as its author would, {deleted: true} takes it down."""
    _admit_trainer(network, incoming)
    content = incoming.content()
    with network.store.transaction() as db:
        if find_post(db, uid) is None:
            raise Problem(404, "no_such_post", "There is no such post.")
        if content.get("deleted"):
            delete_post(db, uid, now=network.clock())
        else:
            edit_post(db, uid, str(content.get("text", "")), now=network.clock())
    return in_json(200, {"uid": uid})


def _new_post(db: sqlite3.Connection, post: Any, *, now: float) -> NewPost:
    """Takes author, handle, text, language, body, id, reply_to, behaviour and minutes_ago as content files do.

    Any text goes, however odd. With `arrives_after_seconds` its place in the order is now, but it shows up later.
    """
    if not isinstance(post, Mapping) or not all(isinstance(post.get(name), str) for name in ("handle", "text")):
        raise Problem(422, "malformed", "Every post has a handle and a text.")
    body = post.get("body", "council")
    if body not in (*BODIES, None):
        raise Problem(422, "malformed", f"A body is one of: {', '.join(BODIES)}.")
    mark = _known_mark(post.get("behaviour"))
    names = [post.get(name) for name in ("id", "reply_to", "language")]
    if not all(name is None or (isinstance(name, str) and _IDENTIFIER.fullmatch(name)) for name in names):
        raise Problem(422, "malformed", "id, reply_to and language are short names without spaces.")
    ensure_account(db, post["handle"], name=str(post.get("author") or post["handle"]))
    try:
        late = min(float(post.get("arrives_after_seconds", 0.0)), LATEST_SECONDS)
        claimed = now - float(post.get("minutes_ago", 0.0)) * 60
    except (TypeError, ValueError) as error:
        raise Problem(422, "malformed", "minutes_ago and arrives_after_seconds are numbers.") from error
    return NewPost(
        author=post["handle"],
        text=post["text"],
        language=post.get("language") or "en",
        uid=post.get("id"),
        in_reply_to=post.get("reply_to"),
        bodies=(body,) if body else (),
        created_at=claimed,
        visible_at=now + late,
        behaviour=mark,
    )


def _known_mark(mark: Any) -> str | None:
    if mark not in (None, *MARKS, *FAULTS):
        raise Problem(422, "malformed", f"A behaviour is one of: {', '.join((*MARKS, *FAULTS))}.")
    return mark  # type: ignore[no-any-return]
