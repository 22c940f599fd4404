"""GOV.UK Notify as the way out: one template, our reference on each email, and its table of errors.

Source: docs.notifications.service.gov.uk, REST API, and the official client 13.0.0; checked 28 November 2026.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import jwt

from answerable.errors import Failed
from answerable.networks.contract import Closed, Raw, Receipt, Rejected, Reply, TryLater, Uncertain
from answerable.networks.email.message import text_of
from answerable.networks.email.settings import EmailSettings
from answerable.networks.outgoing import WAIT_SECONDS, Outgoing, Response, wait_asked

ADDRESS = "https://api.notifications.service.gov.uk"

_TOMORROW_SECONDS = 3_600.0
"""A day's allowance begins anew at midnight; asked once an hour, nobody needs to know whose."""

_LASTING = frozenset({"permanent-failure", "technical-failure"})

WHY: Mapping[str, str] = {
    "permanent-failure": "there is no such address",
    "technical-failure": "the mail could not be sent by GOV.UK Notify",
    "temporary-failure": "the mailbox could not be reached for three days",
}
"""What Notify says became of an email, in our words."""


@dataclass(frozen=True)
class Notify:
    """One service of Notify, opened with its key. `now` is the clock that its tokens are made by, in seconds."""

    settings: EmailSettings
    address: str = ADDRESS
    outgoing: Outgoing = field(default_factory=lambda: Outgoing("world"))
    now: Callable[[], float] = time.time

    def prove(self) -> str:
        """Reads the template and returns its name. Raises `Closed` where it is not what we need, or `TryLater`."""
        told = self._read(f"/v2/template/{self.settings.notify_template.strip()}")
        text = f"{told.get('subject')} {told.get('body')}"
        if told.get("type") != "email" or "((subject))" not in text or "((body))" not in text:
            raise Closed("the template in GOV.UK Notify must be an email with ((subject)) and ((body))")
        return str(told.get("name") or "")

    def send(self, reply: Reply, *, recipient: str, subject: str) -> Receipt:
        """Sends once, with our key as Notify's reference. Raises every child of `Failed`."""
        content: dict[str, Any] = {
            "email_address": recipient,
            "template_id": self.settings.notify_template.strip(),
            "personalisation": {"subject": subject, "body": text_of(reply)},
            "reference": reply.key,
        }
        if self.settings.notify_reply_to:
            content["email_reply_to_id"] = self.settings.notify_reply_to.strip()
        response = self.outgoing.write(self._url("/v2/notifications/email"), content=content, headers=self._headers())
        if response.status != 201:  # noqa: PLR2004
            raise _translated(response) or Uncertain(f"GOV.UK Notify answered {response.status}")
        try:
            return Receipt(uid=str(response.json()["id"]), url="")
        except (ValueError, KeyError, TypeError) as error:
            raise Uncertain("GOV.UK Notify did not say what it made of the mail") from error

    def find(self, key: str) -> Receipt | None:
        """The email with our reference, among those Notify still keeps (seven days). Raises `TryLater` or `Closed`."""
        found = self._listed(reference=key)
        return Receipt(uid=str(found[0]["id"]), url="", how="found") if found else None

    def returned(self) -> list[Raw]:
        """Emails with a reference of ours that did not arrive, newest first, as one page of each reason."""
        told = [one for status in WHY for one in self._listed(status=status, template_type="email")]
        return [
            Raw(f"<{one['id']}@notify.invalid>", {"notify": 1, "reference": one["reference"], "status": one["status"]})
            for one in told
            if one["reference"]
        ]

    def _listed(self, **chosen: str) -> list[dict[str, Any]]:
        told = self._read("/v2/notifications", **chosen)
        try:
            return [
                {"id": one["id"], "reference": one["reference"], "status": one["status"]}
                for one in told["notifications"]
            ]
        except (KeyError, TypeError) as error:
            raise TryLater("GOV.UK Notify did not answer with a list", after_seconds=WAIT_SECONDS) from error

    def _read(self, path: str, **params: str) -> Any:
        response = self.outgoing.read(self._url(path), params=params, headers=self._headers())
        if response.status != 200:  # noqa: PLR2004
            failed = _translated(response)
            if isinstance(failed, Rejected | Uncertain):
                failed = None
            raise failed or TryLater(f"GOV.UK Notify answered {response.status}", after_seconds=WAIT_SECONDS)
        try:
            told = response.json()
        except ValueError as error:
            raise TryLater("GOV.UK Notify did not answer in JSON", after_seconds=WAIT_SECONDS) from error
        if not isinstance(told, dict):
            raise TryLater("GOV.UK Notify answered in another shape", after_seconds=WAIT_SECONDS)
        return told

    def _url(self, path: str) -> str:
        return self.address + path

    def _headers(self) -> dict[str, str]:
        """A key ends with the service's ID and the secret; a token is good for 30 seconds."""
        key = self.settings.notify_key.strip()
        token = jwt.encode({"iss": key[-73:-37], "iat": int(self.now())}, key[-36:], algorithm="HS256")
        return {"Authorization": f"Bearer {token}"}


def _translated(response: Response) -> Failed | None:
    """The failure that Notify's status and error mean; None for one that is not in its documentation."""
    errors = _errors(response)
    kinds = {kind for kind, _message in errors}
    if response.status == 429:  # noqa: PLR2004
        if "TooManyRequestsError" in kinds:
            return TryLater("the day's allowance at GOV.UK Notify is used up", after_seconds=_TOMORROW_SECONDS)
        return TryLater("GOV.UK Notify asks us to slow down", after_seconds=wait_asked(response.headers))
    if response.status == 403:  # noqa: PLR2004
        return Closed("GOV.UK Notify does not take the key, or the clock of this machine is wrong")
    if response.status == 404:  # noqa: PLR2004
        return Closed("GOV.UK Notify does not know the template")
    if response.status == 400:  # noqa: PLR2004
        return _refused(kinds, errors)
    return None


def _refused(kinds: set[str], errors: list[tuple[str, str]]) -> Failed:
    """A bad request is the address's fault or the text's only where Notify names it; else the set-up's."""
    if any(message.startswith("email_address ") for kind, message in errors if kind == "ValidationError"):
        return Rejected("GOV.UK Notify does not take the asker's address")
    if any("too long" in message for _kind, message in errors):
        return Rejected("the text is longer than GOV.UK Notify takes")
    if kinds:
        return Closed(
            "GOV.UK Notify does not let this service send: look at its template, its reply-to and its trial mode"
        )
    return Uncertain("GOV.UK Notify answered 400 and did not say why")


def _errors(response: Response) -> list[tuple[str, str]]:
    try:
        return [(str(one["error"]), str(one["message"])) for one in response.json()["errors"]]
    except (ValueError, KeyError, TypeError):
        return []
