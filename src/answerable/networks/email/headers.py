"""What the headers of a mail say, however they are broken: words, addresses, names of mails, moments."""

import binascii
import email.errors
import email.header
import email.utils
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from answerable.networks.contract import Unreadable

MOST_IDS = 50
LONGEST_ID = 250
"""Longer names of mails are replaced by their hash: what stores them has room for 300 characters."""

_ID = re.compile(r"<[^<>\s]{1,900}>")
_MAIL_ADDRESS = re.compile(r"[^\s@<>\"(),:;\[\]\\\x00-\x1f\x7f]{1,64}@[^\s@<>\"(),:;\[\]\\\x00-\x1f\x7f]{1,250}")


@dataclass(frozen=True)
class Headers:
    """The headers that `thin` kept, by name; one may stand there several times."""

    found: Mapping[str, Sequence[str]]

    @classmethod
    def of(cls, payload: Mapping[str, Any]) -> "Headers":
        """Raises `Unreadable` where the payload is not a mail."""
        kept = payload.get("headers")
        if payload.get("mail") != 1 or not isinstance(kept, list):
            raise Unreadable("the payload is no mail")
        found: dict[str, list[str]] = {}
        for pair in kept:
            if not (isinstance(pair, list) and len(pair) == 2 and all(isinstance(one, str) for one in pair)):  # noqa: PLR2004
                raise Unreadable("the headers of the mail have another shape")
            found.setdefault(pair[0], []).append(pair[1])
        return cls(found)

    def raw(self, name: str) -> str:
        """The first header of this name as it came; empty where there is none."""
        return next(iter(self.found.get(name, ())), "")

    def words(self, name: str) -> str:
        """The same as words on one line."""
        return in_words(self.raw(name))

    def addresses(self, name: str) -> list[tuple[str, str]]:
        """Name and address of everyone in a header, in order; whoever has no whole address is left out."""
        given = " ".join(_unfolded(value) for value in self.found.get(name, ()))
        whole = [pair for pair in _pairs(given) if _MAIL_ADDRESS.fullmatch(pair[1])]
        # The library gives up on a header that is not quite right; an address is still an address.
        return whole or [("", _plain(one)) for one in _MAIL_ADDRESS.findall(given)]

    def ids(self, name: str) -> list[str]:
        """The names of mails in a header, such as References, in order."""
        return [as_uid(found) for found in _ID.findall(_unfolded(self.raw(name)))[-MOST_IDS:]]

    def moment(self) -> datetime | None:
        """When it says it was written, in UTC; None where it cannot be read, which is no reason to lose a mail."""
        try:
            moment = email.utils.parsedate_to_datetime(self.raw("date"))
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, TypeError, OverflowError, IndexError):
            return None


def _pairs(given: str) -> list[tuple[str, str]]:
    try:
        found = email.utils.getaddresses([given])
    except (RecursionError, ValueError, IndexError):
        return []
    return [(in_words(label), _plain(address)) for label, address in found]


def as_uid(message_id: str) -> str:
    """The name of a mail as the desk knows it: as it is, or a hash where it is too long or holds odd characters."""
    if len(message_id) <= LONGEST_ID and re.fullmatch(r"[!-~]+", message_id):
        return message_id
    return "<" + hashlib.sha256(message_id.encode("utf-8", "surrogatepass")).hexdigest() + "@hash.invalid>"


def in_words(raw: str) -> str:
    """A header's words on one line, out of the encodings of RFC 2047 and of senders who know nothing of it."""
    line = _unfolded(raw)
    try:
        parts = email.header.decode_header(line)
    except (email.errors.HeaderParseError, binascii.Error, ValueError):
        parts = [(line, None)]
    words = "".join(part if isinstance(part, str) else in_charset(part, charset) for part, charset in parts)
    return " ".join(words.split())


def _unfolded(raw: str) -> str:
    """One line; bytes that were no ASCII are read as UTF-8, or else as what Western mail programs once wrote."""
    line = re.sub(r"[\r\n]+[ \t]*", " ", raw)
    return line if line.isascii() else in_charset(line.encode("latin-1", "replace"), None)


def in_charset(raw: bytes, charset: str | None) -> str:
    """Bytes as text: in the charset they claim if they fit it, else as UTF-8, else as Windows wrote in the West."""
    for name in (charset, "utf-8"):
        if not name:
            continue
        try:
            return raw.decode(_SAID_FOR.get(name.strip().lower(), name.strip()))
        except (UnicodeError, LookupError, ValueError):
            continue
    if charset and (found := _leniently(raw, charset)):
        return found
    return raw.decode("cp1252", "replace")


def _leniently(raw: bytes, charset: str) -> str:
    """For a charset that we know and a text with a few bytes that do not belong: all but those few."""
    try:
        text = raw.decode(charset.strip(), "replace")
    except (UnicodeError, LookupError, ValueError):
        return ""
    return text if text.count("�") * 20 <= len(text) else ""


_SAID_FOR = {
    "us-ascii": "utf-8",
    "ascii": "utf-8",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "unicode-1-1-utf-7": "utf-7",
    "iso-8859-8-i": "iso-8859-8",
}
"""What is meant by the names (WHATWG Encoding, 4.2): the larger set of which the named one is a part."""


def _plain(address: str) -> str:
    """An address in small letters, its domain in the form that travels: one person is one address."""
    local, at, domain = address.strip().rpartition("@")
    if not domain.isascii():
        try:
            domain = domain.encode("idna").decode("ascii")
        except UnicodeError:
            return ""
    return (local + at + domain).lower()
