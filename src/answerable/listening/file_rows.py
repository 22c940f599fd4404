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
    """The values of one row by the names of the columns; `line_number` is its first line, from 1.

    `raw` is the row as it stands in the file, with its line end and the empty lines before it; `cells` are its values
    in order, none for JSON.
    """

    line_number: int
    values: Mapping[str, str]
    raw: str = ""
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reject:
    """A row that could not be read, and why, in a sentence that does not repeat it."""

    line_number: int
    why: str
    raw: str = ""


class _LineTooLongError(Exception):
    """A line passed the limit; it was skipped to its end."""


class Lines:
    """The lines of a file from a place on. `position` (bytes) and `number` are where the next line begins.

    A line that is not UTF-8 is read as Windows-1252, which every line can be; `odd_count` and `first_odd` (0 without)
    say how many there were and which was the first. Our own copies have none.
    """

    def __init__(
        self, file: BinaryIO, position: int = 0, number: int = 0, *, longest: int = LONGEST_LINE_BYTES
    ) -> None:
        self._file = file
        self._longest = longest
        self._taken: list[str] = []
        self._last_odd = self.odd_count = self.first_odd = 0
        self.go_to(position, number)

    def go_to(self, position: int, number: int) -> None:
        """The next line begins at byte `position`, after `number` lines."""
        self._file.seek(position)
        self._taken.clear()
        self.position, self.number = position, number

    def take(self) -> str:
        """What was read since the last time it was taken."""
        taken = "".join(self._taken)
        self._taken.clear()
        return taken

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._file.readline(self._longest)
        if not line:
            raise StopIteration
        self.position += len(line)
        self.number += 1
        if len(line) == self._longest and not line.endswith(b"\n"):
            self._skip()
            raise _LineTooLongError
        self._taken.append(self._decoded(line))
        return self._taken[-1]

    def _decoded(self, line: bytes) -> str:
        try:
            return line.decode()
        except UnicodeDecodeError:
            if self.number > self._last_odd:  # a line may be read twice
                self._last_odd, self.odd_count = self.number, self.odd_count + 1
                self.first_odd = self.first_odd or self.number
        try:
            return line.decode("cp1252")
        except UnicodeDecodeError:  # five bytes have no letter there
            return line.decode("latin-1")

    def _skip(self) -> None:
        while rest := self._file.readline(self._longest):
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
            return Reject(self.lines.number, _("The line is not JSON."), self.lines.take())
        if not isinstance(found, dict):
            why = _("The line is JSON, but not an object with names and values.")
            return Reject(self.lines.number, why, self.lines.take())
        return Row(self.lines.number, {name: _written(value) for name, value in found.items()}, self.lines.take())


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
        before = ""
        try:
            while values == []:
                before += self.lines.take()
                begin, number = self.lines.position, self.lines.number
                values = next(csv.reader(self.lines, delimiter=self._delimiter, strict=True), None)
        except _LineTooLongError:
            return self._give_up(begin, number, _("The line has more than 1,000,000 bytes."), before)
        except csv.Error as error:
            return self._give_up(begin, number, _complaint(error), before)
        return None if values is None else self._row(number + 1, values, before + self.lines.take())

    def _row(self, line_number: int, values: list[str], raw: str) -> Row | Reject:
        if any(values[len(self.heading) :]):
            why = _(
                "The row has %(count)s values, the heading %(names)s. A separator inside a value needs quotation marks."
            )
            return Reject(line_number, why % {"count": len(values), "names": len(self.heading)}, raw)
        return Row(line_number, dict(zip(self.heading, values, strict=False)), raw, tuple(values))

    def _give_up(self, begin: int, number: int, why: str, before: str) -> Reject:
        failed_after = self.lines.number - number
        if failed_after > 1:
            self.lines.go_to(begin, number)
            next(self.lines)
        return Reject(number + 1, why, before + self.lines.take())


def _complaint(error: csv.Error) -> str:
    said = str(error)
    return next((str(words) for sign, words in _COMPLAINTS.items() if sign in said), _("The line is not CSV."))


def _written(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
