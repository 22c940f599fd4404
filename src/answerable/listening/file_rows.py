"""Reads rows from our copy of a file, from any place in it on, one at a time and in bounded memory."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST_LINE_BYTES = 1_000_000
LONGEST_FIELD = 131_072
"""Characters, the csv module's own limit; the longest post is 100,000."""

_COMPLAINTS = {
    "field larger than field limit": gettext_lazy(
        "A value has more than 131,072 characters, or a quotation mark opens here and never closes."
    ),
    "unexpected end of data": gettext_lazy("A quotation mark opens here and never closes."),
    "expected after": gettext_lazy(
        "There is text right after a closing quotation mark. Double the quotation marks inside a value."
    ),
    "new-line character": gettext_lazy("There is a line break outside quotation marks."),
}


@dataclass(frozen=True, slots=True)
class Row:
    """The values of one row by the names of the columns; `line_number` is its first line, from 1."""

    line_number: int
    values: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that could not be read, and why, in a sentence that does not repeat it."""

    line_number: int
    why: str


class _LineTooLongError(Exception):
    """A line passed the limit; it was skipped to its end."""


class Lines:
    """The lines of a file from a place on. `position` (bytes) and `number` are where the next line begins."""

    def __init__(self, file: BinaryIO, position: int = 0, number: int = 0) -> None:
        self._file = file
        self.go_to(position, number)

    def go_to(self, position: int, number: int) -> None:
        """The next line begins at byte `position`, after `number` lines."""
        self._file.seek(position)
        self.position, self.number = position, number

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._file.readline(LONGEST_LINE_BYTES)
        if not line:
            raise StopIteration
        self.position += len(line)
        self.number += 1
        if len(line) == LONGEST_LINE_BYTES and not line.endswith(b"\n"):
            self._skip()
            raise _LineTooLongError
        return line.decode()

    def _skip(self) -> None:
        while rest := self._file.readline(LONGEST_LINE_BYTES):
            self.position += len(rest)
            if rest.endswith(b"\n"):
                return


class JsonRows:
    """One object a line; nested values are kept as JSON."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines

    def next(self) -> Row | Reject | None:
        """The next row, or None at the end."""
        try:
            line = next((line for line in self.lines if line.strip()), None)
        except _LineTooLongError:
            return Reject(self.lines.number, _("The line has more than 1,000,000 bytes."))
        if line is None:
            return None
        try:
            found = json.loads(line)
        except (ValueError, RecursionError):
            return Reject(self.lines.number, _("The line is not JSON."))
        if not isinstance(found, dict):
            return Reject(self.lines.number, _("The line is JSON, but not an object with names and values."))
        return Row(self.lines.number, {name: _written(value) for name, value in found.items()})


class CsvRows:
    """Rows under a heading, separated by `delimiter`; a row may go over several lines inside quotation marks."""

    def __init__(self, lines: Lines, delimiter: str, heading: Sequence[str]) -> None:
        self.lines = lines
        self._delimiter = delimiter
        self.heading = tuple(heading)

    def next(self) -> Row | Reject | None:
        """The next row, or None at the end.

        Where a row fails after several lines, only its first is given up and reading goes on with the second: an
        unclosed quotation mark would otherwise swallow everything after it.
        """
        values: list[str] | None = []
        try:
            while values == []:
                begin, number = self.lines.position, self.lines.number
                values = next(csv.reader(self.lines, delimiter=self._delimiter, strict=True), None)
        except _LineTooLongError:
            return self._give_up(begin, number, _("The line has more than 1,000,000 bytes."))
        except csv.Error as error:
            return self._give_up(begin, number, _complaint(error))
        return None if values is None else self._row(number + 1, values)

    def _row(self, line_number: int, values: list[str]) -> Row | Reject:
        if any(values[len(self.heading) :]):
            why = _(
                "The row has %(count)s values, the heading %(names)s. A separator inside a value needs quotation marks."
            )
            return Reject(line_number, why % {"count": len(values), "names": len(self.heading)})
        return Row(line_number, dict(zip(self.heading, values, strict=False)))

    def _give_up(self, begin: int, number: int, why: str) -> Reject:
        failed_after = self.lines.number - number
        if failed_after > 1:
            self.lines.go_to(begin, number)
            next(self.lines)
        return Reject(number + 1, why)


def _complaint(error: csv.Error) -> str:
    said = str(error)
    return next((str(words) for sign, words in _COMPLAINTS.items() if sign in said), _("The line is not CSV."))


def _written(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
