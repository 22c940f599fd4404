"""Calls to an AT Protocol server by XRPC: questions and procedures, signed in or not, each call standing alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from answerable.networks.bluesky.failures import code_of, failure_of, unlisted
from answerable.networks.bluesky.session import Seat, Session, drop_session, is_expired, seat_of, session_of
from answerable.networks.bluesky.settings import BlueskySettings
from answerable.networks.contract import TryLater, Uncertain
from answerable.networks.outgoing import WAIT_SECONDS, Outgoing, Response

TIMEOUT_SECONDS = 12.0
"""For a whole call. A busy server of Bluesky's takes seconds for a write."""

Params = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True)
class Calls:
    """The network as our account sees it."""

    settings: BlueskySettings
    outgoing: Outgoing
    seat: Seat = field(repr=False)

    @classmethod
    def of(cls, settings: BlueskySettings) -> "Calls":
        """For the account of these settings; nothing is called yet."""
        return cls(settings, Outgoing(settings.reach, timeout_seconds=TIMEOUT_SECONDS), seat_of(settings))

    def session(self) -> Session:
        """Who we are, signed in. Raises `TryLater` or `Closed`."""
        return session_of(self.settings, self.outgoing, self.seat)

    def ask(self, name: str, params: Params, *, signed: bool = True) -> Any:
        """What the server answers to a question. Raises `TryLater`, `Rejected` or `Closed`.

        A question asked with a session that is over is asked once more with a new one: it changes nothing.
        """
        response, session = self._ask(name, params, signed=signed)
        if session is not None and is_expired(response):
            drop_session(self.seat, session)
            response, _session = self._ask(name, params, signed=signed)
        if response.status == 200:  # noqa: PLR2004
            try:
                return response.json()
            except ValueError as error:
                raise TryLater("Bluesky did not answer in JSON", after_seconds=WAIT_SECONDS) from error
        raise failure_of(response) or TryLater(unlisted(response), after_seconds=WAIT_SECONDS)

    def tell(self, name: str, content: Mapping[str, Any] | bytes, *, media_type: str = "application/json") -> Any:
        """Runs a procedure once, signed in. Raises every child of `Failed`."""
        session = self.session()
        headers = _signed(session) | {"Content-Type": media_type}
        response = self.outgoing.write(self._url(name), content=content, headers=headers)
        if response.status == 200:  # noqa: PLR2004
            try:
                return response.json()
            except ValueError as error:
                raise Uncertain("Bluesky did not answer in JSON") from error
        if is_expired(response):
            drop_session(self.seat, session)
        if code_of(response) == "BlobNotFound":
            # It throws away what no post took for a while; the next try uploads it again.
            self.seat.blobs.clear()
            raise TryLater("Bluesky has the pictures no more", after_seconds=1.0, only_this=True)
        raise failure_of(response, wrote=True) or Uncertain(unlisted(response))

    def _ask(self, name: str, params: Params, *, signed: bool) -> tuple[Response, Session | None]:
        session = self.session() if signed else None
        url = f"{self._url(name)}?{urlencode(params, doseq=True)}"
        return self.outgoing.read(url, headers=_signed(session)), session

    def _url(self, name: str) -> str:
        return f"{self.settings.service.rstrip('/')}/xrpc/{name}"


def _signed(session: Session | None) -> dict[str, str]:
    return {"Authorization": f"Bearer {session.access}"} if session else {}
