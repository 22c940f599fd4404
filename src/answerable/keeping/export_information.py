"""Makes the file that answers a request for information: in the background, with progress, a question at a time."""

import csv
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from hashlib import file_digest
from pathlib import Path
from typing import Any, Self

from django.conf import settings
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from answerable.accounts.models import Body, Person
from answerable.channels.open import new_id
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.keeping.information import TABLES, questions_of, rows_of, tables_of
from answerable.keeping.models import ExportState, InformationExport
from answerable.keeping.open_request import may_keep
from answerable.questions.models import Question, Topic
from answerable.record.export.table import safe_cell

AT_ONCE = 50
LEASE = timedelta(minutes=5)
KEPT_FOR = timedelta(days=30)
BLOCK = 1 << 16


def ask_export(
    *,
    topic: Topic | None,
    words: str,
    from_on: date,
    until_on: date,
    with_drafts: bool,
    with_decisions: bool,
    by: Person,
    at: datetime,
) -> InformationExport:
    """Asks for one; it is made in the background. Raises `Refused` for a period that ends before it begins."""
    may_keep(by)
    if until_on < from_on:
        raise Refused(_("The last day comes before the first. Change one of them."))
    return InformationExport.objects.create(
        public_id=new_id("ex"),
        topic=topic,
        words=words.strip()[:200],
        from_on=from_on,
        until_on=until_on,
        with_drafts=with_drafts,
        with_decisions=with_decisions,
        asked_by=by,
        asked_at=at,
    )


def path_of(export: InformationExport) -> Path:
    """Where its file is, once it is ready."""
    return Path(settings.MEDIA_ROOT) / "exports" / f"{export.public_id}.zip"


def make_exports(*, at: datetime) -> int:
    """Makes what waits, one after another, and takes files away that are a month old; how many were made.

    Whoever stops half-way loses the lease, and another round begins that one anew: the file appears only when whole.
    """
    _take_away_old(at)
    count = 0
    while (export := _claim(clock.now())) is not None:
        count += _make(export)
    return count


def _claim(now: datetime) -> InformationExport | None:
    free = Q(state=ExportState.WAITING) | Q(state=ExportState.MAKING, leased_until__lt=now)
    for pk in InformationExport.objects.filter(free).order_by("pk").values_list("pk", flat=True):
        mine = {"state": ExportState.MAKING, "leased_until": now + LEASE, "done_count": 0}
        if InformationExport.objects.filter(free, pk=pk).update(**mine):
            return InformationExport.objects.get(pk=pk)
    return None


class _Lost(Exception):
    """Another worker makes this export now, because this one was thought to have stopped."""


def _make(export: InformationExport) -> int:
    path = path_of(export)
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with tempfile.TemporaryDirectory(dir=path.parent, prefix="making-") as folder:
            draft = Path(folder) / "whole.zip"
            _write(export, draft, Path(folder))
            with draft.open("rb") as file:
                digest = file_digest(file, "sha256").hexdigest()
            size = draft.stat().st_size
            draft.replace(path)
        done = {"state": ExportState.READY, "byte_count": size, "sha256": digest, "ended_at": clock.now(), "why": ""}
    except _Lost:
        return 0
    except OSError:
        why = _("The file could not be written: is the disk full? Make room, then ask again.")
        done = {"state": ExportState.FAILED, "why": why, "ended_at": clock.now()}
    return InformationExport.objects.filter(pk=export.pk, leased_until=export.leased_until).update(**done)


def _progress(export: InformationExport, count: int) -> None:
    """Says how far it is and holds the lease for longer."""
    until = clock.now() + LEASE
    mine = InformationExport.objects.filter(pk=export.pk, leased_until=export.leased_until)
    if not mine.update(done_count=count, leased_until=until):
        raise _Lost
    export.leased_until = until


