"""The one table that turns what an AT Protocol server answers into the four failures."""

from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from answerable.networks.contract import Closed, Rejected, TooLong, TryLater
from answerable.networks.outgoing import LONGEST_WAIT_SECONDS, WAIT_SECONDS, Response, wait_asked

Known = TryLater | Rejected | Closed

EXPIRED = frozenset({"ExpiredToken", "InvalidToken"})
"""The session is over; nothing was done, and a new one is had with the app password."""

TOO_MANY = frozenset({"RateLimitExceeded"})

UNAUTHORISED = frozenset({401, 403})

MEANINGS: Mapping[str, tuple[type[Rejected | Closed], str]] = {
    "InvalidRequest": (TooLong, "Bluesky does not take the message as it is (too long, or not well formed)"),
    "InvalidRecord": (TooLong, "Bluesky does not take the message as it is (too long, or not well formed)"),
    "InvalidSwap": (Rejected, "another message stands where this one belongs"),
    "RecordNotFound": (Rejected, "the post is not there"),
    "NotFound": (Rejected, "the post is not there"),
    "BlockedActor": (Rejected, "our account has blocked the asker"),
    "BlockedByActor": (Rejected, "the asker has blocked our account"),
    "PayloadTooLarge": (TooLong, "the message is too large"),
    "AuthenticationRequired": (Closed, "Bluesky does not take the handle and the app password"),
    "AuthMissing": (Closed, "Bluesky does not take the sign-in"),
    "AuthFactorTokenRequired": (Closed, "Bluesky asks for a second factor: connect the channel with an app password"),
    "ScopeMissingError": (Closed, "the sign-in does not allow this: connect the channel again"),
    "InsufficientScope": (Closed, "the sign-in does not allow this: connect the channel again"),
}
"""Names of errors (`error` in the body of an XRPC answer) -> what they mean. Never the message: it is for people and
may be in any language. Names: the lexicons of com.atproto.* and app.bsky.*, and the source of PDS 0.5.35."""

ACCOUNTS: Mapping[str, str] = {
    "AccountTakedown": "Bluesky has taken the account down",
    "AccountSuspended": "Bluesky has suspended the account",
    "AccountDeactivated": "the account is deactivated",
    "AccountNotFound": "there is no such account",
    "RepoNotFound": "there is no such account",
    "RepoTakendown": "Bluesky has taken the account down",
    "RepoSuspended": "Bluesky has suspended the account",
    "RepoDeactivated": "the account is deactivated",
    "HandleNotFound": "there is no account of this handle",
}
"""The same, about an account: ours where the sign-in was refused or something was written, else the other person's."""


def code_of(response: Response) -> str:
    """The name of the error; empty where the body has none."""
    try:
        return str(response.json()["error"])
    except (ValueError, KeyError, TypeError):
        return ""


def failure_of(response: Response, *, wrote: bool = False) -> Known | None:
    """The failure that a listed answer means; None for an unlisted one, which proves nothing about the effect."""
    code = code_of(response)
    if response.status == 429 or code in TOO_MANY:  # noqa: PLR2004
        return TryLater("Bluesky asks us to slow down", after_seconds=_wait(response.headers))
    if code in EXPIRED:
        return TryLater("the session on Bluesky was over", after_seconds=0.0)
    if code in ACCOUNTS:
        return (Closed if wrote or response.status in UNAUTHORISED else Rejected)(ACCOUNTS[code])
    found = MEANINGS.get(code)
    return found[0](found[1]) if found else None


def unlisted(response: Response) -> str:
    """Words for an answer that is not in the table."""
    return f"Bluesky answered {response.status}"


def _wait(headers: Mapping[str, str]) -> float:
    """Seconds by `Retry-After`, else until `ratelimit-reset`, a moment of the server's clock; theirs, never ours."""
    if "retry-after" in headers:
        return wait_asked(headers)
    try:
        now = parsedate_to_datetime(headers["date"]).timestamp()
        return min(max(float(headers["ratelimit-reset"]) - now, 1.0), LONGEST_WAIT_SECONDS)
    except (KeyError, ValueError, TypeError):
        return WAIT_SECONDS
