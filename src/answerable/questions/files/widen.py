"""Writes a table again with more columns after its own: every row and every value as it was, or no file at all."""

import contextlib
import csv
import io
import json
import os
import secrets
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TextIO

from answerable.errors import Refused
from answerable.listening.file_rows import Reject, Row
from answerable.questions.files.table import STANDARD, Table


class Widened:
    """A table being written with the columns `names` after its own; a name that is taken gets a number behind it."""

    def __init__(self, table: Table, out: TextIO, names: Sequence[str], taken: Sequence[str]) -> None:
        self._table, self._out = table, out
        self._width = len(table.columns)
        self.names = _free(names, taken)
        if table.start:
            out.write("\ufeff")
        if table.delimiter:
            self._write(table.heading.raw, table.heading.cells, self.names)

    def row(self, row: Row | Reject, values: Sequence[str]) -> None:
        """Writes `row` and behind it `values`, one for each of the names."""
        if self._table.delimiter:
            if isinstance(row, Row) and len(row.cells) <= self._width:
                self._write(row.raw, row.cells, values)
            else:
                self._write_anew(row, values)
        elif isinstance(row, Row):
            body = row.raw.rstrip()
            added = json.dumps(dict(zip(self.names, values, strict=True)), ensure_ascii=False)[1:-1]
            comma = ", " if row.values else ""
            self._out.write(f"{body[:-1].rstrip()}{comma}{added}}}{row.raw[len(body) :]}")
        else:
            self._out.write(row.raw)

    def _write(self, raw: str, cells: Sequence[str], values: Sequence[str]) -> None:
        """A row keeps its very letters; where it has fewer cells than the heading, the missing ones are put in."""
        body = raw.rstrip("\r\n")
        missing = self._table.delimiter * (self._width - len(cells) + 1)
        self._out.write(f"{body}{missing}{self._joined(values)}{raw[len(body) :]}")

    def _write_anew(self, row: Row | Reject, values: Sequence[str]) -> None:
        """A row with too many cells or broken quotation marks, which would swallow what follows it.

        Ours stand under our names and what is too much behind them, where every reader puts it.
        """
        cells = row.cells if isinstance(row, Row) else _cells(row.raw, self._table.delimiter)
        padded = [*cells[: self._width], *[""] * (self._width - len(cells))]
        end = row.raw[len(row.raw.rstrip("\r\n")) :]
        self._out.write(self._joined([*padded, *values, *cells[self._width :]]) + end)

    def _joined(self, values: Sequence[str]) -> str:
        line = io.StringIO()
        csv.writer(line, delimiter=self._table.delimiter, lineterminator="").writerow(values)
        return line.getvalue()


@contextlib.contextmanager
def written(target: str) -> Iterator[TextIO]:
    """A text to write into that becomes the file `target` when the block ends well, all of it at once.

    Until then it stands beside it under another name; when the block fails it goes, and what was in `target` stays.
    A device or a pipe, and the standard output, is written to as it is. Raises `Refused` where nothing can be written.
    """
    path = Path(os.path.realpath(target))
    try:
        if target == STANDARD:
            yield from _standard_output()
        elif path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8", newline="") as out:
                yield out
        else:
            yield from _beside(path)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise Refused(f"{target} cannot be written ({error.strerror}). Name another place with -o.") from error


def _standard_output() -> Iterator[TextIO]:
    out = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="", write_through=False)
    try:
        yield out
        out.flush()
    finally:
        out.detach()


def _beside(path: Path) -> Iterator[TextIO]:
    part = path.with_name(f".{path.name[:200]}.{secrets.token_hex(4)}.part")
    try:
        with part.open("x", encoding="utf-8", newline="") as out:
            yield out
            out.flush()
            os.fsync(out.fileno())
        if path.exists():
            part.chmod(path.stat().st_mode)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise


def _free(names: Sequence[str], taken: Sequence[str]) -> tuple[str, ...]:
    used = {name.strip().casefold() for name in taken}
    free: list[str] = []
    for name in names:
        found, number = name, 2
        while found.casefold() in used:
            found, number = f"{name}_{number}", number + 1
        used.add(found.casefold())
        free.append(found)
    return tuple(free)


def _cells(raw: str, delimiter: str) -> list[str]:
    """The values of a row that breaks the rules, as far as they can be told apart."""
    limit = csv.field_size_limit(max(len(raw), csv.field_size_limit()))
    try:
        cells = next((row for row in csv.reader(io.StringIO(raw, newline=""), delimiter=delimiter) if row), [])
    finally:
        csv.field_size_limit(limit)
    return [*cells[:-1], cells[-1].rstrip("\r\n")] if cells else []
