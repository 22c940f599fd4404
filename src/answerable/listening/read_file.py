"""Reads one batch of rows: payloads, rejected lines and the place in the file in one transaction."""

import hashlib
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from answerable.channels.connect import connect
from answerable.channels.models import Channel
from answerable.errors import Refused
from answerable.listening.file_rows import CsvRows, JsonRows, Reject, Row
from answerable.listening.file_shape import open_rows
from answerable.listening.ingest import LONGEST_UID, as_told, is_storable, store_payloads
from answerable.listening.models import FileImport, ImportState, RejectedLine
from answerable.networks.contract import Raw
from answerable.networks.ways_in import NamesRows

BATCH = 500
BATCH_CHARACTERS = 5_000_000
"""A batch ends at either, so that enormous rows take no more memory than small ones."""

MOST_REJECTS = 10_000
"""Rejected lines that are listed for one file; the others are counted."""

FORGOTTEN = timedelta(days=1)
"""An uploaded file whose columns nobody chose is not kept longer: it holds citizens' words."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one step brought, and whether the file is done with."""

    new_count: int
    is_done: bool


def read_batch(number: int, *, at: datetime, wait: bool) -> Batch | None:
    """Reads on in a file. None when another worker has it (unless `wait`), or there is nothing left to read."""
    with transaction.atomic():
        waiting = FileImport.objects.filter(pk=number, state__in=[ImportState.WAITING, ImportState.READING])
        file_import = waiting.select_for_update(skip_locked=not wait).select_related(None).first()
        if file_import is None:
            return None
        try:
            return _read_on(file_import, at=at)
        except (OSError, Refused) as error:
            lost = _("The uploaded file is no longer in the data folder.")
            reason = error.reason if isinstance(error, Refused) else lost
            file_import.why = _("%(reason)s Bring it in again; what was read is kept.") % {"reason": reason}
            file_import.state, file_import.ended_at = ImportState.FAILED, at
            file_import.save(update_fields=["why", "state", "ended_at"])
            return Batch(0, is_done=True)


def copies_folder() -> Path:
    """Where our copies are until they are read; all machines of one desk share it."""
    return Path(settings.MEDIA_ROOT) / "brought_in"


def remove_read_copies(*, at: datetime) -> None:
    """Removes our copies of files that are done with, and after a day those that a crash left without a row."""
    over = FileImport.objects.filter(state__in=[ImportState.DONE, ImportState.FAILED]).exclude(path="")
    forgotten = FileImport.objects.filter(state=ImportState.UPLOADED, started_at__lt=at - FORGOTTEN)
    for file_import in itertools.chain(over, forgotten):
        Path(file_import.path).unlink(missing_ok=True)
    over.update(path="")
    forgotten.delete()
    wanted = set(FileImport.objects.exclude(path="").values_list("path", flat=True))
    for copy in copies_folder().glob("*.posts"):
        if str(copy) not in wanted and copy.stat().st_mtime < (at - FORGOTTEN).timestamp():
            copy.unlink(missing_ok=True)


def _read_on(file_import: FileImport, *, at: datetime) -> Batch:
    with Path(file_import.path).open("rb") as file:
        rows = open_rows(
            file, file_import.delimiter, position=file_import.byte_position, line_number=file_import.line_number
        )
        found = list(_batch(rows))
    items, rejects = _sorted(found, file_import.columns, _naming(file_import.channel))
    # Two files with the same rows at once would otherwise wait for each other's rows until the database ends one.
    Channel.objects.select_for_update(no_key=True).get(pk=file_import.channel_id)
    ingested = store_payloads(channel=file_import.channel, items=items, at=at)
    _keep_rejects(file_import, rejects)
    file_import.byte_position, file_import.line_number = rows.lines.position, rows.lines.number
    file_import.new_count += ingested.new
    file_import.same_count += ingested.same
    file_import.rejected_count += len(rejects)
    file_import.state = ImportState.READING if found else ImportState.DONE
    file_import.ended_at = None if found else at
    file_import.save()
    return Batch(ingested.new, is_done=not found)


def _batch(rows: CsvRows | JsonRows) -> Iterator[Row | Reject]:
    count = characters = 0
    while count < BATCH and characters < BATCH_CHARACTERS:
        row = rows.next()
        if row is None:
            return
        yield row
        count += 1
        if isinstance(row, Row):
            characters += sum(map(len, row.values.values()))


def _naming(channel: Channel) -> NamesRows | None:
    """The network, where it can tell from a row which of its posts it is."""
    network = connect(channel)
    return network if isinstance(network, NamesRows) else None


def _sorted(
    found: Sequence[Row | Reject], columns: Mapping[str, str], naming: NamesRows | None
) -> tuple[list[Raw], list[Reject]]:
    items: list[Raw] = []
    rejects: list[Reject] = []
    for row in found:
        made = row if isinstance(row, Reject) else _item(row, columns, naming)
        rejects.append(made) if isinstance(made, Reject) else items.append(made)
    return items, rejects


def _item(row: Row, columns: Mapping[str, str], naming: NamesRows | None) -> Raw | Reject:
    """Only the chosen columns are kept. Without an id, a row is named by what it says, who says it and when."""
    meant = {meaning: row.values.get(name, "") for meaning, name in columns.items() if meaning != "id"}
    payload = {meaning: value for meaning, value in meant.items() if value}
    if not payload.get("text", "").strip("\x00 \t\r\n"):
        return Reject(row.line_number, _("The column for the text is empty."))
    try:
        known_as = naming.name_of(payload) if naming else None
    except Refused as refused:
        return Reject(row.line_number, refused.reason)
    if known_as is not None or "id" not in columns:
        return Raw(known_as or _name_of(payload), payload)
    uid = row.values.get(columns["id"], "").strip()
    if not uid:
        return Reject(row.line_number, _("The column for the id is empty."))
    if len(uid) > LONGEST_UID or not is_storable(uid):
        return Reject(row.line_number, _("The id has more than 300 characters, or characters that are none."))
    return Raw(uid, payload)


def _name_of(payload: Mapping[str, str]) -> str:
    told = as_told({meaning: payload.get(meaning, "").strip() for meaning in ("text", "author", "time")})
    return "row-" + hashlib.sha256(told.encode()).hexdigest()[:40]


def _keep_rejects(file_import: FileImport, rejects: Sequence[Reject]) -> None:
    listed = rejects[: max(0, MOST_REJECTS - file_import.rejected_count)]
    rows = [RejectedLine(file_import=file_import, line_number=one.line_number, why=one.why[:300]) for one in listed]
    RejectedLine.objects.bulk_create(rows, ignore_conflicts=True)
