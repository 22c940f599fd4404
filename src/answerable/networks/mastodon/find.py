"""From the address of a post, which is the same everywhere, to the post as our server has it, with its local id."""

import hashlib
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from answerable.networks.contract import Rejected, TryLater
from answerable.networks.mastodon.calls import Calls, SlowDown
from answerable.networks.mastodon.statuses import Status

_LOCAL_ID = re.compile(r"[0-9A-Za-z]{12,40}")


def find_status(calls: Calls, uri: str) -> Status | None:
    """The post `uri` as it is now; None when the server does not show it to us: gone, or its author blocks us.

    Whatever way leads to it, the server's own word for its `uri` decides. Raises `TryLater` or `Closed`.
    """
    if urlsplit(uri).scheme not in {"http", "https"}:
        return None
    return next((status for status in _candidates(calls, uri) if _is_named(status, uri)), None)


def _is_named(status: Status, uri: str) -> bool:
    """Whether it is that post, with what is needed to reply to it."""
    account = status.get("account")
    named = isinstance(account, dict) and isinstance(account.get("acct"), str) and isinstance(status.get("id"), str)
    return named and uri in (status.get("uri"), status.get("url"))


def _candidates(calls: Calls, uri: str) -> Iterator[Status]:
    """Cheapest first: a post of the server's own bears its id at the end; others are searched for by their address."""
    last = uri.rstrip("/").rpartition("/")[2]
    if _LOCAL_ID.fullmatch(last) and urlsplit(uri).netloc == urlsplit(calls.settings.address).netloc:
        yield from _by_id(calls, last)
    yield from _by_search(calls, uri)
    # snac2 2.75 does not search by address; its ids are ten digits of time, which it ignores, and the address's MD5.
    digest = hashlib.md5(uri.encode("utf-8", "replace"), usedforsecurity=False).hexdigest()
    yield from _by_id(calls, "0000000000" + digest)


def _by_id(calls: Calls, local_id: str) -> Iterator[Status]:
    try:
        found = calls.read("v1", "statuses", local_id)
    except Rejected:
        return
    if isinstance(found, dict):
        yield found


def _by_search(calls: Calls, uri: str) -> Iterator[Status]:
    try:
        found = calls.read("v2", "search", q=uri, type="statuses", resolve="true", limit="5")
    except Rejected:
        return
    except SlowDown:
        raise
    except TryLater as slow:
        # The server fetches the post first, from another that may be slow or gone: that holds up nobody else's answer.
        raise TryLater(slow.why, after_seconds=slow.after_seconds, only_this=True) from slow
    for status in found.get("statuses") or () if isinstance(found, dict) else ():
        if isinstance(status, dict):
            yield status
