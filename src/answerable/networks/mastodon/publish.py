"""Writing on a Mastodon server: one reply sent once, its correction, and taking it back."""

import re
import time
from collections.abc import Callable
from typing import Any

from answerable.errors import Failed
from answerable.networks.contract import Closed, Receipt, Rejected, Reply, TryLater, Uncertain
from answerable.networks.mastodon.calls import Calls
from answerable.networks.mastodon.find import find_status
from answerable.networks.mastodon.limits import keeps_visibility
from answerable.networks.mastodon.pictures import forget_uploads, media_ids
from answerable.networks.mastodon.statuses import Status, is_wider, visibility_of
from answerable.networks.outgoing import WAIT_SECONDS

_IN_PUBLIC = "the server showed it to more people than was asked, so it was taken down again; ask for a public reply"
_HANDLE = re.compile(r"@?([\w.-]+(?:@[\w.-]+(?::[0-9]+)?)?)", re.ASCII)

LOOK_SECONDS = 4.0
LOOKED_WITHIN_SECONDS = 9.0
"""For one call, and for all calls before the reply itself. With its own 10 s the whole ends within the 20 s after which
`answers` may take it for lost and look for it: a reply that leaves later could be sent twice. Asked for a post of a
server that is slow or gone, ours may need longer than that, and the reply is put off."""

UPLOADED_WITHIN_SECONDS = 5.0
"""An upload that begins later would not end before the reply must leave; the next try goes on from there."""

WORDS_FOR_US = {"public": "public", "unlisted": "unlisted", "private": "direct"}
"""Ours -> theirs. Their `private` is for all followers, ours for those who are named."""


def publish_reply(calls: Calls, reply: Reply, *, steady: Callable[[], float] = time.monotonic) -> Receipt:
    """Sends `reply` once, after looking whether the question still stands and the server can do what is asked.

    `steady` is a clock in seconds that nobody sets. Raises every child of `Failed`.
    """
    began, looking = steady(), calls.within(LOOK_SECONDS)
    question = question_of(looking, reply)
    if reply.visibility != "public" and not keeps_visibility(looking):
        raise Rejected("the server would show it to everyone; answer in public, or on another channel")
    content = {
        "status": text_to_send(reply, question),
        "in_reply_to_id": question["id"] if question else None,
        "visibility": WORDS_FOR_US[reply.visibility],
        "spoiler_text": reply.content_warning,
        "language": reply.language,
        "media_ids": media_ids(looking, reply, in_time=lambda: steady() - began < UPLOADED_WITHIN_SECONDS) or None,
    }
    if steady() - began > LOOKED_WITHIN_SECONDS:
        raise TryLater("the server was too slow to show the post", after_seconds=WAIT_SECONDS, only_this=True)
    forget_uploads(calls, reply)
    told = calls.write(
        "v1",
        "statuses",
        content={name: value for name, value in content.items() if value not in (None, "")},
        key=reply.key,
    )
    receipt = receipt_for(told, how="created")
    if is_wider(visibility_of(told), reply.visibility):
        _take_down_again(calls, told)
    return receipt


def question_of(calls: Calls, reply: Reply) -> Status | None:
    """The post replied to as it is now, None where there is none to reply to. `Rejected` when it is gone."""
    if reply.target_uid is None:
        return None
    found = find_status(calls, reply.target_uid)
    if found is None:
        raise Rejected("the post is not there any more, or its author does not let us see it")
    return found


def text_to_send(reply: Reply, question: Status | None) -> str:
    """The text with the asker's mention before it, unless it is there: without it nobody is notified of a reply.

    Raises `Rejected` for a recipient that no account can be called.
    """
    if question is not None:
        name = str(question["account"]["acct"])
    elif reply.recipient_uid:
        if not (found := _HANDLE.fullmatch(reply.recipient_uid.strip())):
            raise Rejected("no account can have the name we wrote to")
        name = found[1]
    else:
        return reply.text
    mention = f"@{name}"
    if re.search(rf"(?<!\S){re.escape(mention)}(?![\w@.-])", reply.text, re.IGNORECASE):
        return reply.text
    return f"{mention} {reply.text}"


def receipt_for(told: Any, *, how: Any) -> Receipt:
    """Raises `Uncertain` for an answer that does not name the post."""
    try:
        uid, url = told["uri"], told.get("url") or told["uri"]
    except (KeyError, TypeError, AttributeError) as error:
        raise Uncertain("the server did not say what it made of the message") from error
    if not isinstance(uid, str) or not isinstance(url, str):
        raise Uncertain("the server did not say what it made of the message")
    return Receipt(uid=uid, url=url, how=how)


def _take_down_again(calls: Calls, told: Status) -> None:
    """Raises `Rejected` once it is gone, `Closed` when it is not: then a person must act at once."""
    try:
        delete_status(calls, told)
    except Failed as error:
        where = told.get("url") or told["uri"]
        raise Closed(f"the server shows a reply to more people than was asked, at {where}; delete it there") from error
    raise Rejected(_IN_PUBLIC)


def delete_status(calls: Calls, status: Status) -> None:
    """Takes our post down and makes sure that it is gone: snac2 2.75 answers 404 and keeps it.

    Raises `Rejected` when it is still there, and as `Calls.write`.
    """
    try:
        calls.write("v1", "statuses", str(status["id"]), content=None, method="DELETE")
    except Rejected:
        if find_status(calls, str(status["uri"])) is not None:
            where = status.get("url") or status["uri"]
            raise Rejected(f"the server lets no program take posts down; delete it by hand at {where}") from None
