"""Mails as they come: a few lines that a test is about, the rest as a mail program writes it."""

from typing import Any

from answerable.networks.contract import Heard, Raw
from answerable.networks.email.parse import heard_mail, name_of
from answerable.networks.email.settings import EmailSettings
from answerable.networks.email.thin import thin

SETTINGS = EmailSettings(address="council@gov.test", imap="127.0.0.1:143", smtp="127.0.0.1:25", password="a password")
KEY = "0123456789abcdef" * 2 + "01234567"


def mail(body: bytes | str, **headers: str | None) -> bytes:
    """`headers` by name with _ for -; None leaves one out that is usually there."""
    usual: dict[str, str | None] = {
        "from": "Anna Example <anna@cit.test>",
        "to": "council@gov.test",
        "subject": "Bins",
        "date": "Sat, 28 Nov 2026 09:30:00 +0100",
        "message_id": "<one@cit.test>",
        "mime_version": "1.0",
    }
    lines = [f"{name.replace('_', '-')}: {value}" for name, value in (usual | headers).items() if value is not None]
    content = body.encode() if isinstance(body, str) else body
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + content.replace(b"\n", b"\r\n")


def raw_of(whole: bytes, **chosen: Any) -> Raw:
    payload = thin(whole, **chosen)
    return Raw(name_of(payload), payload)


def heard(body: bytes | str, **headers: str | None) -> Heard:
    """What the desk hears of a mail."""
    return heard_mail(raw_of(mail(body, **headers)), settings=SETTINGS)


def said(body: bytes | str, **headers: str | None) -> str:
    """The words of a mail whose subject says nothing more."""
    return heard(body, **({"subject": None} | headers)).text
