"""Reading an account of the AT Protocol as anyone can: who it is, where it is kept, and every post of it."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from answerable.errors import Refused
from answerable.networks.bluesky.names import POST, AtUri, is_did
from answerable.networks.bluesky.payloads import moment_in
from answerable.networks.contract import Rejected, TryLater
from answerable.networks.outgoing import WAIT_SECONDS
from answerable.networks.reach import Reach, reach_of
from answerable.networks.seen import MOST_POSTS, SeenAccount, SeenPost, fetch

APP_VIEW = "https://public.api.bsky.app"
"""Bluesky's own for those who are not signed in (docs.bsky.app, "API hosts and auth", repository of 2026-04-21)."""
DIRECTORY = "https://plc.directory"
PAGE = 100


def see_account(name: str, *, server: str = "", directory: str = DIRECTORY) -> SeenAccount:
    """The account by its handle or permanent name, read from the server that keeps it.

    `server` is asked in place of those named by the public directories. Raises `Refused` for an account that there is
    not, and as `fetch`.
    """
    handle = name.strip().lstrip("@").lower()
    did = handle if is_did(handle) else _resolve(handle, server or APP_VIEW)
    where = server or _home_of(did, directory)
    reach: Reach = reach_of(server) if server else "world"
    posts, is_whole = _posts(did, where.rstrip("/"), reach)
    names = {did, handle, f"https://bsky.app/profile/{did}", f"https://bsky.app/profile/{handle}"}
    return SeenAccount("bluesky", f"@{handle}", frozenset(names), posts, is_whole=is_whole)


def _resolve(handle: str, server: str) -> str:
    try:
        told = fetch(f"{server.rstrip('/')}/xrpc/com.atproto.identity.resolveHandle", params={"handle": handle})
        did = str(told["did"])
    except (Rejected, KeyError, TypeError) as error:
        raise Refused(f"Nobody on Bluesky has the handle {handle}. Check how it is written.") from error
    if not is_did(did):
        raise Refused(f"Nobody on Bluesky has the handle {handle}. Check how it is written.")
    return did


def _home_of(did: str, directory: str) -> str:
    """The server that keeps the account, as its own document says (atproto.com/specs/did)."""
    kind, _, rest = did.removeprefix("did:").partition(":")
    address = f"https://{rest}/.well-known/did.json" if kind == "web" else f"{directory.rstrip('/')}/{quote(did)}"
    try:
        told = fetch(address)
        homes = [str(one["serviceEndpoint"]) for one in told["service"] if str(one["id"]).endswith("#atproto_pds")]
    except (Rejected, KeyError, TypeError) as error:
        raise Refused("The account's own document cannot be read, so nobody knows where its posts are.") from error
    if not homes:
        raise Refused("The account has no server at present: it was closed, or is being moved.")
    return homes[0]


def _posts(did: str, where: str, reach: Reach) -> tuple[tuple[SeenPost, ...], bool]:
    """All posts of the repository, the newest keys first; and whether that is all there are."""
    found: list[SeenPost] = []
    params = {"repo": did, "collection": POST, "limit": str(PAGE)}
    while len(found) < MOST_POSTS:
        told = fetch(f"{where}/xrpc/com.atproto.repo.listRecords", params=params, reach=reach)
        try:
            found += [_post(one) for one in told["records"]]
            cursor = str(told.get("cursor") or "")
        except (KeyError, TypeError, AttributeError) as error:
            raise TryLater("the server did not answer with a list of posts", after_seconds=WAIT_SECONDS) from error
        if not cursor or cursor == params.get("cursor"):
            return tuple(found), True
        params["cursor"] = cursor
    return tuple(found), False


def _post(one: Mapping[str, Any]) -> SeenPost:
    where = AtUri.read(one["uri"])
    record: Mapping[str, Any] = one["value"]
    return SeenPost(where.link if where else str(one["uri"]), str(record.get("text", "")), moment_in(record))
