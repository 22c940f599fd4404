"""Reading by asking: notifications from the newest down, search for our plain handle, our own posts, what vanished.

Notifications are sorted by the earlier of two moments, when the post says it was written and when the network saw it;
so a post with a wrong clock or from a bridge appears years down. Each pass therefore goes down until a page is known
and older than an overlap, and once a day one pass goes down to the end (measured on the app view 0.0.280). The stream
(`stream.py`) is the second net, independent of this one.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from answerable.networks.bluesky.calls import Calls
from answerable.networks.bluesky.limits import PAGE_MOST
from answerable.networks.bluesky.names import POST, AtUri
from answerable.networks.bluesky.pass_over import Pass, in_utc
from answerable.networks.bluesky.payloads import DELETED, is_asking, names_handle, payload_of
from answerable.networks.bluesky.target import record_exists, views_of
from answerable.networks.contract import Page, Raw, Rejected, TryLater
from answerable.networks.outgoing import WAIT_SECONDS

REASONS = ("mention", "reply", "quote")


def read_page(calls: Calls, bookmark: str | None, *, at: datetime) -> Page:
    """One page of the pass that `bookmark` stands in; a `bookmark` of None begins with one down to the end.

    Raises `TryLater` or `Closed`.
    """
    now = Pass.from_bookmark(bookmark, at=at)
    if now.part == "own":
        items, cursor = _own_posts(calls, now.cursor)
        following = now.own_page_read(cursor)
        return Page(tuple(items), following.bookmark(), more=following.is_under_way)
    beside, own = ([], "") if now.cursor else _beside(calls)
    notifications, cursor = _notifications(calls, now.cursor)
    views = views_of(calls, [str(one["uri"]) for one in notifications]) if now.is_near_the_top else {}
    items = [_told(calls, views.get(str(one["uri"]), one)) for one in notifications]
    places = [(raw.uid, _sorted_at(one)) for one, raw in zip(notifications, items, strict=True)]
    following, missing = now.page_read(places, cursor, own=own)
    found: dict[str, Raw] = {}
    for raw in (*items, *beside, *_vanished(calls, missing)):
        found.setdefault(raw.uid, raw)
    return Page(tuple(found.values()), following.bookmark(), more=following.is_under_way)


def _beside(calls: Calls) -> tuple[list[Raw], str]:
    """What comes with the first page of each pass: what the search finds, and the newest of our own posts."""
    own, cursor = _own_posts(calls, "")
    return _searched(calls) + own, cursor


def _notifications(calls: Calls, cursor: str) -> tuple[list[Mapping[str, Any]], str]:
    params = {"limit": str(PAGE_MOST), "reasons": REASONS} | ({"cursor": cursor} if cursor else {})
    told = calls.ask("app.bsky.notification.listNotifications", params)
    found, cursor = _listed(told, "notifications")
    return [one for one in found if one.get("reason") in REASONS and _is_post(one)], cursor


def _sorted_at(one: Mapping[str, Any]) -> str:
    """The place in the order, which the network does not tell: the earlier of when it was seen and written."""
    seen = str(one.get("indexedAt", ""))
    try:
        moment = datetime.fromisoformat(str(_record(one).get("createdAt")))
        return min(seen, in_utc(moment if moment.tzinfo else moment.replace(tzinfo=UTC)))
    except (ValueError, OverflowError):
        return seen


def _searched(calls: Calls) -> list[Raw]:
    """Posts that write our handle without a mention: of those the network sends no notification.

    The search may be off, or slow, or refuse: it is one more net, and the others must not fall with it.
    """
    handle = calls.settings.handle
    try:
        params = {"q": f"@{handle}", "sort": "latest", "limit": str(PAGE_MOST)}
        found, _cursor = _listed(calls.ask("app.bsky.feed.searchPosts", params), "posts")
    except (TryLater, Rejected):
        return []
    return [_told(calls, one) for one in found if _is_post(one) and names_handle(str(_record(one)["text"]), handle)]


def _own_posts(calls: Calls, cursor: str) -> tuple[list[Raw], str]:
    """What our account wrote, by the desk or by hand: the newest keys first."""
    session = calls.session()
    params = {"repo": session.did, "collection": POST, "limit": str(PAGE_MOST)} | ({"cursor": cursor} if cursor else {})
    found, cursor = _listed(calls.ask("com.atproto.repo.listRecords", params, signed=False), "records")
    us = {"did": session.did, "handle": session.handle}
    items = [
        payload_of(str(one["uri"]), str(one["cid"]), us, one["value"], us=session.did, asks_us=False)
        for one in found
        if _is_post({**one, "record": one.get("value"), "author": us})
    ]
    return items, cursor


def _vanished(calls: Calls, uris: list[str]) -> Iterator[Raw]:
    """Those of `uris` that their authors deleted. Hidden from us is not deleted: a block, a closed account."""
    for uri in uris:
        where = AtUri.read(uri)
        if where is not None and not record_exists(calls, where):
            yield Raw(uri, DELETED)


def _told(calls: Calls, one: Mapping[str, Any]) -> Raw:
    """A notification or a post, which have the same shape in what we keep."""
    us, record = calls.session().did, _record(one)
    asks_us = is_asking(record, us=us, handle=calls.settings.handle)
    return payload_of(str(one["uri"]), str(one["cid"]), one["author"], record, us=us, asks_us=asks_us)


def _record(one: Mapping[str, Any]) -> Mapping[str, Any]:
    record = one.get("record")
    return record if isinstance(record, Mapping) else {}


def _is_post(one: Mapping[str, Any]) -> bool:
    """Whether it has the shape of a post; what has not is left, so that one odd item does not hide the others."""
    where = AtUri.read(one.get("uri"))
    author = one.get("author")
    named = isinstance(author, Mapping) and isinstance(author.get("did"), str)
    return where is not None and where.collection == POST and named and isinstance(_record(one).get("text"), str)


def _listed(told: Any, name: str) -> tuple[list[Mapping[str, Any]], str]:
    try:
        return [one for one in told[name] if isinstance(one, Mapping)], str(told.get("cursor") or "")
    except (KeyError, TypeError, AttributeError) as error:
        raise TryLater("Bluesky did not answer with a list", after_seconds=WAIT_SECONDS) from error
