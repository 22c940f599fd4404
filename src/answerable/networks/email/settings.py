"""What a mailbox needs to be opened as a channel; the fields make the form. And where a named mail server is."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from answerable.errors import Refused
from answerable.networks.reach import Reach, reach_of

Security = Literal["tls", "starttls", "none"]

IMAP_PORTS: dict[int, Security] = {993: "tls", 143: "starttls"}
SMTP_PORTS: dict[int, Security] = {465: "tls", 587: "starttls", 25: "starttls"}
"""The only ports called out in the world (RFC 8314, 7.3), and what is spoken there; the first is the usual one."""

ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,8}")
"""An address as our own may be: plain ASCII, so that every server on the way takes it."""

_UUID = r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"
_NOTIFY_KEY = re.compile(rf".{{0,200}}{_UUID}-{_UUID}", re.DOTALL)


@dataclass(frozen=True)
class Server:
    """A mail server: where, how the line is made private, and how far away it may be."""

    host: str
    port: int
    security: Security
    reach: Reach


def server_at(written: str, *, ports: dict[int, Security], what: str) -> Server:
    """The server a person named as `mail.example.org` or `mail.example.org:587`, optionally with `imaps://` before.

    Out in the world the line is always encrypted and the port one of `ports`. On this machine nothing is, unless the
    name begins with a scheme that ends in s. Raises `Refused`.
    """
    scheme, _, rest = written.strip().rpartition("://")
    if scheme not in {"", "imap", "imaps", "smtp", "smtps"}:
        raise Refused(f"{what} must be a name such as mail.example.org. Leave out what stands before it.")
    try:
        reach = reach_of(f"https://{rest}")
    except Refused as error:
        raise Refused(f"{what} must be a name such as mail.example.org, or one with a port after a colon.") from error
    found = re.fullmatch(r"(\[[0-9A-Fa-f:.]+\]|[^:/?#\[\]]+)(?::([0-9]{1,5}))?/?", rest)
    if found is None:
        raise Refused(f"{what} must be a name such as mail.example.org, or one with a port after a colon.")
    port = int(found[2]) if found[2] else _usual_port(scheme, ports)
    if reach == "world" and port not in ports:
        raise Refused(f"{what} can only be on port {' or '.join(map(str, ports))}. Leave the port out.")
    security: Security = "tls" if scheme.endswith("s") else ports.get(port, "starttls")
    if reach == "this machine" and not scheme.endswith("s"):
        security = "none"
    return Server(found[1].strip("[]"), port, security, reach)


def _usual_port(scheme: str, ports: dict[int, Security]) -> int:
    wanted = "tls" if scheme.endswith("s") or not scheme else "starttls"
    return next(port for port, security in ports.items() if security == wanted)


@dataclass(frozen=True, kw_only=True)
class EmailSettings:
    """Raises `Refused` with a sentence where the mailbox could not be read or nobody could be answered."""

    address: str = field(
        metadata={"title": "Address", "help": "The address that people write to, such as contact@council.example."}
    )
    imap: str = field(
        metadata={
            "title": "Server for incoming mail (IMAP)",
            "help": "Such as imap.example.org. A port may follow a colon: 993 (the usual one) or 143.",
        }
    )
    password: str = field(
        repr=False,
        metadata={
            "title": "Password",
            "help": "Of the mailbox. Where the provider offers app passwords, make one for this desk alone.",
            "secret": True,
        },
    )
    user: str = field(
        default="",
        metadata={"title": "User name (optional)", "help": "Only if it is not the address."},
    )
    smtp: str = field(
        default="",
        metadata={
            "title": "Server for outgoing mail (SMTP)",
            "help": "Such as smtp.example.org. A port may follow a colon: 465 (the usual one) or 587. "
            "Leave it empty to send through GOV.UK Notify.",
        },
    )
    notify_key: str = field(
        default="",
        repr=False,
        metadata={
            "title": "GOV.UK Notify: API key (optional)",
            "help": "Instead of a server for outgoing mail. The whole key, as Notify shows it once.",
            "secret": True,
        },
    )
    notify_template: str = field(
        default="",
        metadata={
            "title": "GOV.UK Notify: template ID (optional)",
            "help": "An email template with ((subject)) as its subject and ((body)) as its message.",
        },
    )
    notify_reply_to: str = field(
        default="",
        metadata={
            "title": "GOV.UK Notify: reply-to ID (optional)",
            "help": "The ID of the reply-to address in Notify, so that replies come back to this mailbox.",
        },
    )
    sender_name: str = field(
        default="",
        metadata={"title": "Name of the sender (optional)", "help": "As people see it, such as Tarnbrook Council."},
    )
    reply_to: str = field(
        default="",
        metadata={
            "title": "Address for replies (optional)",
            "help": "Only if replies to our answers should not come back to the address above.",
        },
    )
    folder: str = field(
        default="INBOX",
        metadata={"title": "Folder to read", "help": "Mail is read where it lies; it is not marked and not moved."},
    )
    sent_folder: str = field(
        default="",
        metadata={
            "title": "Folder for sent mail (optional)",
            "help": "A copy of each answer is put there. Left empty, the server says which folder it is.",
        },
    )
    since: str = field(
        default="",
        metadata={
            "title": "Read mail since (optional)",
            "help": "A day such as 2026-11-28. Older mail is left alone. Left empty, all mail in the folder is read.",
        },
    )
    mails_an_hour: str = field(
        default="500",
        metadata={"title": "Mails an hour", "help": "At most. Your provider says how many it allows."},
    )

    def __post_init__(self) -> None:
        for value in (self.address, self.reply_to or self.address):
            if not ADDRESS.fullmatch(value):
                raise Refused("This is not an email address that can be used here. Write it like name@example.org.")
        _ = self.incoming, self.outgoing
        if not re.fullmatch(r"[ -~]{1,500}", self.password) or not re.fullmatch(r"[ -~]{0,300}", self.user):
            raise Refused("User name and password may hold letters without accents, digits and signs. Check them.")
        if (
            any(not re.fullmatch(r'[^"\\\x00-\x1f\x7f-\U0010ffff]{0,200}', one) for one in self._folders)
            or not self.folder
        ):
            raise Refused("Write the folder's name in plain letters, as your server lists it.")
        if re.search(r"[\x00-\x1f\x7f]", self.sender_name) or len(self.sender_name) > 100:  # noqa: PLR2004
            raise Refused("The name of the sender is one line of at most 100 characters. Shorten it.")
        _ = self.first_day
        if not re.fullmatch(r"[1-9][0-9]{0,5}", self.mails_an_hour):
            raise Refused("Mails an hour is a whole number from 1 on, such as 500.")
        self._check_notify()

    @property
    def _folders(self) -> tuple[str, str]:
        return self.folder, self.sent_folder

    @property
    def incoming(self) -> Server:
        """The server for incoming mail."""
        return server_at(self.imap, ports=IMAP_PORTS, what="The server for incoming mail")

    @property
    def outgoing(self) -> Server | None:
        """The server for outgoing mail; None where GOV.UK Notify sends it."""
        return server_at(self.smtp, ports=SMTP_PORTS, what="The server for outgoing mail") if self.smtp else None

    @property
    def user_name(self) -> str:
        """Who signs in."""
        return self.user or self.address

    @property
    def domain(self) -> str:
        """What follows the @ of our address, in small letters."""
        return self.address.rpartition("@")[2].lower()

    @property
    def first_day(self) -> date | None:
        """The first day of which mail is read, by the mailbox's own clock."""
        try:
            return date.fromisoformat(self.since) if self.since else None
        except ValueError as error:
            raise Refused("Write the day as year, month and day, such as 2026-11-28.") from error

    def _check_notify(self) -> None:
        if bool(self.smtp) == bool(self.notify_key):
            raise Refused("Give either a server for outgoing mail or a key of GOV.UK Notify: one of the two, not both.")
        if not self.notify_key:
            return
        if not _NOTIFY_KEY.fullmatch(self.notify_key.strip()):
            raise Refused("This is not a whole API key of GOV.UK Notify. Make one in Notify and copy all of it.")
        for value in (self.notify_template, self.notify_reply_to or self.notify_template):
            if not re.fullmatch(_UUID, value.strip()):
                raise Refused("The IDs of GOV.UK Notify are 36 letters, digits and dashes. Copy them from Notify.")
