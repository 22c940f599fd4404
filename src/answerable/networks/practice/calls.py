"""One signed-in call to the practice network, and the one table that turns its refusals into the four failures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from answerable.networks.contract import Closed, Rejected, TooLong, TryLater, Uncertain
from answerable.networks.outgoing import WAIT_SECONDS, Outgoing, Response, wait_asked
from answerable.networks.practice.settings import PracticeSettings

TIMEOUT_SECONDS = 4.0
"""For a whole call. The server's own slowness is bounded at one second, so more means that something is wrong."""

REFUSALS: Mapping[tuple[int, str], tuple[type[Rejected | Closed], str]] = {
    (400, "malformed"): (Rejected, "the practice network could not read the message"),
    (401, "not_signed_in"): (Closed, "the practice network does not know the token"),
    (401, "signed_out"): (Closed, "the sign-in was revoked"),
    (403, "suspended"): (Closed, "the account is suspended"),
    (403, "blocked"): (Rejected, "the asker has blocked our account"),
    (404, "no_such_post"): (Rejected, "the post is not there"),
    (404, "deleted"): (Rejected, "the post was deleted"),
    (413, "too_large"): (Rejected, "the message is too large"),
    (422, "no_such_picture"): (Rejected, "the practice network does not have the picture"),
    (422, "no_picture"): (Rejected, "the practice network does not take the picture"),
    (422, "empty"): (Rejected, "the message has no text"),
    (422, "too_long"): (TooLong, "the text is longer than the practice network takes"),
    (422, "not_text"): (Rejected, "the text holds characters that are not text"),
    (422, "no_such_recipient"): (Rejected, "no account can have the name we wrote to"),
}
"""Status and code of a refusal -> what it means. Never the message: that is for people and may be in any language."""


@dataclass(frozen=True)
class Calls:
    """The practice network as our account sees it; each call stands alone."""

    settings: PracticeSettings
    outgoing: Outgoing = field(default_factory=lambda: Outgoing("this machine", timeout_seconds=TIMEOUT_SECONDS))

    def read(self, *path: str, **params: str) -> Any:
        """The JSON found at `path`. Raises `TryLater`, `Rejected` or `Closed`."""
        response = self.outgoing.read(self._url(path), params=params, headers=self._headers())
        if response.status == 200:  # noqa: PLR2004
            try:
                return response.json()
            except ValueError as error:
                raise TryLater("the practice network did not answer in JSON", after_seconds=WAIT_SECONDS) from error
        raise _translated(response) or TryLater(_unlisted(response), after_seconds=WAIT_SECONDS)

    def write(self, *path: str, content: Mapping[str, Any]) -> Any:
        """Sends `content` once, returns what the network made of it. Raises every child of `Failed`."""
        return self._made(self.outgoing.write(self._url(path), content=content, headers=self._headers()))

    def upload(self, content: bytes, media_type: str) -> Any:
        """Sends a picture once. Raises every child of `Failed`."""
        headers = self._headers() | {"Content-Type": media_type}
        return self._made(self.outgoing.write(self._url(("pictures",)), content=content, headers=headers))

    @staticmethod
    def _made(response: Response) -> Any:
        if response.status == 201:  # noqa: PLR2004
            try:
                return response.json()
            except ValueError as error:
                raise Uncertain("the practice network did not answer in JSON") from error
        raise _translated(response) or Uncertain(_unlisted(response))

    def address_of(self, path: str) -> str:
        """The web address at which a person sees `path`."""
        return self.settings.address.rstrip("/") + path

    def _url(self, path: tuple[str, ...]) -> str:
        return self.address_of("/api/" + "/".join(quote(part, safe="") for part in path))

    def _headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.settings.token}"}


def _translated(response: Response) -> TryLater | Rejected | Closed | None:
    """The failure a listed refusal means; None for one that is not listed, which proves nothing about the effect."""
    if response.status == 429:  # noqa: PLR2004
        return TryLater("the practice network asks us to slow down", after_seconds=wait_asked(response.headers))
    found = REFUSALS.get((response.status, _code(response)))
    return found[0](found[1]) if found else None


def _code(response: Response) -> str:
    try:
        return str(response.json()["error"]["code"])
    except (ValueError, KeyError, TypeError):
        return ""


def _unlisted(response: Response) -> str:
    return f"the practice network answered {response.status}"
