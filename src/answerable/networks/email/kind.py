"""Email as a kind: one mailbox that people write to, read by IMAP, and answers sent by SMTP or GOV.UK Notify."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date

from answerable.errors import Failed
from answerable.networks.contract import (
    Account,
    Can,
    Closed,
    Heard,
    Kind,
    Limits,
    MediaRule,
    Pace,
    Page,
    Promise,
    Raw,
    Receipt,
    Rejected,
    Reply,
    SaidForGood,
    TextRule,
)
from answerable.networks.email.door import Door
from answerable.networks.email.following import follow_mail
from answerable.networks.email.headers import Headers
from answerable.networks.email.imap import TROUBLE, Client, visiting
from answerable.networks.email.mailbox import USUAL, Mailbox, Portions
from answerable.networks.email.message import Answered, mail_of, message_id, recipient_of, subject_of
from answerable.networks.email.notify import Notify
from answerable.networks.email.parse import heard_mail, heard_return, writer_of
from answerable.networks.email.read import read_page
from answerable.networks.email.rules import RULES
from answerable.networks.email.send import send, signed_in
from answerable.networks.email.settings import EmailSettings
from answerable.networks.email.thin import thin

READ_SECONDS = 90.0
"""For one page of mails; the round that reads leaves a page two minutes."""

VISIT_SECONDS = 1_500.0
"""For a visit that waits for mail: servers end those that last for half an hour (RFC 2177)."""

LOOK_SECONDS = 10.0
"""For a look into the mailbox while a reply is sent."""

SETTLE_SECONDS = 120.0
"""How long a mail of ours may take to be seen in our sent mail, where the server itself puts it there."""

TEXT = TextRule(unit="codepoint", most=100_000)
PICTURES = MediaRule(images=4, image_bytes=2_000_000, alt_most=2_000)
"""Ours: four of these make a mail of 11 MB, which common servers take (Exim 50, Gmail and Exchange 25 MB)."""
CHECKED_ON = date(2026, 11, 28)


@dataclass(frozen=True)
class Email(SaidForGood):
    """One mailbox: the `Network` that the desk works with. Each call is a visit of its own and keeps nothing.

    A connection for each mail costs a few handshakes, and so no mail is ever the eleventh of a connection, which some
    servers put aside (Exim's default), nor is one sent on a connection that went stale.
    """

    settings: EmailSettings
    incoming: Door
    outgoing: Door | None
    notify: Notify | None
    portions: Portions = USUAL

    def prove(self) -> Account:
        """Signs in to both servers and looks whether the folders are there. Raises `Closed` or `TryLater`."""
        notes = []
        with self._visit(LOOK_SECONDS) as client:
            mailbox = Mailbox(client)
            mailbox.look_into(self.settings.folder)
            sent = self._sent_folder(mailbox)
            if sent is not None:
                mailbox.look_into(sent)
            else:
                notes.append("The mailbox has no folder for sent mail, so no copies of answers are kept there.")
        if self.outgoing is not None:
            with signed_in(self.outgoing, **self._who()):
                pass
        if self.notify is not None:
            self.notify.prove()
            notes.append("Answers are sent by GOV.UK Notify, from the address it has for this service.")
        return Account(name=self.settings.address, url=f"mailto:{self.settings.address}", notes=tuple(notes))

    def limits(self) -> Limits:
        """What the settings say: mail has no limits of its own, and servers do not tell theirs."""
        pace = Pace(int(self.settings.mails_an_hour), 3600.0, name="mails an hour")
        # GOV.UK Notify sends words only; there the link leads to the pictures.
        media = None if self.notify is not None else PICTURES
        source = "the settings of this channel"
        return Limits(text=TEXT, paces=(pace,), source=source, checked_on=CHECKED_ON, media=media)

    def read(self, bookmark: str | None) -> Page:
        """The next mails, and what Notify could not deliver. Raises `TryLater` or `Closed`."""
        with self._visit(READ_SECONDS) as client:
            mailbox = Mailbox(client, self.portions)
            page = read_page(
                mailbox,
                bookmark,
                folder=self.settings.folder,
                sent=self._sent_folder(mailbox),
                since=self.settings.first_day,
            )
        return page if page.more else Page(page.items + self._returned(), page.bookmark)

    def parse(self, raw: Raw) -> Heard:
        """What one mail says. Raises `Unreadable`."""
        return heard_return(raw) if "notify" in raw.payload else heard_mail(raw, settings=self.settings)

    def publish(self, reply: Reply) -> Receipt:
        """Sends once. Raises every child of `Failed`."""
        with self._visit(LOOK_SECONDS) as client:
            mailbox = Mailbox(client)
            sent = self._sent_folder(mailbox)
            answered = self._answered(mailbox, reply, sent)
        recipient = recipient_of(reply, answered)
        if recipient == self.settings.address.lower():
            raise Rejected("this asker is ourselves, and we do not write to ourselves")
        if self.notify is not None:
            return self.notify.send(reply, recipient=recipient, subject=subject_of(reply, answered))
        return self._sent_by_smtp(reply, answered, recipient, sent)

    def look_up(self, reply: Reply) -> Receipt | None:
        """Finds the mail by its name in our sent mail, or at Notify. Raises `TryLater` or `Closed`."""
        if self.notify is not None:
            return self.notify.find(reply.key)
        name = message_id(reply, self.settings)
        with self._visit(LOOK_SECONDS) as client:
            mailbox = Mailbox(client)
            for folder in (self._sent_folder(mailbox), self.settings.folder):
                if folder is not None and self._is_there(mailbox, folder, name):
                    return Receipt(uid=name, url=_address_of(name), how="found")
        return None

    def follow(self, bookmark: str | None) -> Iterator[Page]:
        """Pages as mail comes, beginning now where there is no bookmark; one without mails now and then.

        One visit, which ends by itself after a while. Raises `TryLater` or `Closed`.
        """
        with self._visit(VISIT_SECONDS) as client:
            mailbox = Mailbox(client)
            yield from follow_mail(mailbox, bookmark, folder=self.settings.folder, sent=self._sent_folder(mailbox))

    def _returned(self) -> tuple[Raw, ...]:
        """What Notify could not deliver. While it cannot be asked, mail is heard all the same."""
        try:
            return tuple(self.notify.returned()) if self.notify is not None else ()
        except Failed:
            return ()

    def _visit(self, seconds: float) -> AbstractContextManager[Client]:
        who = self.settings
        return visiting(self.incoming, user=who.user_name, password=who.password, seconds=seconds)

    def _who(self) -> dict[str, str]:
        settings = self.settings
        return {"our_name": settings.domain, "user": settings.user_name, "password": settings.password}

    def _sent_folder(self, mailbox: Mailbox) -> str | None:
        return self.settings.sent_folder or mailbox.sent_folder()

    @staticmethod
    def _is_there(mailbox: Mailbox, folder: str, name: str) -> bool:
        mailbox.look_into(folder)
        return bool(mailbox.named(name))

    def _answered(self, mailbox: Mailbox, reply: Reply, sent: str | None) -> Answered:
        """The mail replied to, if it still is where mails are read, or among those we sent."""
        target = reply.target_uid
        for folder in (self.settings.folder, sent) if target else ():
            if folder is None or target is None:
                continue
            mailbox.look_into(folder)
            if found := mailbox.named(target):
                headers = Headers.of(thin(mailbox.headers(found[0])))
                return Answered.of(headers, writer=writer_of(headers, ours=folder == sent))
        return Answered()

    def _sent_by_smtp(self, reply: Reply, answered: Answered, recipient: str, sent: str | None) -> Receipt:
        door = self.outgoing
        if door is None:
            raise Closed("this channel has no server for outgoing mail")
        mail, name = mail_of(reply, self.settings, answered), message_id(reply, self.settings)
        with signed_in(door, **self._who()) as client:
            send(client, mail, sender=self.settings.address, recipient=recipient, key=reply.key, host=door.server.host)
        # The server has the mail: nothing that happens to our copy may make it look as if it had not.
        if sent is not None:
            self._keep(reply, sent, mail.as_bytes())
        return Receipt(uid=name, url=_address_of(name))

    def _keep(self, reply: Reply, sent: str, mail: bytes) -> None:
        try:
            with self._visit(LOOK_SECONDS) as client:
                Mailbox(client).keep_copy(sent, mail, at=reply.frozen_at)
        except (Failed, *TROUBLE):
            return


def _address_of(name: str) -> str:
    """The address of a mail, known only to who has it (RFC 2392)."""
    return "mid:" + name.strip("<>")


def connect(settings: EmailSettings) -> Email:
    """Opens one mailbox; nothing is called yet."""
    out = settings.outgoing
    return Email(settings, Door(settings.incoming), Door(out) if out else None, None if out else Notify(settings))


KIND = Kind(
    name="email",
    title="Email",
    about="A mailbox that people write to. Mail is read where it lies; answers go out from your own address.",
    settings=EmailSettings,
    connect=connect,
    promise=Promise.LOOK_OR_ASK,
    settle_seconds=SETTLE_SECONDS,
    can=frozenset({Can.STREAM}),
    rules=RULES,
    notes=(
        "Nobody can ask a mail server whether it took a mail. What may have been sent is looked for in our sent mail.",
        "What is not found there is shown to a person, and never sent again by itself.",
        "Answers that come back undelivered are counted as not told, with the reason.",
        "Absence notes, mailing lists and other machines are heard and never answered.",
    ),
)
