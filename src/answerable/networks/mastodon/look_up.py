"""Looking whether a reply of ours is there: under the question, and among our own posts when the question is gone.

Mastodon keeps no name of ours for a post, so that it is known by what it is: our account, the same question, the same
words. Two replies of the same words to one question are one to us, and `answers` never makes two.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from answerable.networks.contract import Closed, Receipt, Rejected, Reply, TryLater
from answerable.networks.mastodon.calls import Calls
from answerable.networks.mastodon.find import find_status
from answerable.networks.mastodon.me import whose_account
from answerable.networks.mastodon.publish import receipt_for, text_to_send
from answerable.networks.mastodon.statuses import Status, holds, is_same_text, is_wider, may_hold, visibility_of
from answerable.networks.outgoing import WAIT_SECONDS

CLOCKS_APART = timedelta(days=1)
"""How far our clock and the server's may differ: our own posts are looked through back to that long before the reply
was made final."""

OWN_COUNT = 40


def find_reply(calls: Calls, reply: Reply) -> Receipt | None:
    """The receipt of `reply` if it stands on the server; None after having looked everywhere that it can be.

    Raises `TryLater` or `Closed` when it could not look, and `Closed` when it stands where more people see it than was
    asked.
    """
    try:
        found = _find(calls, reply)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise TryLater("the server did not answer with a list of posts", after_seconds=WAIT_SECONDS) from error
    if found is None:
        return None
    if is_wider(visibility_of(found), reply.visibility):
        raise Closed(f"a reply that was not meant for everyone is public at {found.get('url')}; delete it there")
    return receipt_for(found, how="found")


def _find(calls: Calls, reply: Reply) -> Status | None:
    me = whose_account(calls)["id"]
    question = find_status(calls, reply.target_uid) if reply.target_uid else None
    if question is not None:
        text = text_to_send(reply, question)
        try:
            below = calls.read("v1", "statuses", str(question["id"]), "context")["descendants"]
        except Rejected:
            pass  # It went just now.
        else:
            return next((one for one in _replies(below, me, to=str(question["id"])) if says(calls, one, text)), None)
    # Where the question is gone nobody says whom it mentioned; mentions at the beginning are not compared.
    text = reply.text if reply.target_uid else text_to_send(reply, None)
    return next((one for one in _loose_posts(calls, reply, me) if says(calls, one, text)), None)


def _replies(below: Iterable[Any], me: str, *, to: str) -> Iterator[Status]:
    for status in below:
        if str(status["account"]["id"]) == me and str(status.get("in_reply_to_id")) == to:
            yield status


def _loose_posts(calls: Calls, reply: Reply, me: str) -> Iterator[Status]:
    """Our own posts since the reply was made final that reply to nothing, as one whose question is gone; latest first.

    Where the asker is known, those that mention that account: the same words may have gone to others too.
    """
    since = reply.frozen_at.astimezone(UTC) - CLOCKS_APART
    seen: set[str] = set()
    params = {"limit": str(OWN_COUNT), "exclude_reblogs": "true"}
    while True:
        page = calls.listed("v1", "accounts", me, "statuses", params=params)
        fresh = [one for one in page if str(one["id"]) not in seen]
        for status in fresh:
            if status.get("in_reply_to_id") is None and _is_for(status, reply.recipient_uid or reply.asker_uid):
                yield status
        if not fresh or datetime.fromisoformat(str(fresh[-1]["created_at"])) < since:
            return
        seen.update(str(one["id"]) for one in fresh)
        params["max_id"] = str(fresh[-1]["id"])


def _is_for(status: Status, recipient: str) -> bool:
    if not recipient:
        return True
    wanted = recipient.strip().lstrip("@").casefold()
    names = {str(one["acct"]).casefold() for one in status.get("mentions") or ()}
    return wanted in names or wanted.partition("@")[0] in {name for name in names if "@" not in name}


def says(calls: Calls, status: Status, text: str) -> bool:
    """Whether the status holds `text`: as its page shows it, else as the server keeps what it was given.

    The second costs a call, and is asked only of a post with the same letters and digits: some servers (snac2) turn
    signs such as * and _ into markup.
    """
    if holds(status, text):
        return True
    if not may_hold(status, text):
        return False
    try:
        source = calls.read("v1", "statuses", str(status["id"]), "source")["text"]
    except Rejected:
        return False
    return isinstance(source, str) and is_same_text(source, text)
