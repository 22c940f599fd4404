"""Reading an account of a Mastodon server as anyone can: its public posts, without a token."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from answerable.errors import Refused
from answerable.networks.contract import Rejected, TryLater
from answerable.networks.mastodon.statuses import words_of
from answerable.networks.outgoing import WAIT_SECONDS
from answerable.networks.seen import MOST_POSTS, SeenAccount, SeenPost, fetch

PAGE = 40
_NAME = re.compile(r"/(?:@|users/)?([\w.-]+)(?:@[\w.:-]+)?/?", re.ASCII)
_SHUT = (
    "This server shows no lists of posts to programs that are not signed in. If the account has a feed, name that "
    "instead: feed:https://server/@name.rss"
)


def see_account(address: str) -> SeenAccount:
    """The account by the address of its page. Raises `Refused` where it cannot be read by anyone, and as `fetch`."""
    parts = urlsplit(address)
    found = _NAME.fullmatch(parts.path)
    if found is None:
        raise Refused("This is not the page of an account. Write it as https://mastodon.example/@name.")
    server, name = f"{parts.scheme}://{parts.netloc}", found[1]
    try:
        account = fetch(f"{server}/api/v1/accounts/lookup", params={"acct": name})
        account_id = str(account["id"])
    except (Rejected, KeyError, TypeError) as error:
        raise Refused(f"{parts.netloc} has no account called {name}, or shows it to nobody.") from error
    statuses, is_whole = _statuses(server, account_id)
    own = [one for one in statuses if not one.get("reblog")]
    names = {address, str(account.get("url")), str(account.get("uri")), f"{name}@{parts.netloc}"}
    return SeenAccount(
        "mastodon",
        f"@{name}@{parts.netloc}",
        frozenset(one.rstrip("/").lower() for one in names),
        tuple(_post(one) for one in own),
        shared_count=len(statuses) - len(own),
        is_whole=is_whole,
    )


def _statuses(server: str, account_id: str) -> tuple[list[Mapping[str, Any]], bool]:
    """All that the server shows; and whether that is all. snac2 knows no pages, and shows its latest 256."""
    found: dict[str, Mapping[str, Any]] = {}
    params = {"limit": str(PAGE)}
    while len(found) < MOST_POSTS:
        fresh = {str(one["id"]): one for one in _page(server, account_id, params) if str(one["id"]) not in found}
        if not fresh:
            return list(found.values()), True
        found |= fresh
        params["max_id"] = str(list(fresh.values())[-1]["id"])
    return list(found.values()), False


def _page(server: str, account_id: str, params: Mapping[str, str]) -> list[Mapping[str, Any]]:
    try:
        told = fetch(f"{server}/api/v1/accounts/{account_id}/statuses", params=params)
    except Rejected as error:
        raise Refused(_SHUT) from error
    if not isinstance(told, list) or not all(isinstance(one, Mapping) and "id" in one for one in told):
        raise TryLater("the server did not answer with a list of posts", after_seconds=WAIT_SECONDS)
    return told


def _post(status: Mapping[str, Any]) -> SeenPost:
    warning, words = str(status.get("spoiler_text") or ""), words_of(status)
    try:
        at = datetime.fromisoformat(str(status.get("created_at")))
    except ValueError:
        at = None
    where = str(status.get("url") or status.get("uri") or "")
    return SeenPost(where, f"{warning}\n\n{words}" if warning else words, at)
