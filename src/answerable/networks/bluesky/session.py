"""The session of an account: had with the app password, kept in this process only, refreshed before it ends.

A session is never stored. The app password in the sealed settings brings a new one whenever it is lost, so a refreshed
token has no second place where it could leak or be out of date. It costs one `createSession` for each start of a
process; Bluesky allows 30 in five minutes and 300 a day (docs.bsky.app, rate limits, repository of 2026-04-21).
"""

import base64
import functools
import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from answerable.networks.bluesky.failures import EXPIRED, code_of, failure_of, unlisted
from answerable.networks.bluesky.settings import BlueskySettings
from answerable.networks.contract import Closed, TryLater, Uncertain
from answerable.networks.outgoing import WAIT_SECONDS, Outgoing, Response

EARLY_SECONDS = 300.0
"""How long before its end a token is renewed: longer than any call lasts, so that none is sent with a dying one."""


@dataclass(frozen=True, slots=True)
class Session:
    """Who we are there, and the tokens of a while; `ends_at` is in seconds since 1970."""

    did: str
    handle: str
    access: str = field(repr=False)
    refresh: str = field(repr=False)
    ends_at: float


@dataclass
class Seat:
    """Where the session of one account stands in this process. One thread signs in at a time, the others wait.

    `blobs` are pictures that were uploaded, by their hash, as the server calls them.
    """

    lock: threading.Lock = field(default_factory=threading.Lock)
    session: Session | None = None
    rests_until: float = 0.0
    labelled: bool = False
    blobs: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    clock: Callable[[], float] = time.time


@functools.lru_cache(maxsize=64)
def seat_of(settings: BlueskySettings) -> Seat:
    """The seat of these settings; another password is another seat, so that it must prove itself."""
    del settings
    return Seat()


def session_of(settings: BlueskySettings, outgoing: Outgoing, seat: Seat) -> Session:
    """A session that lasts a while yet. Raises `TryLater` or `Closed`."""
    with seat.lock:
        kept, now = seat.session, seat.clock()
        if kept is not None and kept.ends_at - EARLY_SECONDS > now:
            return kept
        if now < seat.rests_until:
            raise TryLater("Bluesky asks us not to sign in for a while", after_seconds=seat.rests_until - now)
        seat.session = (_refreshed(settings, outgoing, kept) if kept else None) or _begun(settings, outgoing, seat)
        return seat.session


def drop_session(seat: Seat, session: Session) -> None:
    """Forgets a session that the server no longer takes, unless another thread has a new one already."""
    with seat.lock:
        if seat.session is session:
            seat.session = None


def _begun(settings: BlueskySettings, outgoing: Outgoing, seat: Seat) -> Session:
    response = _post(
        settings,
        outgoing,
        "com.atproto.server.createSession",
        content={"identifier": settings.handle, "password": settings.password.strip()},
    )
    if response.status == 200:  # noqa: PLR2004
        return _read(response)
    failure = failure_of(response, wrote=True) or TryLater(unlisted(response), after_seconds=WAIT_SECONDS)
    if isinstance(failure, TryLater):
        seat.rests_until = seat.clock() + failure.after_seconds
        raise failure
    # A wrong password, a handle of nobody, an account that is closed: only its keeper can mend it.
    raise failure if isinstance(failure, Closed) else Closed("Bluesky does not take the handle and the app password")


def _refreshed(settings: BlueskySettings, outgoing: Outgoing, session: Session) -> Session | None:
    """The next session, or None where only the app password helps. A refresh token is good once."""
    try:
        response = _post(
            settings,
            outgoing,
            "com.atproto.server.refreshSession",
            headers={"Authorization": f"Bearer {session.refresh}"},
        )
    except TryLater:
        # It may have been used up by the call that failed.
        return None
    return _read(response) if response.status == 200 else None  # noqa: PLR2004


def _post(
    settings: BlueskySettings,
    outgoing: Outgoing,
    name: str,
    *,
    content: Any = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Signing in changes nothing that anyone sees, so what is unclear is simply done again later."""
    try:
        return outgoing.write(f"{settings.service.rstrip('/')}/xrpc/{name}", content=content, headers=headers)
    except Uncertain as failed:
        raise TryLater(failed.why, after_seconds=WAIT_SECONDS) from failed


def _read(response: Response) -> Session:
    try:
        told = response.json()
        access, refresh = str(told["accessJwt"]), str(told["refreshJwt"])
        session = Session(str(told["did"]), str(told["handle"]), access, refresh, _end_of(access))
    except (ValueError, KeyError, TypeError) as error:
        raise TryLater("Bluesky did not answer with a session", after_seconds=WAIT_SECONDS) from error
    if told.get("active") is False:
        raise Closed("the account is deactivated, suspended or taken down")
    return session


def _end_of(token: str) -> float:
    """The `exp` of a JWT, which the server alone has to verify (RFC 7519, 4.1.4). Raises `ValueError`."""
    part = token.split(".")[1] if token.count(".") == 2 else ""  # noqa: PLR2004  three parts
    claims = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return float(claims["exp"])


def is_expired(response: Response) -> bool:
    """Whether the server turned the token down, and so did nothing."""
    return code_of(response) in EXPIRED
