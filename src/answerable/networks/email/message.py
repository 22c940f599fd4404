"""A reply as a mail: the same bytes each time it is made, in the thread of the mail it answers, and safe to show."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from answerable.networks.attached import Attachment
from answerable.networks.contract import Rejected, Reply
from answerable.networks.email.headers import Headers
from answerable.networks.email.settings import EmailSettings

MOST_SUBJECT = 200
MOST_REFERENCES = 20

_SUBJECTS = {"en": "Your question", "cy": "Eich cwestiwn", "ga": "Do cheist", "gd": "Do cheist"}
"""Where the mail answered is not in the mailbox any more, or had no subject."""
_OWN_PAGE = {
    "en": "Your question and our answer:",
    "cy": "Eich cwestiwn a'n hateb:",
    "ga": "Do cheist agus ár bhfreagra:",
    "gd": "Do cheist agus ar freagairt:",
}
"""What stands before the address of the asker's own page."""

_BEGINNING = re.compile(r"^(?:re|aw|sv|antw|ynt|atb)\s*:", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s<>\"']+[^\s<>\"'.,;:!?)\]]")
_ID = re.compile(r"<[!-;=?-~]{1,996}>")
_SIMPLE_ADDRESS = re.compile(r"[!#-'*+\-./0-9=?A-Z^-~]{1,64}@[A-Za-z0-9.-]{1,253}")
"""What every server takes as it is, without quoting and without SMTPUTF8."""


@dataclass(frozen=True)
class Answered:
    """The mail that is answered, as far as it is still in the mailbox: its subject, its thread, whom to write to."""

    subject: str = ""
    references: Sequence[str] = ()
    writer: str = ""

    @classmethod
    def of(cls, headers: Headers, *, writer: str) -> "Answered":
        """From its headers; `writer` is whoever is to be answered."""
        return cls(headers.words("subject"), headers.ids("references"), writer)


def message_id(reply: Reply, settings: EmailSettings) -> str:
    """The name of the mail: our own reference at our own domain, so that it can be found and recognised by it."""
    return f"<{reply.key}@{settings.domain}>"


def recipient_of(reply: Reply, answered: Answered) -> str:
    """Whom to write to. Raises `Rejected` where nobody can be, and never names them."""
    address = reply.asker_uid or reply.recipient_uid or answered.writer
    if not address:
        raise Rejected("the mail is not in the mailbox, and nobody knows who wrote it")
    if not _SIMPLE_ADDRESS.fullmatch(address):
        raise Rejected("the asker's address is none that mail can be sent to")
    return address


def subject_of(reply: Reply, answered: Answered) -> str:
    """The subject of the mail answered, as a reply to it."""
    subject = " ".join(
        re.sub(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f]", " ", answered.subject).split()
    )
    subject = subject or _SUBJECTS.get(reply.language.partition("-")[0], _SUBJECTS["en"])
    return (subject if _BEGINNING.match(subject) else f"Re: {subject}")[:MOST_SUBJECT].rstrip()


def text_of(reply: Reply) -> str:
    """The words, and under them the way to the asker's own page, where they have one."""
    if not reply.own_page:
        return reply.text
    words = _OWN_PAGE.get(reply.language.partition("-")[0], _OWN_PAGE["en"])
    return f"{reply.text}\n\n{words} {reply.own_page}"


def mail_of(reply: Reply, settings: EmailSettings, answered: Answered) -> EmailMessage:
    """The mail. Whoever gets it on holiday sends no note back (RFC 3834; Exchange's own header beside it)."""
    mail = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    mail["Message-ID"] = message_id(reply, settings)
    mail["Date"] = reply.frozen_at
    mail["From"] = Address(settings.sender_name, addr_spec=settings.address)
    mail["To"] = recipient_of(reply, answered)
    mail["Subject"] = subject_of(reply, answered)
    if settings.reply_to:
        mail["Reply-To"] = settings.reply_to
    thread = [one for one in (*answered.references, reply.target_uid or "") if _ID.fullmatch(one)]
    if reply.target_uid and _ID.fullmatch(reply.target_uid):
        mail["In-Reply-To"] = reply.target_uid
        mail["References"] = " ".join(list(dict.fromkeys(thread))[-MOST_REFERENCES:])
    mail["Auto-Submitted"] = "auto-replied" if reply.target_uid else "auto-generated"
    mail["X-Auto-Response-Suppress"] = "OOF, AutoReply"
    text = text_of(reply)
    shown = [(f"cid:{_content_id(one, settings)}", one.alt) for one in reply.pictures]
    page = as_html(text, language=reply.language, pictures=shown)
    # Who reads plain text is told what the pictures show.
    mail.set_content("\n\n".join([text, *(f"[{alt}]" for _cid, alt in shown if alt)]), cte="quoted-printable")
    mail.add_alternative(page, subtype="html", cte="quoted-printable")
    mail.set_boundary(f"={reply.key}=")
    if reply.pictures:
        _show(reply, mail, settings)
    mail["Content-Language"] = reply.language  # last: what is said of the content before moves into its first part
    return mail


def _show(reply: Reply, mail: EmailMessage, settings: EmailSettings) -> None:
    """Puts the pictures under the words of the HTML part, which carries them (RFC 2387)."""
    page = mail.get_body(("html",))
    assert isinstance(page, EmailMessage)  # noqa: S101  it was just added
    for one in reply.pictures:
        kind, _slash, subkind = one.media_type.partition("/")
        name = f"<{_content_id(one, settings)}>"
        page.add_related(one.content, kind, subkind, cid=name, filename=one.file_name, disposition="inline")
    page.set_boundary(f"={reply.key}.pictures=")


def _content_id(picture: Attachment, settings: EmailSettings) -> str:
    return f"{picture.hash[:32]}@{settings.domain}"


def as_html(text: str, *, language: str, pictures: Sequence[tuple[str, str]] = ()) -> str:
    """The text as a page of paragraphs, with its web addresses as links and nothing else as anything.

    Under it stand `pictures`, each an address inside the mail and what it shows.
    """
    parts = [f"<p>{_with_links(part)}</p>" for part in re.split(r"\n\s*\n", text.strip())]
    parts += [
        f'<p><img src="{html.escape(address)}" alt="{html.escape(alt)}" style="max-width: 100%; height: auto"></p>'
        for address, alt in pictures
    ]
    paragraphs = "\n".join(parts)
    return (
        f'<!DOCTYPE html>\n<html lang="{html.escape(language)}"><head><meta charset="utf-8"><title></title></head>\n'
        f'<body style="font-family: sans-serif; font-size: 1em; line-height: 1.5">\n{paragraphs}\n</body></html>\n'
    )


def _with_links(part: str) -> str:
    shown, end = [], 0
    for found in _LINK.finditer(part):
        address = html.escape(found[0])
        shown += [html.escape(part[end : found.start()]), f'<a href="{address}">{address}</a>']
        end = found.end()
    return "".join([*shown, html.escape(part[end:])]).replace("\n", "<br>\n")
