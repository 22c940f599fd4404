"""The post that is replied to, looked at just before: whether it is there, lets us reply, and where its thread begins.

The server takes a reply to a post that was deleted, or whose author blocked us, and shows it to nobody (measured on
PDS 0.5.35): so this is asked before each reply.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from answerable.networks.bluesky.calls import Calls
from answerable.networks.bluesky.names import POST, AtUri
from answerable.networks.contract import Rejected, TryLater
from answerable.networks.outgoing import WAIT_SECONDS

MOST_AT_ONCE = 25
"""Of `app.bsky.feed.getPosts`, by its lexicon."""


@dataclass(frozen=True, slots=True)
class Thread:
    """Where a reply belongs, as strong references: address and version of the first post and of the one replied to."""

    root: Mapping[str, str]
    parent: Mapping[str, str]


def find_target(calls: Calls, uri: str) -> Thread:
    """Raises `Rejected` with the reason why nobody can reply to it, `TryLater`, `Closed`."""
    where = AtUri.read(uri)
    if where is None or where.collection != POST:
        raise Rejected("what is replied to is no post of Bluesky")
    views = views_of(calls, [uri])
    if uri not in views:
        raise Rejected(
            "the asker and our account do not see each other (one has blocked the other, or theirs is closed)"
            if record_exists(calls, where)
            else "the post was deleted"
        )
    return _thread(views[uri])


def _thread(view: Mapping[str, Any]) -> Thread:
    try:
        if (view.get("viewer") or {}).get("replyDisabled"):
            raise Rejected("the asker lets only some people reply")
        if ((view["author"].get("viewer")) or {}).get("blockedBy"):
            raise Rejected("the asker has blocked our account")
        parent = _reference(view)
        replied = view["record"].get("reply")
        return Thread(_reference(replied["root"]) if replied else parent, parent)
    except (KeyError, TypeError, AttributeError) as error:
        raise TryLater("Bluesky did not answer with a post", after_seconds=WAIT_SECONDS) from error


def _reference(part: Mapping[str, Any]) -> dict[str, str]:
    return {"uri": str(part["uri"]), "cid": str(part["cid"])}


def views_of(calls: Calls, uris: list[str]) -> dict[str, Mapping[str, Any]]:
    """Posts as they are now, by address; those that are gone or hidden from us are missing. `TryLater`, `Closed`."""
    views: dict[str, Mapping[str, Any]] = {}
    for start in range(0, len(uris), MOST_AT_ONCE):
        told = calls.ask("app.bsky.feed.getPosts", {"uris": uris[start : start + MOST_AT_ONCE]})
        try:
            views |= {str(view["uri"]): view for view in told["posts"]}
        except (KeyError, TypeError) as error:
            raise TryLater("Bluesky did not answer with posts", after_seconds=WAIT_SECONDS) from error
    return views


def record_exists(calls: Calls, where: AtUri) -> bool:
    """Whether the author still has the post in their repository; asked without signing in. Raises `TryLater`."""
    try:
        calls.ask("com.atproto.repo.getRecord", where_of(where), signed=False)
    except Rejected:
        return False
    return True


def where_of(where: AtUri) -> dict[str, str]:
    """The address as parameters of `com.atproto.repo.getRecord` and its like."""
    return {"repo": where.did, "collection": where.collection, "rkey": where.key}
