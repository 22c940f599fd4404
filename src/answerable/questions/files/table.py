"""A file of posts as a table that is read from its beginning as often as needed, each row with its exact words."""

import codecs
import contextlib
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from answerable.errors import Refused
from answerable.listening.file_copy import CHUNK_BYTES, refuse_what_is_no_text, wide_encoding
from answerable.listening.file_rows import CsvRows, JsonRows, Lines, Reject, Row
from answerable.listening.file_shape import LOOK_BYTES, check_columns, heading_row, names_in, separator_of

STANDARD = "-"
"""Names the standard input or output in place of a file."""
LONGEST_LINE_BYTES = 50_000_000
"""A file with a longer line is no table of posts; the longest that can be a post is rejected long before."""

_WIDE = {"UTF-16": "utf-16", "UTF-16 LE": "utf-16-le", "UTF-16 BE": "utf-16-be"}


@dataclass(slots=True)
class Table:
    """An open file of rows. `delimiter` is empty for JSON Lines; `heading` is then empty as well.

    `start` is where the rows begin behind a byte order mark; `columns` are the names that can be chosen.
    """

    file: BinaryIO
    byte_count: int
    start: int
    delimiter: str
    heading: Row
    columns: tuple[str, ...]
    lines: Lines

    def rows(self) -> Iterator[Row | Reject]:
        """Every row in order, from the first one on. Raises `Refused` for a line that no memory should hold."""
        self.lines = Lines(self.file, self.start, longest=LONGEST_LINE_BYTES)
        rows: CsvRows | JsonRows = JsonRows(self.lines)
        if self.delimiter:
            heading_row(self.lines, self.delimiter)
            rows = CsvRows(self.lines, self.delimiter, self.columns)
        while (row := rows.next()) is not None:
            if isinstance(row, Reject) and not row.raw:
                raise Refused(f"Line {row.line_number} has more than 50 million bytes. This is not a file of posts.")
            yield row

    def column(self, meaning: str, chosen: str, usual: Sequence[str]) -> str:
        """The column that was named, else the first of the usual names that is there. Raises `Refused` for neither."""
        if chosen:
            there = self.columns if self.delimiter else (*self.columns, chosen)  # an object may have it further down
            return check_columns({"text": chosen}, there)["text"]
        by_name = {name.strip().casefold(): name for name in reversed(self.columns)}
        found = next((by_name[name] for name in usual if name in by_name), "")
        if found or len(self.columns) == 1:
            return found or self.columns[0]
        names = ", ".join(self.columns[:20])
        raise Refused(f"Say which column holds {meaning}. The columns are: {names}.")


@contextlib.contextmanager
def open_table(source: str, folder: str | None) -> Iterator[Table]:
    """The table in the file `source`, or in the standard input. Raises `Refused` for what is none.

    What cannot be read twice as it is (a pipe, UTF-16, line breaks of old Macs) is copied first, into a file without a
    name in `folder`.
    """
    try:
        with _opened(source) as given, _twice_readable(given, folder) as file:
            yield _table(file)
    except OSError as error:
        raise Refused(f"{source} cannot be read ({error.strerror}). Check its name.") from error


def _table(file: BinaryIO) -> Table:
    byte_count = file.seek(0, os.SEEK_END)
    file.seek(0)
    head = file.read(LOOK_BYTES)
    start = len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0
    look = head[start:].decode(errors="replace").lstrip()
    if look.startswith("["):
        raise Refused("This is one JSON list. Save it as JSON Lines (one object on each line).")
    lines = Lines(file, start, longest=LONGEST_LINE_BYTES)
    if look.startswith("{"):
        return Table(file, byte_count, start, "", Row(0, {}), _names_at_first(lines), lines)
    delimiter = separator_of(look)
    heading = heading_row(lines, delimiter)
    return Table(file, byte_count, start, delimiter, heading, names_in(heading), lines)


def _names_at_first(lines: Lines) -> tuple[str, ...]:
    first = JsonRows(lines).next()
    return tuple(first.values) if isinstance(first, Row) else ()


@contextlib.contextmanager
def _opened(source: str) -> Iterator[BinaryIO]:
    if source == STANDARD:
        yield sys.stdin.buffer
    else:
        with open(source, "rb") as file:  # noqa: PTH123 - "/dev/fd/63" is no path to think about
            yield file


@contextlib.contextmanager
def _twice_readable(given: BinaryIO, folder: str | None) -> Iterator[BinaryIO]:
    head = _peeked(given)
    refuse_what_is_no_text(head)
    wide = wide_encoding(head)
    old_breaks = b"\r" in head and b"\n" not in head and len(head) < CHUNK_BYTES
    if given.seekable() and not wide and not old_breaks:
        yield given
        return
    with tempfile.TemporaryFile(dir=folder) as copy:
        if wide or old_breaks:
            _rewrite(head, given, copy, _WIDE[wide] if wide else "utf-8")
        else:
            copy.write(head)
            shutil.copyfileobj(given, copy, CHUNK_BYTES)
        yield copy


def _peeked(given: BinaryIO) -> bytes:
    """The first bytes; a file is put back to its beginning, a pipe cannot be."""
    head = given.read(CHUNK_BYTES)
    if given.seekable():
        given.seek(0)
    return head


def _rewrite(head: bytes, given: BinaryIO, copy: BinaryIO, encoding: str) -> None:
    if given.seekable():
        head = b""
    decoder = codecs.getincrementaldecoder(encoding)(errors="surrogateescape" if encoding == "utf-8" else "replace")
    translated = io.IncrementalNewlineDecoder(decoder, translate=encoding == "utf-8")
    chunk = head or given.read(CHUNK_BYTES)
    while chunk:
        copy.write(translated.decode(chunk).encode(errors="surrogateescape"))
        chunk = given.read(CHUNK_BYTES)
    copy.write(translated.decode(b"", final=True).encode(errors="surrogateescape"))
