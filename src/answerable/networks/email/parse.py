"""A mail as the desk hears it: who asks, what is newly said, in which thread, and whether anybody asks at all."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from typing import Any

from answerable.networks.contract import Heard, Raw, Unreadable
from answerable.networks.email.headers import Headers, in_charset
from answerable.networks.email.html_text import text_of
from answerable.networks.email.machine import Origin, origin_of
from answerable.networks.email.newly import newly_said
from answerable.networks.email.notify import WHY
from answerable.networks.email.settings import EmailSettings

MOST_TEXT = 30_000
"""Characters of a post: a mail that says more goes on in the mailbox, and the post says so."""

_REPLY = re.compile(r"^(?:re|aw|sv|antw|odp|rif|ynt|atb|vs|res|ang)(?:\[\d+\])?\s*:\s*", re.IGNORECASE)
_FORWARD = re.compile(r"^(?:fwd?|wg|tr|rv|vb|doorst|i|enc|ymlaen)\s*:", re.IGNORECASE)
"""What mail programs put before a subject, in the languages spoken here most."""


def name_of(payload: Mapping[str, Any]) -> str:
    """What a mail is known by: its Message-ID, or a hash of what it says where it has none."""
    found = Headers.of(payload).ids("message-id")
    return found[0] if found else "<" + _hash(payload) + "@unnamed.invalid>"


def _hash(payload: Mapping[str, Any]) -> str:
    """Of what does not change on the way: the same mail gets the same name wherever and whenever it is read."""
    headers = Headers.of(payload)
    said = [headers.raw(name) for name in ("from", "to", "subject", "date")] + [repr(payload.get("texts"))]
    return hashlib.sha256("\0".join(said).encode("utf-8", "surrogatepass")).hexdigest()


def heard_mail(raw: Raw, *, settings: EmailSettings) -> Heard:
    """Raises `Unreadable` for a payload that is no mail, and for a mail nested too deeply to be followed."""
    payload = raw.payload
    headers = Headers.of(payload)
    if why := payload.get("unread"):
        raise Unreadable(f"the mail could not be read: {why}")
    parts = _parts(payload)
    is_forward = _FORWARD.match(headers.words("subject")) is not None
    is_reply = not is_forward and bool(headers.raw("in-reply-to") or _REPLY.match(headers.words("subject")))
    origin = origin_of(headers, payload, _reports(parts), domain=settings.domain)
    ours = _is_ours(headers, payload, settings)
    name, author = _author(headers)
    parent, root = _thread(headers, raw.uid)
    return Heard(
        uid=raw.uid,
        change="post",
        text=_words(headers, payload, parts, is_reply=is_reply),
        author_uid=author,
        author_name=name,
        url="mid:" + raw.uid.strip("<>"),
        claimed_at=headers.moment(),
        parent_uid=parent,
        root_uid=root,
        language=headers.raw("content-language").split(",")[0].strip()[:35] or None,
        asks_us=origin.asks and not ours,
        ours=ours,
        **_direct(origin),
    )


def _direct(origin: Origin) -> dict[str, Any]:
    return {
        "visibility": "private",
        "asks_nothing": origin.answers_ours,
        "returned_key": origin.returned_key,
        "returned_why": origin.returned_why,
    }


def heard_return(raw: Raw) -> Heard:
    """What Notify says of a mail of ours that did not arrive. Raises `Unreadable`."""
    status, key = raw.payload.get("status"), raw.payload.get("reference")
    if not isinstance(status, str) or status not in WHY or not isinstance(key, str):
        raise Unreadable("the report of GOV.UK Notify has another shape")
    return Heard(
        uid=raw.uid,
        change="post",
        text=f"A mail of ours did not arrive: {WHY[status]}.",
        author_uid="notify.invalid",
        author_name="GOV.UK Notify",
        asks_us=False,
        visibility="private",
        asks_nothing=True,
        returned_key=key,
        returned_why=WHY[status],
    )


def writer_of(headers: Headers, *, ours: bool) -> str:
    """Whom to write to in answer: who wrote it, or of a mail of ours, who got it."""
    if not ours:
        return _author(headers)[1]
    return next((address for _name, address in headers.addresses("to")), "")


def _is_ours(headers: Headers, payload: Mapping[str, Any], settings: EmailSettings) -> bool:
    """It lay in our sent mail, or says that we wrote it. Its name proves nothing: another desk may share our domain."""
    senders = {address for _name, address in headers.addresses("from")}
    return payload.get("ours") is True or settings.address.lower() in senders


def _author(headers: Headers) -> tuple[str, str]:
    """Name and address of whoever is to be answered: the address for replies if there is exactly one (RFC 5322)."""
    writers = headers.addresses("from") or headers.addresses("sender")
    back = headers.addresses("reply-to")
    name, address = writers[0] if writers else ("", "")
    if len({one for _label, one in back}) == 1:
        return back[0][0] or name, back[0][1]
    return name, address


def _thread(headers: Headers, uid: str) -> tuple[str | None, str]:
    """What it replies to, and the first mail of its thread; a mail that begins one is its own first."""
    line = headers.ids("references")
    parents = headers.ids("in-reply-to")
    parent = parents[0] if parents else (line[-1] if line else None)
    return parent, (line[0] if line else parent or uid)


def _parts(payload: Mapping[str, Any]) -> list[tuple[str, str, int]]:
    """Type, text and set of alternatives of each part. Raises `Unreadable`."""
    kept = payload.get("texts")
    if not isinstance(kept, list):
        raise Unreadable("the mail has no list of texts")
    return [_part(one) for one in kept]


def _part(kept: Any) -> tuple[str, str, int]:
    try:
        body = in_charset(kept["body"].encode("latin-1"), kept.get("charset"))
        text = _unwrapped(body.replace("\r\n", "\n").replace("\r", "\n"), kept.get("flowed"))
        return str(kept["type"]), text, int(kept.get("one_of", 0))
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise Unreadable("a text of the mail has another shape") from error


def _reports(parts: Sequence[tuple[str, str, int]]) -> dict[str, str]:
    """The texts by type, those of one type behind each other."""
    found: dict[str, str] = {}
    for kind, text, _group in parts:
        found[kind] = f"{found[kind]}\n\n{text}" if kind in found else text
    return found


def _unwrapped(text: str, flowed: Any) -> str:
    """Lines that were broken on the way only (RFC 3676, 4) in one again; the mark of a signature stays a line."""
    if not flowed:
        return text
    joined = re.sub(r"(?m)^(?!-- $)(.* )\n(?![>\n]|-- ?$)", r"\1" if flowed == "yes" else _without_last, text)
    return re.sub(r"(?m)^ (?=[ >]|From )", "", joined)


def _without_last(found: re.Match[str]) -> str:
    return found[1][:-1]


def _words(
    headers: Headers, payload: Mapping[str, Any], parts: Sequence[tuple[str, str, int]], *, is_reply: bool
) -> str:
    whole = _shown(parts, is_reply=is_reply) or _shown(parts, is_reply=False)
    body = re.sub(r"\n{3,}", "\n\n", newly_said(re.sub(r"(?m)[ \t]+$", "", whole), is_reply=is_reply))
    subject = headers.words("subject")
    if not is_reply and subject and not _says(body, subject):
        body = f"{subject}\n\n{body}".strip()
    return _bounded(body, payload)


def _shown(parts: Sequence[tuple[str, str, int]], *, is_reply: bool) -> str:
    """What a reader sees, part by part: of alternatives the plain text, where it says anything."""
    plain = {group for kind, text, group in parts if kind == "text/plain" and text.strip()}
    shown = []
    for kind, text, group in parts:
        if kind == "text/plain":
            shown.append(text.strip("\n"))
        elif kind == "text/html" and (not group or group not in plain):
            shown.append(text_of(text, is_reply=is_reply))
    return "\n\n".join(text for text in shown if text.strip())


def _says(body: str, subject: str) -> bool:
    return " ".join(body.casefold().split()).startswith(" ".join(subject.casefold().split()).rstrip("….?! "))


def _bounded(text: str, payload: Mapping[str, Any]) -> str:
    """The post's text, with a line for what is only in the mailbox."""
    notes = []
    if len(text) > MOST_TEXT or payload.get("cut") or payload.get("crowded"):
        text = text[:MOST_TEXT].rstrip()
        notes.append("the rest of a long mail")
    attachments = payload.get("attachments")
    if isinstance(attachments, list) and attachments:
        count = len(attachments)
        notes.append("1 attachment" if count == 1 else f"{count} attachments")
    return f"{text}\n\n[In the mailbox: {', '.join(notes)}]".strip() if notes else text
