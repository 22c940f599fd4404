"""Changing what was sent: its words put right in their place, or the whole of it taken back."""

import time
from typing import Any

from answerable.networks.contract import Receipt, Rejected, Reply, Uncertain
from answerable.networks.mastodon.calls import Calls
from answerable.networks.mastodon.find import find_status
from answerable.networks.mastodon.look_up import says
from answerable.networks.mastodon.pictures import forget_uploads, media_ids
from answerable.networks.mastodon.publish import UPLOADED_WITHIN_SECONDS, delete_status, receipt_for
from answerable.networks.mastodon.statuses import Status


def correct_reply(calls: Calls, reply: Reply, receipt_uid: str) -> Receipt:
    """Puts the words of `reply` into the post `receipt_uid`; done twice, the second changes nothing.

    Mastodon counts an edit as a post, and notifies whoever shared it; the post's history stays visible there. Raises
    `Rejected` when the post is gone, `Uncertain` when the server says that it did it and shows something else.
    """
    standing = find_status(calls, receipt_uid)
    if standing is None:
        raise Rejected("the reply to correct is not there any more")
    text = _with_same_mention(reply, standing)
    if not reply.pictures and not standing.get("media_attachments") and says(calls, standing, text):
        return receipt_for(standing, how="already there")
    content: dict[str, Any] = {"status": text, "spoiler_text": reply.content_warning, "language": reply.language}
    # An edit keeps no picture that it does not name, and nobody can tell whether one there has the same bytes.
    began = time.monotonic()
    content["media_ids"] = media_ids(calls, reply, in_time=lambda: time.monotonic() - began < UPLOADED_WITHIN_SECONDS)
    forget_uploads(calls, reply)
    told = calls.write("v1", "statuses", str(standing["id"]), content=content, method="PUT")
    receipt = receipt_for(told, how="created")
    if not says(calls, told, text):
        raise Uncertain("the server answered with other words than the correction")
    return receipt


def _with_same_mention(reply: Reply, standing: Status) -> str:
    """The new words after the mention that the old ones begin with: the asker, who may be gone by now."""
    asker = standing.get("in_reply_to_account_id")
    for one in standing.get("mentions") or ():
        if (asker is None or one.get("id") == asker) and one.get("acct") and f"@{one['acct']}" not in reply.text:
            return f"@{one['acct']} {reply.text}"
    return reply.text


def retract_reply(calls: Calls, receipt_uid: str) -> None:
    """Takes the post `receipt_uid` down; it may be gone already. Raises `Rejected` where the server cannot."""
    standing = find_status(calls, receipt_uid)
    if standing is not None:
        delete_status(calls, standing)