class _Table:
    """One table as CSV that no spreadsheet runs and as JSON Lines, row by row into files."""

    def __init__(self, name: str, folder: Path) -> None:
        self.name, self.count, self.files = name, 0, [folder / f"{name}.csv", folder / f"{name}.jsonl"]

    def __enter__(self) -> Self:
        self._csv = self.files[0].open("w", encoding="utf-8-sig", newline="")
        self._lines = self.files[1].open("w", encoding="utf-8", newline="\n")
        self._writer = csv.writer(self._csv, quoting=csv.QUOTE_ALL)
        self._writer.writerow(TABLES[self.name])
        return self

    def __exit__(self, *_error: object) -> None:
        self._csv.close()
        self._lines.close()

    def add(self, row: Any) -> None:
        """One row in both."""
        self.count += 1
        self._writer.writerow([safe_cell(str(row[name])) for name in TABLES[self.name]])
        self._lines.write(json.dumps(row, default=str, ensure_ascii=False) + "\n")


def _write(export: InformationExport, draft: Path, folder: Path) -> None:
    numbers = list(questions_of(export).values_list("pk", flat=True))
    InformationExport.objects.filter(pk=export.pk).update(question_count=len(numbers))
    index = folder / "index.html"
    with zipfile.ZipFile(draft, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        with ExitStack() as stack:
            tables = {name: stack.enter_context(_Table(name, folder)) for name in tables_of(export)}
            listed = stack.enter_context(index.open("w", encoding="utf-8"))
            around = {"export": export, "body": Body.objects.get().name, "count": len(numbers), "tables": list(tables)}
            start, end = render_to_string("keeping/information_index.html", around).split("<!-- questions -->")
            listed.write(start)
            for question in _one_by_one(export, numbers):
                listed.write(_put_question(archive, export, question, tables))
            listed.write(end)
        files = [index, *(file for table in tables.values() for file in table.files)]
        sums = {file.name: _copy_in(archive, file) for file in files}
        manifest = {
            "export": export.public_id,
            "topic": export.topic.name if export.topic else "",
            "words": export.words,
            "from": export.from_on,
            "until": export.until_on,
            "made_at": clock.now(),
            "rows": {name: table.count for name, table in tables.items()},
            "sha256": sums,
            "left_out": "who asked; moments of posts; private messages; names of staff; personal data is masked",
        }
        archive.writestr("manifest.json", json.dumps(manifest, default=str, ensure_ascii=False, indent=1))
        archive.writestr("SHA256SUMS", "".join(f"{digest}  {name}\n" for name, digest in sums.items()))


def _one_by_one(export: InformationExport, numbers: list[int]) -> Iterator[Question]:
    """Read fifty at a time, so that a million questions need no more memory than fifty."""
    for start in range(0, len(numbers), AT_ONCE):
        found = Question.objects.in_bulk(numbers[start : start + AT_ONCE])
        yield from (found[number] for number in numbers[start : start + AT_ONCE] if number in found)
        _progress(export, min(start + AT_ONCE, len(numbers)))


def _put_question(
    archive: zipfile.ZipFile, export: InformationExport, question: Question, tables: dict[str, _Table]
) -> str:
    """The question's rows into the files, its own page into the archive; its line for the index.

    The page shows the first posts only: a question of a hundred thousand is read in the table.
    """
    shown: dict[str, list[Any]] = {}
    for name, table in tables.items():
        first = shown.setdefault(name, [])
        for row in rows_of(export, question, name):
            table.add(row)
            if len(first) < AT_ONCE:
                first.append(row)
    title = shown["questions"][0]["title"]
    page = render_to_string("keeping/information_question.html", {"title": title, "tables": shown, "most": AT_ONCE})
    archive.writestr(f"questions/{question.public_id}.html", page)
    return render_to_string("keeping/information_line.html", {"row": shown["questions"][0]})


def _copy_in(archive: zipfile.ZipFile, file: Path) -> str:
    """The file into the archive, a block at a time; its checksum."""
    with file.open("rb") as source:
        digest = file_digest(source, "sha256").hexdigest()
        source.seek(0)
        with archive.open(file.name, "w", force_zip64=True) as target:
            shutil.copyfileobj(source, target, BLOCK)
    return digest


def _take_away_old(at: datetime) -> None:
    for export in InformationExport.objects.filter(ended_at__lt=at - KEPT_FOR, byte_count__gt=0):
        path_of(export).unlink(missing_ok=True)
        InformationExport.objects.filter(pk=export.pk).update(byte_count=0)
