"""Whether the access token works and for what, by calls that change nothing."""

from collections.abc import Iterator
from typing import Any

from answerable.networks.contract import Account, Closed, Rejected, TryLater
from answerable.networks.mastodon.calls import Calls
from answerable.networks.mastodon.limits import keeps_visibility
from answerable.networks.mastodon.me import whose_account
from answerable.networks.mastodon.parse import whole_name
from answerable.networks.outgoing import WAIT_SECONDS

WRITES = frozenset({"write", "write:statuses"})


def prove_account(calls: Calls) -> Account:
    """Whose account it is. Raises `Closed` when the token does not do, `TryLater` when the server does not answer."""
    told = whose_account(calls)
    try:
        listed = calls.ask("v1", "notifications", params={"limit": "1"})
        _try_search(calls)
        name = "@" + whole_name(told)
    except Rejected as error:
        raise Closed("the server does not list notifications, so that nobody could be heard there") from error
    except (KeyError, TypeError) as error:
        raise TryLater("the server did not say whose account it is", after_seconds=WAIT_SECONDS) from error
    pages = "link" in listed.headers or not listed.content
    return Account(name=name, url=told["url"], notes=tuple(_notes(calls, pages=pages)))


def _try_search(calls: Calls) -> None:
    """Raises `Closed` for a token that may not search: without it no question of another server is found again."""
    try:
        calls.read("v2", "search", q="answerable", type="statuses", limit="1")
    except Rejected:
        # There is no search, as on servers that need none.
        return


def _notes(calls: Calls, *, pages: bool) -> Iterator[str]:
    """What the keeper should know. Only some servers tell; a question that they do not know is no trouble."""
    scopes = _told(calls, "v1", "apps", "verify_credentials").get("scopes")
    if isinstance(scopes, list) and not WRITES & set(scopes):
        yield "The token may not write: nobody can be answered. Make a new one with the permissions read and write."
    policy = _told(calls, "v2", "notifications", "policy")
    if "drop" in policy.values():
        yield (
            "The account ignores notifications from some people, so that their questions are never heard. "
            "Change it in the server's notification settings."
        )
    if not pages:
        # snac2: 64, likes and follows among them. Nothing else that it offers to programs lists mentions by strangers.
        yield "The server lists its latest notifications only: what comes in a rush while we do not read can be missed."
    if not keeps_visibility(calls):
        yield "The server cannot keep a reply from the public. Replies that must not be public are not sent there."


def _told(calls: Calls, *path: str) -> dict[str, Any]:
    try:
        told = calls.read(*path)
    except (Rejected, Closed):
        return {}
    return told if isinstance(told, dict) else {}
