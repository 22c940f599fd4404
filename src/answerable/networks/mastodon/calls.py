"""One signed-in call to a Mastodon server, and the tables that turn status codes into the four failures."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import quote

from answerable.errors import Failed
from answerable.networks.contract import Closed, Rejected, TooLong, TryLater, Uncertain
from answerable.networks.mastodon.settings import MastodonSettings
from answerable.networks.outgoing import LONGEST_WAIT_SECONDS, WAIT_SECONDS, Outgoing, Response, wait_asked

TIMEOUT_SECONDS = 10.0
"""For a whole call."""

_SIGN_IN = "the server does not accept the access token; make a new one"
_NOT_ALLOWED = "the server does not allow this; the token lacks a permission, or the account is limited or suspended"
_ELSEWHERE = "the server answers at another address; correct the address of the channel"
_GONE = "the post is not there, or its author does not let us see it"

REFUSALS: Mapping[int, tuple[type[Closed | Rejected], str]] = {
    301: (Closed, _ELSEWHERE),
    302: (Closed, _ELSEWHERE),
    303: (Closed, _ELSEWHERE),
    307: (Closed, _ELSEWHERE),
    308: (Closed, _ELSEWHERE),
    400: (Rejected, "the server could not read the message"),
    401: (Closed, _SIGN_IN),
    403: (Closed, _NOT_ALLOWED),
    404: (Rejected, _GONE),
    405: (Rejected, "the server does not offer this"),
    410: (Rejected, _GONE),
    413: (TooLong, "the message is too large for the server"),
    415: (Rejected, "the server does not take messages of this form"),
    422: (TooLong, "the server does not take the message: it may be too long, or of a kind that it refuses"),
    501: (Rejected, "the server does not offer this"),
}
"""Status -> what it means. Never the body: its words come in the language of the account (Japanese was seen)."""


class SlowDown(TryLater):
    """The server's own limit is reached: it holds for whatever is asked next."""


@dataclass(frozen=True)
class Told:
    """What the server said: JSON, and the headers in lower case."""

    content: Any
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Calls:
    """A Mastodon server as our account sees it; each call stands alone, on a connection of its own."""

    settings: MastodonSettings
    outgoing: Outgoing

    def within(self, seconds: float) -> "Calls":
        """The same, where no call may take longer."""
        shorter = min(seconds, self.outgoing.timeout_seconds)
        return replace(self, outgoing=replace(self.outgoing, timeout_seconds=shorter))

    def read(self, *path: str, **params: str) -> Any:
        """The JSON at `/api/` and `path`. Raises `TryLater`, `Rejected` or `Closed`."""
        return self.ask(*path, params=params).content

    def ask(self, *path: str, params: Mapping[str, str] | None = None) -> Told:
        """As `read`, with the headers; `params` may have names that are none in Python."""
        response = self.outgoing.read(self._url(path), params=params, headers=self._headers())
        if response.status == 200:  # noqa: PLR2004
            try:
                return Told(response.json(), response.headers)
            except ValueError as error:
                raise TryLater("the server did not answer in JSON", after_seconds=WAIT_SECONDS) from error
        raise _translated(response) or TryLater(_unlisted(response), after_seconds=WAIT_SECONDS)

    def listed(self, *path: str, params: Mapping[str, str]) -> list[dict[str, Any]]:
        """As `read`, where a list of things is to be found; `TryLater` for anything else."""
        told = self.ask(*path, params=params).content
        if not isinstance(told, list) or not all(isinstance(one, dict) for one in told):
            raise TryLater("the server did not answer with a list", after_seconds=WAIT_SECONDS)
        return told

    def write(self, *path: str, content: Any, method: str = "POST", key: str = "") -> Any:
        """Sends `content` once, returns what the server made of it. Raises every child of `Failed`.

        `key` goes along as `Idempotency-Key`: it can only help. snac2 and Takahe ignore it, Mastodon keeps it an hour.
        """
        headers = self._headers() | ({"Idempotency-Key": key} if key else {})
        response = self.outgoing.write(self._url(path), content=content, method=method, headers=headers)
        if response.status == 200:  # noqa: PLR2004
            try:
                return response.json()
            except ValueError as error:
                raise Uncertain("the server did not answer in JSON") from error
        raise _translated(response) or Uncertain(_unlisted(response))

    def upload(self, *path: str, content: bytes, media_type: str) -> tuple[Any, bool]:
        """Sends a form once; what the server made of it, and whether it is done with it (202: it is still at work)."""
        headers = self._headers() | {"Content-Type": media_type}
        response = self.outgoing.write(self._url(path), content=content, headers=headers)
        if response.status in {200, 202}:
            try:
                return response.json(), response.status == 200  # noqa: PLR2004
            except ValueError as error:
                raise Uncertain("the server did not answer in JSON") from error
        raise _translated(response) or Uncertain(_unlisted(response))

    def _url(self, path: tuple[str, ...]) -> str:
        return self.settings.address.rstrip("/") + "/api/" + "/".join(quote(part, safe="") for part in path)

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.settings.token}", "Accept": "application/json"}


def _translated(response: Response) -> Failed | None:
    """The failure that a listed status means; None for another, which proves nothing about the effect."""
    if response.status == 429:  # noqa: PLR2004
        return SlowDown("the server asks us to slow down", after_seconds=wait_until_reset(response.headers))
    found = REFUSALS.get(response.status)
    return found[0](found[1]) if found else None


def wait_until_reset(headers: Mapping[str, str]) -> float:
    """Seconds until the window ends, by `X-RateLimit-Reset` and the server's own clock; else as `Retry-After` says."""
    written, now = headers.get("x-ratelimit-reset", "").strip(), day_and_time(headers)
    try:
        if re.fullmatch(r"[0-9]{9,11}(?:\.[0-9]+)?", written):
            reset = datetime.fromtimestamp(float(written), UTC)
        else:
            reset = datetime.fromisoformat(written)
        if now is None or reset.tzinfo is None:
            return wait_asked(headers)
    except (ValueError, OverflowError):
        return wait_asked(headers)
    # The header is cut to whole seconds by `Date`: a second more never asks too early.
    return min(max((reset - now).total_seconds() + 1.0, 1.0), LONGEST_WAIT_SECONDS)


def day_and_time(headers: Mapping[str, str]) -> datetime | None:
    """The server's own clock, by its `Date` header; None where it has none."""
    try:
        told = parsedate_to_datetime(headers.get("date", ""))
    except (ValueError, TypeError):
        return None
    return told if told.tzinfo else told.replace(tzinfo=UTC)


def _unlisted(response: Response) -> str:
    return f"the server answered {response.status}"
