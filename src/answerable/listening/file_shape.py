"""Finds out how a file of posts is written: CSV with which separator, or JSON Lines; which columns; its first rows."""

import csv
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from answerable.errors import Refused
from answerable.listening.file_rows import CsvRows, JsonRows, Lines, Reject, Row

SEPARATORS = ",;\t|"
LOOK_LINES = 50
LOOK_BYTES = 20_000
MOST_COLUMNS = 500

MEANINGS = ("text", "id", "author", "time", "language", "url")
_USUAL = {
    "text": ("text", "message", "post", "body", "content", "comment", "question", "query", "tweet", "full_text"),
    "id": ("id", "post id", "post_id", "uid", "uri", "reference", "ref"),
    "author": ("author", "user", "username", "screen_name", "handle", "account", "from", "name"),
    "time": ("time", "date", "created_at", "created", "timestamp", "posted", "sent", "received"),
    "language": ("language", "lang", "locale"),
    "url": ("url", "link", "permalink", "address"),
}


@dataclass(frozen=True, slots=True)
class Look:
    """What the beginning of a file shows. `delimiter` is empty for JSON Lines."""

    delimiter: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def look_at(path: Path, *, most: int = 5) -> Look:
    """The shape of our copy and its first `most` rows. Raises `Refused` for a file without posts."""
    with path.open("rb") as file:
        start = file.read(LOOK_BYTES).decode(errors="ignore").lstrip()
        if start.startswith("["):
            raise Refused(
                _("This is one JSON list. Save it as JSON Lines (one object on each line) and bring that in.")
            )
        delimiter = "" if start.startswith("{") else separator_of(start)
        rows = open_rows(file, delimiter)
        found = list(itertools.islice(iter(rows.next, None), 20))
    read = tuple(row for row in found if isinstance(row, Row))
    if not read:
        raise Refused(_("No row of this file can be read. Bring in a CSV file with a heading, or JSON Lines."))
    named = rows.heading if isinstance(rows, CsvRows) else (name for row in read for name in row.values)
    columns = tuple(dict.fromkeys(named))
    return Look(delimiter, columns[:MOST_COLUMNS], read[:most])


def open_rows(file: BinaryIO, delimiter: str, *, position: int = 0, line_number: int = 0) -> CsvRows | JsonRows:
    """Rows from a place on; at the beginning of a CSV file, from the row after its heading on."""
    lines = Lines(file)
    if not delimiter:
        lines.go_to(position, line_number)
        return JsonRows(lines)
    heading = read_heading(lines, delimiter)
    if position:
        lines.go_to(position, line_number)
    return CsvRows(lines, delimiter, heading)


def read_heading(lines: Lines, delimiter: str) -> tuple[str, ...]:
    """The names of the columns, each of them once and none empty. Raises `Refused`."""
    return names_in(heading_row(lines, delimiter))


def heading_row(lines: Lines, delimiter: str) -> Row:
    """The row that names the columns. Raises `Refused` where there is none."""
    first = CsvRows(lines, delimiter, [str(number) for number in range(10_000)]).next()
    if first is None or isinstance(first, Reject):
        raise Refused(_("The first line of the file is no heading. Put the names of the columns there."))
    return first


def names_in(heading: Row) -> tuple[str, ...]:
    """The names of the columns, each of them once and none empty."""
    names: list[str] = []
    for number, value in enumerate(heading.values.values(), start=1):
        name = value.strip() or _("column %(number)s") % {"number": number}
        names.append(name if name not in names else f"{name} ({number})")
    return tuple(names)


def usual_columns(columns: Sequence[str]) -> dict[str, str]:
    """What each column probably means, by its name; a single column is the text."""
    by_name = {name.strip().casefold(): name for name in reversed(columns)}
    found = {meaning: by_name[usual] for meaning in MEANINGS for usual in reversed(_USUAL[meaning]) if usual in by_name}
    if len(columns) == 1:
        found["text"] = columns[0]
    return found


def check_columns(columns: Mapping[str, str], there: Sequence[str]) -> dict[str, str]:
    """The chosen columns without empty choices. Raises `Refused` when the text has none or one is not in the file."""
    chosen = {meaning: name for meaning, name in columns.items() if name}
    if "text" not in chosen:
        raise Refused(_("Say which column holds the text of the posts."))
    unknown = [meaning for meaning in chosen if meaning not in MEANINGS]
    missing = [name for name in chosen.values() if name not in there]
    if unknown or missing:
        words = _("The file has no column “%(name)s”. Its columns are: %(columns)s.")
        raise Refused(words % {"name": (missing or unknown)[0], "columns": ", ".join(there[:20])})
    return chosen


def separator_of(start: str) -> str:
    """The separator that cuts the most rows into as many values as the heading has."""
    lines = start.splitlines(keepends=True)[:LOOK_LINES]
    return max(SEPARATORS, key=lambda separator: _agreement(lines, separator))


def _agreement(lines: Sequence[str], separator: str) -> tuple[int, int]:
    rows = [row for row in csv.reader(lines, delimiter=separator) if row]
    width = len(rows[0]) if rows else 0
    return (sum(len(row) == width for row in rows), width) if width > 1 else (0, 0)
