"""Keeps our own copy of a file that is brought in, as UTF-8, and says how its bytes were read."""

import codecs
import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from answerable.errors import Refused

CHUNK_BYTES = 64 * 1024
MOST_BYTES = 2_000_000_000

UTF_8, WINDOWS = "UTF-8", "Windows-1252"
_CODECS = {
    UTF_8: "utf-8",
    "UTF-8 with BOM": "utf-8-sig",
    "UTF-16": "utf-16",
    "UTF-16 LE": "utf-16-le",
    "UTF-16 BE": "utf-16-be",
    WINDOWS: "cp1252",
}

_SPREADSHEET = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_OTHER_FORMATS = (
    b"%PDF",
    b"\x1f\x8b",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"SQLite format",
    b"\x7fELF",
    b"Rar!",
    b"7z\xbc\xaf",
)
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\x0b\x0c\x1b") | {127})


@dataclass(frozen=True, slots=True)
class Kept:
    """Where the copy is and how long; the hash (SHA-256, hex) and the encoding of the file as it came."""

    path: Path
    file_hash: str
    byte_count: int
    encoding: str


def keep_copy(file: BinaryIO, folder: Path, *, most_bytes: int = MOST_BYTES) -> Kept:
    """Copies `file` to `folder` in pieces. Raises `Refused` for an empty, binary or enormous file and a full disk."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _new_file(folder) as (path, copy):
            head, digest, is_utf8 = _copy(file, copy, most_bytes)
        encoding = _encoding(head, is_utf8=is_utf8)
        old_breaks = b"\r" in head and b"\n" not in head
        if encoding != UTF_8 or old_breaks:
            path = _rewritten(path, folder, encoding, old_breaks=old_breaks)
    except OSError as error:
        words = _("The file could not be kept (%(reason)s). Make room in the data folder and bring it in again.")
        raise Refused(words % {"reason": error.strerror}) from error
    return Kept(path, digest, path.stat().st_size, encoding)


@contextlib.contextmanager
def _new_file(folder: Path) -> Iterator[tuple[Path, BinaryIO]]:
    """A file that is on the disk when the block ends, and gone when it fails."""
    descriptor, name = tempfile.mkstemp(dir=folder, suffix=".posts")
    path = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as copy:
            yield path, copy
            copy.flush()
            os.fsync(copy.fileno())
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _copy(file: BinaryIO, copy: BinaryIO, most_bytes: int) -> tuple[bytes, str, bool]:
    """The first bytes, the hash, and whether all of it is UTF-8. Raises `Refused`."""
    digest, decoder, is_utf8, count = hashlib.sha256(), codecs.getincrementaldecoder("utf-8")(), True, 0
    head = file.read(CHUNK_BYTES)
    refuse_what_is_no_text(head)
    chunk = head
    while chunk:
        count += len(chunk)
        if count > most_bytes:
            words = _("The file has more than %(most)s million bytes. Split it and bring in the parts.")
            raise Refused(words % {"most": most_bytes // 1_000_000})
        digest.update(chunk)
        copy.write(chunk)
        is_utf8 = is_utf8 and _is_decoded(decoder, chunk)
        chunk = file.read(CHUNK_BYTES)
    return head, digest.hexdigest(), is_utf8 and _is_decoded(decoder, b"", final=True)


def _is_decoded(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def refuse_what_is_no_text(head: bytes) -> None:
    """Raises `Refused` for the first bytes of a file that is empty, a spreadsheet or anything else but text."""
    if not head.strip(b"\x00\t\n\r \xef\xbb\xbf\xff\xfe"):
        raise Refused(_("The file is empty. Choose one that holds posts."))
    if head.startswith(_SPREADSHEET):
        raise Refused(_("This is a spreadsheet or an archive. Save the sheet as CSV (UTF-8) and bring that in."))
    if head.startswith(_OTHER_FORMATS) or (wide_encoding(head) is None and _share_of(head, _CONTROLS) > 0.1):  # noqa: PLR2004
        raise Refused(_("This is not a text file. Bring in a CSV or a JSON Lines file."))


def _share_of(head: bytes, letters: bytes) -> float:
    return 1 - len(head.translate(None, letters)) / len(head)


def wide_encoding(head: bytes) -> str | None:
    """UTF-16 by its mark, or by the zeros that Latin letters have in it."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    even, odd = head[0::2], head[1::2]
    zeros = [part.count(0) / max(len(part), 1) for part in (even, odd)]
    if max(zeros) > 0.4 and min(zeros) < 0.05:  # noqa: PLR2004  measured on English and Welsh: .9 and 0
        return "UTF-16 LE" if zeros[1] > zeros[0] else "UTF-16 BE"
    return None


def _encoding(head: bytes, *, is_utf8: bool) -> str:
    """Windows-1252 is what is left: every file can be read as that, rightly or not, so that it is said aloud."""
    wide = wide_encoding(head)
    if wide:
        return wide
    if not is_utf8:
        return WINDOWS
    return "UTF-8 with BOM" if head.startswith(codecs.BOM_UTF8) else UTF_8


def _rewritten(path: Path, folder: Path, encoding: str, *, old_breaks: bool) -> Path:
    decoder = codecs.getincrementaldecoder(_CODECS[encoding])(errors="replace")
    try:
        with path.open("rb") as source, _new_file(folder) as (better, copy):
            while chunk := source.read(CHUNK_BYTES):
                copy.write(_again(decoder.decode(chunk), old_breaks=old_breaks))
            copy.write(_again(decoder.decode(b"", final=True), old_breaks=old_breaks))
    finally:
        path.unlink(missing_ok=True)
    return better


def _again(text: str, *, old_breaks: bool) -> bytes:
    # A lone surrogate in UTF-16 comes out of the decoder as U+FFFD, so that UTF-8 always has a place for it.
    return (text.replace("\r", "\n") if old_breaks else text).encode()
