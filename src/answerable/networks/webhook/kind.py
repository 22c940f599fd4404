"""A signed webhook as a kind: others send posts to an address of ours; nobody is told there."""

import json
from dataclasses import dataclass, field
from datetime import UTC, date
from typing import Any

from pydantic import TypeAdapter, ValidationError

from answerable.errors import Refused
from answerable.networks.contract import (
    Account,
    Closed,
    Heard,
    Kind,
    Limits,
    Page,
    Promise,
    Raw,
    Receipt,
    Reply,
    SaidForGood,
    TextRule,
    Unreadable,
)
from answerable.networks.webhook.message import LONGEST_TEXT, Deletion, Message, Post, Written
from answerable.networks.webhook.signing import key_of

LIMITS = Limits(TextRule("codepoint", LONGEST_TEXT), (), source="nothing is sent here", checked_on=date(2026, 11, 28))
MESSAGE: TypeAdapter[Post | Deletion] = TypeAdapter(Message)


class NoMessageError(ValueError):
    """The body is not as it must be; `faults` are pairs of a JSON pointer and a sentence, without the body's words."""

    def __init__(self, faults: tuple[tuple[str, str], ...]) -> None:
        super().__init__("the body is not a message")
        self.faults = faults


@dataclass(frozen=True, kw_only=True)
class WebhookSettings:
    """The secrets that messages may be signed with, the newest first, with a space between."""

    secrets: str = field(
        default="",
        repr=False,
        metadata={
            "title": "Secret of the sender (optional)",
            "help": "If they gave you one: it begins with whsec_. Otherwise leave it empty, and make one afterwards.",
            "secret": True,
        },
    )

    def __post_init__(self) -> None:
        """Raises `Refused` for what is no secret."""
        try:
            for secret in self.secrets.split():
                key_of(secret)
        except ValueError as error:
            raise Refused("This is no secret of a webhook. It begins with whsec_ and goes on in base64.") from error


@dataclass(frozen=True)
class Webhook(SaidForGood):
    """One address that messages come in at."""

    settings: WebhookSettings

    @property
    def secrets(self) -> tuple[str, ...]:
        """What messages may be signed with."""
        return tuple(self.settings.secrets.split())

    def prove(self) -> Account:
        """There is nobody to ask: whoever sends proves it with each message."""
        return Account(name="signed webhook", url="")

    def limits(self) -> Limits:
        """Nothing is sent, so only what we store is limited."""
        return LIMITS

    def read(self, bookmark: str | None) -> Page:
        """Nothing: messages are brought to us."""
        return Page(items=(), bookmark=bookmark or "")

    def raw_of(self, body: bytes) -> Raw:
        """The message as it is kept: as it was told, of a deletion only the name. Raises `NoMessageError`."""
        try:
            told = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise NoMessageError((("", "This is not JSON in UTF-8."),)) from error
        try:
            message = MESSAGE.validate_json(body)
        except ValidationError as error:
            raise NoMessageError(tuple(_fault(one) for one in error.errors(include_input=False))) from error
        if isinstance(message, Deletion):
            return Raw(message.data.id, {"type": message.type, "data": {"id": message.data.id}})
        return Raw(message.data.id, told)

    def parse(self, raw: Raw) -> Heard:
        """What a kept message says. Raises `Unreadable`."""
        try:
            message = MESSAGE.validate_json(json.dumps(raw.payload))
        except (ValidationError, TypeError, ValueError) as error:
            raise Unreadable("the stored message is not one of this kind") from error
        if isinstance(message, Deletion):
            return Heard(uid=raw.uid, change="deletion")
        return _heard(raw.uid, message.data)

    def publish(self, reply: Reply) -> Receipt:  # noqa: ARG002  the contract's
        """Raises `Closed`: nothing is sent back to whoever calls."""
        raise Closed("nobody can be told through a webhook; name the channel that tells these people")

    def look_up(self, reply: Reply) -> Receipt | None:  # noqa: ARG002  the contract's
        """Nothing was ever sent."""
        return None


def _heard(uid: str, post: Written) -> Heard:
    return Heard(
        uid=uid,
        change="post",
        text=post.text,
        author_uid=post.author.id or uid,
        author_name=post.author.name,
        url=post.url or "",
        claimed_at=post.created_at.astimezone(UTC) if post.created_at else None,
        parent_uid=post.parent_id,
        root_uid=post.thread_id,
        language=post.language,
        asks_us=post.asks_us,
    )


def _fault(error: Any) -> tuple[str, str]:
    """Where it is wrong (RFC 6901) and how; the names of our own models in the place are left out."""
    parts = [str(part) for part in error["loc"] if part not in {"post.created", "post.updated", "post.deleted"}]
    pointer = "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)
    return pointer, str(error["msg"])


KIND = Kind(
    name="webhook",
    title="Signed webhook",
    about="For anything else: a program of yours, or a service, sends each post to an address of the desk, signed.",
    settings=WebhookSettings,
    connect=Webhook,
    promise=Promise.NOTHING,
    reads=False,
    tells=False,
    notes=(
        "Messages are signed as the Standard Webhooks specification has it: most services and libraries can send them.",
        "The people are told through the channel you name here, or on the public page only.",
    ),
)
