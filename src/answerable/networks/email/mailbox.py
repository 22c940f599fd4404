"""What is asked of a mailbox: folders, lists, mails, one mail by its name. Mail is never marked and never moved."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from answerable.networks.contract import Closed
from answerable.networks.email.imap import Client


@dataclass(frozen=True, slots=True)
class Portions:
    """How much is taken at once.

    `most_bytes` of one mail: servers take 25 to 50 MB, what is longer is cut there and said to be. `first_step` UIDs
    are listed at once, twice as many after each step without a mail. A page ends with the mail that reaches
    `page_count` or `page_bytes`: each is small once it is thin, but all of it has to come here. Mails are fetched
    together up to `fetch_bytes`; more of them in memory at once gain nothing.
    """

    most_bytes: int = 30_000_000
    first_step: int = 1_000
    page_count: int = 200
    page_bytes: int = 40_000_000
    fetch_bytes: int = 5_000_000


USUAL = Portions()

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Listed:
    """One mail in a folder: its UID, its size in bytes, the day it came in by the server's calendar."""

    uid: int
    size: int
    came_on: date | None


@dataclass(frozen=True, slots=True)
class Folder:
    """An open folder. UIDs count up; another `validity` means that they began anew (RFC 3501, 2.3.1.1)."""

    name: str
    validity: int
    next_uid: int


@dataclass(frozen=True)
class Mailbox:
    """The mailbox behind one visit."""

    client: Client
    portions: Portions = USUAL

    def look_into(self, name: str) -> Folder:
        """Opens a folder for looking only. Raises `Closed` where there is none of that name."""
        answer, _ = self.client.select(_quoted(name), readonly=True)
        if answer != "OK":
            raise Closed(f"the mailbox has no folder named {name}")
        return Folder(name, self._said("UIDVALIDITY"), self._said("UIDNEXT"))

    def _said(self, name: str) -> int:
        found = self.client.response(name)[1]
        if not found or found[0] is None or not bytes(found[0]).isdigit():
            raise self.client.error(f"no {name}")
        return int(found[0])

    def sent_folder(self) -> str | None:
        """The folder that the server marks as holding sent mail (RFC 6154), or one of the usual names."""
        answer, lines = self.client.list()
        listed = [found for line in lines if isinstance(line, bytes) and (found := _LISTED.match(line))]
        names = {_unquoted(found[2]): found[1].lower() for found in listed} if answer == "OK" else {}
        marked = next((name for name, marks in names.items() if b"\\sent" in marks.split()), None)
        usual = (name for name in names if re.split(r"[./]", name)[-1].lower() in _USUAL_SENT)
        return marked or next(usual, None)

    def listed(self, folder: Folder, *, after: int) -> list[Listed]:
        """The next mails with a UID above `after`, lowest first; none when there are no more.

        Asked for in steps: a server answers `n:*` with its last mail even when that was seen, and a search in one line
        that the library refuses where a mailbox holds more than a hundred thousand.
        """
        first, step = after + 1, self.portions.first_step
        while first < folder.next_uid:
            last = min(first + step, folder.next_uid) - 1
            answer, lines = self.client.uid("FETCH", f"{first}:{last}", "(UID RFC822.SIZE INTERNALDATE)")
            if answer != "OK":
                raise self.client.error("the list was refused")
            found = [one for line in lines if isinstance(line, bytes) and (one := _listing(line))]
            if found:
                return sorted((one for one in found if first <= one.uid <= last), key=lambda one: one.uid)
            first, step = last + 1, step * 2
        return []

    def fetched(self, uids: Sequence[int]) -> Iterator[tuple[int, bytes | None]]:
        """The mails as they are, cut after `most_bytes`; None for one that the server refuses.

        One that is gone by now is left out.
        """
        answer, parts = self._asked_for(uids)
        if answer != "OK" and len(uids) > 1:
            for uid in uids:
                yield from self.fetched([uid])
        elif answer != "OK":
            yield uids[0], None
        for number, part in enumerate(parts if answer == "OK" else ()):
            if isinstance(part, tuple):
                # The UID stands before the mail or behind it, as the server likes.
                behind = parts[number + 1] if number + 1 < len(parts) else b""
                found = _UID.search(part[0]) or _UID.search(behind if isinstance(behind, bytes) else b"")
                if found:
                    yield int(found[1]), part[1]

    def _asked_for(self, uids: Sequence[int]) -> tuple[str, list[Any]]:
        asked = ",".join(map(str, uids))
        try:
            return self.client.uid("FETCH", asked, f"(UID BODY.PEEK[]<0.{self.portions.most_bytes}>)")
        except self.client.abort:
            raise
        except self.client.error:
            return "BAD", []

    def named(self, message_id: str) -> list[int]:
        """The UIDs of the mails in the open folder that have this Message-ID."""
        answer, found = self.client.uid("SEARCH", "HEADER", "Message-ID", _quoted(message_id))
        if answer != "OK":
            raise self.client.error("the search was refused")
        return [int(uid) for uid in (found[0] or b"").split()]

    def headers(self, uid: int) -> bytes:
        """The headers of one mail, empty where it is gone by now."""
        _, parts = self.client.uid("FETCH", str(uid), "(UID BODY.PEEK[HEADER]<0.200000>)")
        return next((part[1] for part in parts if isinstance(part, tuple)), b"")

    def keep_copy(self, name: str, mail: bytes, *, at: datetime) -> bool:
        """Puts a copy into a folder, marked as read; False where the server did not take it."""
        moment = f'"{at.day:02d}-{_MONTHS[at.month - 1]}-{at.year} {at:%H:%M:%S} +0000"'
        return self.client.append(_quoted(name), r"(\Seen)", moment, mail)[0] == "OK"


_LISTED = re.compile(rb'\(([^)]*)\) (?:"(?:\\.|[^"\\])*"|NIL) ("(?:\\.|[^"\\])*"|\S+)\s*$')
_USUAL_SENT = {"sent", "sent items", "sent mail", "sent messages"}
_UID = re.compile(rb"\bUID (\d{1,10})\b")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d{1,12})\b")
_CAME = re.compile(rb'\bINTERNALDATE "([ \d]\d)-([A-Za-z]{3})-(\d{4}) ')


def _listing(line: bytes) -> Listed | None:
    uid, size, came = _UID.search(line), _SIZE.search(line), _CAME.search(line)
    if uid is None:
        return None
    return Listed(int(uid[1]), int(size[1]) if size else 0, _day(came) if came else None)


def _day(found: re.Match[bytes]) -> date | None:
    try:
        return date(int(found[3]), _MONTHS.index(found[2].decode().capitalize()) + 1, int(found[1]))
    except ValueError:
        return None


def _quoted(name: str) -> str:
    return '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _unquoted(name: bytes) -> str:
    text = name.decode("ascii", "replace")
    return re.sub(r"\\(.)", r"\1", text[1:-1]) if text.startswith('"') else text
