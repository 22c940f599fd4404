"""Writing on X: one reply sent once, found again in our own posts by the post it answers and its words, taken back."""

from typing import Any

from answerable.networks.contract import Closed, Receipt, Rejected, Reply, TryLater, Uncertain
from answerable.networks.outgoing import WAIT_SECONDS
from answerable.networks.x.calls import Calls
from answerable.networks.x.read import FIELDS, who_we_are, words_of

MOST_PAGES = 32
"""X shows the newest 3,200 posts of an account, a hundred on each page."""


def publish_reply(calls: Calls, reply: Reply) -> Receipt:
    """Sends `reply` once. Raises every child of `Failed`.

    Nobody is written to who did not write to us: a message that only names an account is turned down here.
    """
    if reply.target_uid is None and reply.recipient_uid is not None:
        raise Rejected("on X only people who mentioned or quoted us are written to, under their post")
    content: dict[str, Any] = {"text": reply.text}
    if reply.target_uid is not None:
        content["reply"] = {"in_reply_to_tweet_id": reply.target_uid}
    try:
        told = calls.write("POST", "/2/tweets", content)
    except Rejected:
        _check_still_let_in(calls)
        raise
    try:
        return _receipt(calls, str(told["data"]["id"]), "created")
    except (KeyError, TypeError) as error:
        raise Uncertain("X did not say what it made of the message") from error


def _check_still_let_in(calls: Calls) -> None:
    """A suspended account is refused with the same words as one reply: then nobody else is to be turned down for it."""
    try:
        who_we_are(calls)
    except Rejected as refused:
        raise Closed("X lets our account do nothing any more") from refused
    except TryLater as away:
        raise TryLater("X refused the message and then did not answer", after_seconds=away.after_seconds) from away


def find_reply(calls: Calls, reply: Reply) -> Receipt | None:
    """Our own post with these words under that post. Raises `TryLater` or `Closed` where it could not look all over."""
    user_id, place = who_we_are(calls)[0], ""
    for _page in range(MOST_PAGES):
        told = calls.read(f"/2/users/{user_id}/tweets", **FIELDS, **({"pagination_token": place} if place else {}))
        try:
            for post in told.get("data", ()):
                if _is_ours(post, reply):
                    return _receipt(calls, str(post["id"]), "found")
            place = str(told["meta"].get("next_token", ""))
        except (KeyError, TypeError, AttributeError) as error:
            raise TryLater("X did not answer with a list", after_seconds=WAIT_SECONDS) from error
        if not place:
            return None
    raise TryLater("there are too many posts to look through", after_seconds=WAIT_SECONDS)


def _is_ours(post: Any, reply: Reply) -> bool:
    above = [one["id"] for one in post.get("referenced_tweets", ()) if one["type"] == "replied_to"]
    is_there = above == ([reply.target_uid] if reply.target_uid else [])
    # X puts the name of whom we answer before the words.
    return is_there and _bare(words_of(post)).endswith(_bare(reply.text))


def _bare(text: str) -> str:
    return " ".join(text.split())


def retract_reply(calls: Calls, receipt_uid: str) -> None:
    """Deletes our post; one that is gone already is no failure. Raises every child of `Failed`."""
    try:
        calls.write("DELETE", f"/2/tweets/{receipt_uid}")
    except Rejected as refused:
        if refused.why != "the post is not there":
            raise


def _receipt(calls: Calls, uid: str, how: Any) -> Receipt:
    return Receipt(uid, f"https://x.com/{calls.settings.account}/status/{uid}", how)
