"""Writing on the practice network: one reply sent once, and the search for it by our own reference."""

from typing import Any

from answerable.networks.attached import Attachment
from answerable.networks.contract import Receipt, Rejected, Reply, TryLater, Uncertain
from answerable.networks.outgoing import WAIT_SECONDS
from answerable.networks.practice.calls import Calls


def publish_reply(calls: Calls, reply: Reply) -> Receipt:
    """Sends `reply` once, with its key as our reference. The network keeps the reference but refuses no repeat.

    Raises every child of `Failed`.
    """
    told = calls.write(
        "posts",
        content={
            "text": reply.text,
            "language": reply.language,
            "reference": reply.key,
            "in_reply_to": reply.target_uid,
            "to": reply.recipient_uid,
            "pictures": [_uploaded(calls, one) for one in reply.pictures],
        },
    )
    try:
        return Receipt(uid=str(told["uid"]), url=calls.address_of(told["path"]), how="created")
    except (KeyError, TypeError) as error:
        raise Uncertain("the practice network did not say what it made of the message") from error


def _uploaded(calls: Calls, picture: Attachment) -> dict[str, str]:
    """The name under which the network has the picture; nobody sees it before a post carries it."""
    try:
        return {"name": str(calls.upload(picture.content, picture.media_type)["name"]), "alt": picture.alt}
    except Uncertain as unclear:
        raise TryLater(unclear.why, after_seconds=WAIT_SECONDS) from unclear
    except (KeyError, TypeError) as error:
        raise TryLater("the practice network did not take a picture", after_seconds=WAIT_SECONDS) from error


def find_reply(calls: Calls, reply: Reply) -> Receipt | None:
    """Looks for our reference under the post replied to; when that is gone, or there was none, in our own timeline.

    Raises `TryLater` or `Closed` when it could not look everywhere it must.
    """
    account = calls.settings.account
    if reply.target_uid is not None:
        try:
            return _search(calls, "posts", reply.target_uid, "replies", key=reply.key, author=account)
        except Rejected:
            # The post was taken down and its replies are no longer listed under it; ours may still stand on its own.
            pass
    return _search(calls, "accounts", account, "posts", key=reply.key, reference=reply.key)


def _search(calls: Calls, *path: str, key: str, **chosen: str) -> Receipt | None:
    after, more = "0", True
    while more:
        told = calls.read(*path, min_id=after, **chosen)
        try:
            found = next((item for item in told["items"] if item["reference"] == key), None)
            if found:
                return _receipt(calls, found)
            more = bool(told["more"])
            after = told["items"][-1]["id"] if more else after
        except (KeyError, TypeError, IndexError) as error:
            raise TryLater("the practice network did not answer with a list", after_seconds=WAIT_SECONDS) from error
    return None


def _receipt(calls: Calls, item: Any) -> Receipt:
    return Receipt(uid=str(item["uid"]), url=calls.address_of(item["path"]), how="found")
