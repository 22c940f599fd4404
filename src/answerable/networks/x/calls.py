"""One signed call to X, and the one table that turns its refusals into the four failures."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any

from answerable.networks.contract import Closed, Rejected, TryLater, Uncertain
from answerable.networks.outgoing import LONGEST_WAIT_SECONDS, WAIT_SECONDS, Outgoing, Response, wait_asked
from answerable.networks.x.settings import XSettings
from answerable.networks.x.signing import authorization

TIMEOUT_SECONDS = 15.0
FORBIDDEN = 403

Failure = type[Rejected | Closed]
BY_TYPE: Mapping[str, tuple[Failure, str]] = {
    "client-forbidden": (Closed, "the app is not let in to this part of X"),
    "usage-capped": (Closed, "the app's usage cap for this month is reached"),
    "not-authorized-for-resource": (Rejected, "the post is not shown to our account"),
    "resource-not-found": (Rejected, "the post is not there"),
    "invalid-request": (Rejected, "X could not read the message"),
}
BY_STATUS: Mapping[int, tuple[Failure, str]] = {
    400: (Rejected, "X could not read the message"),
    401: (Closed, "X does not know the keys and tokens"),
    402: (Closed, "the credits of the app are used up"),
    403: (Rejected, "X does not let us reply there"),
    404: (Rejected, "the post is not there"),
    413: (Rejected, "the message is too large"),
}
"""What a refusal means: by the last part of its type (documented in `response-codes-and-errors`), else by its status.
Never by its sentence, which is for people."""


@dataclass(frozen=True)
class Calls:
    """X as our account sees it; each call stands alone."""

    settings: XSettings
    outgoing: Outgoing

    def read(self, path: str, **params: str) -> Any:
        """The JSON found at `path`. Raises `TryLater`, `Rejected` or `Closed`."""
        response = self.outgoing.read(self._url(path), params=params, headers=self._headers("GET", path, params))
        if response.status == 200:  # noqa: PLR2004
            try:
                return response.json()
            except ValueError as error:
                raise TryLater("X did not answer in JSON", after_seconds=WAIT_SECONDS) from error
        raise _translated(response) or TryLater(_unlisted(response), after_seconds=WAIT_SECONDS)

    def write(self, method: str, path: str, content: Mapping[str, Any] | None = None) -> Any:
        """Sends once and returns what X made of it. Raises every child of `Failed`."""
        headers = self._headers(method, path, {})
        response = self.outgoing.write(self._url(path), content=content, method=method, headers=headers)
        if response.status in {200, 201}:
            try:
                return response.json()
            except ValueError as error:
                raise Uncertain("X did not answer in JSON") from error
        raise _translated(response) or Uncertain(_unlisted(response))

    def _url(self, path: str) -> str:
        return self.settings.address.rstrip("/") + path

    def _headers(self, method: str, path: str, params: Mapping[str, str]) -> dict[str, str]:
        return {"Authorization": authorization(self.settings, method, self._url(path), params)}


def _translated(response: Response) -> TryLater | Rejected | Closed | None:
    """The failure that a listed refusal means; None for one that is not listed, which proves nothing."""
    kind = _type(response)
    if kind in BY_TYPE:
        failure, why = BY_TYPE[kind]
        return failure(why)
    if response.status == 429:  # noqa: PLR2004
        return TryLater("X asks us to slow down", after_seconds=_until_reset(response.headers))
    found = BY_STATUS.get(response.status)
    return found[0](found[1]) if found else None


def _type(response: Response) -> str:
    try:
        return str(response.json()["type"]).rpartition("/")[2]
    except (ValueError, KeyError, TypeError):
        return ""


def _until_reset(headers: Mapping[str, str]) -> float:
    """Seconds until `x-rate-limit-reset` (seconds since 1970), measured by the server's own clock."""
    try:
        wait = int(headers["x-rate-limit-reset"]) - parsedate_to_datetime(headers["date"]).timestamp()
    except (KeyError, ValueError, TypeError):
        return wait_asked(headers)
    return min(max(wait, 1.0), LONGEST_WAIT_SECONDS)


def _unlisted(response: Response) -> str:
    return f"X answered {response.status}"
