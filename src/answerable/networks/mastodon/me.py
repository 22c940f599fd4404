"""Whose account the access token opens."""

from typing import Any
from urllib.parse import urlsplit

from answerable.networks.contract import Closed, Rejected, TryLater
from answerable.networks.mastodon.calls import Calls
from answerable.networks.mastodon.place import Me
from answerable.networks.outgoing import WAIT_SECONDS


def whose_account(calls: Calls) -> dict[str, Any]:
    """The account as the server tells it. Raises `Closed` where the token opens none, `TryLater` for other answers.

    A token that is not known gets 401 from Mastodon and 422 from snac2; one of a program without an account gets 422
    from Mastodon too.
    """
    try:
        told = calls.read("v1", "accounts", "verify_credentials")
    except Rejected as error:
        raise Closed("the token opens no account on this server; check the address and make a new token") from error
    if not isinstance(told, dict) or not all(isinstance(told.get(name), str) for name in ("id", "username", "url")):
        raise TryLater("the server did not say whose account it is", after_seconds=WAIT_SECONDS)
    return told


def me_of(account: dict[str, Any]) -> Me:
    """What is remembered of it."""
    return Me(account["id"], account["username"], urlsplit(account["url"]).netloc)
