"""Makes the files to download anew when more was signed: soon while that is quick, nightly once it is not."""

import json
import time
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import file_digest
from pathlib import Path

from django.conf import settings

from answerable.record.export.formats import ARCHIVE, FORMATS, SUMS, Format
from answerable.record.models import Entry
from answerable.record.read import SignedHead, newest_checkpoint

__all__ = ["ARCHIVE", "Made", "export_if_grown", "what_was_made"]

MANIFEST = "downloads.json"
REST_FOR_EACH_SECOND = 20
"""However large the record grows, making its files takes a twentieth of one core, and they are a day old at most."""
LONGEST_REST = timedelta(hours=24)


@dataclass(frozen=True)
class MadeFile:
    """One file as it was made: how many things are in it, its size, its checksum."""

    name: str
    count: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Made:
    """What was made when, of a record of `size` entries as this `checkpoint` signs it, and how long it took."""

    size: int
    checkpoint: str
    made_at: datetime
    took_seconds: float
    files: tuple[MadeFile, ...]


def export_if_grown(*, at: datetime, folder: Path | None = None) -> int:
    """How many entries the files hold that were made; 0 when nothing is due.

    Something is due when more was signed, and at once when a text was taken away: nobody should go on handing it out.
    """
    folder = folder or settings.MEDIA_ROOT
    folder.mkdir(parents=True, exist_ok=True)
    head, before = newest_checkpoint(), what_was_made(folder)
    if head is None or not _is_due(before, head, at):
        return 0
    began = time.monotonic()
    files = tuple(_make(folder, form) for form in FORMATS)
    sums = "".join(f"{file.sha256}  {file.name}\n" for file in files)
    _replace(folder / SUMS, sums)
    made = Made(head.size, head.note, at, time.monotonic() - began, files)
    _replace(folder / MANIFEST, json.dumps(asdict(made), default=str))
    return head.size


def what_was_made(folder: Path | None = None) -> Made | None:
    """What there is to download; None before the first time."""
    path = (folder or settings.MEDIA_ROOT) / MANIFEST
    if not path.exists():
        return None
    told = json.loads(path.read_text(encoding="utf-8"))
    files = tuple(MadeFile(**file) for file in told["files"])
    return Made(told["size"], told["checkpoint"], datetime.fromisoformat(told["made_at"]), told["took_seconds"], files)


def _is_due(before: Made | None, head: SignedHead, at: datetime) -> bool:
    """The whole checkpoint is compared: a record that succeeds another comes to the same sizes again."""
    if before is None or len(before.files) != len(FORMATS) or _origin(before.checkpoint) != _origin(head.note):
        return True
    if before.checkpoint == head.note:
        return False
    taken_away = Entry.objects.filter(type="disclosure.removed", index__gte=before.size, index__lt=head.size)
    rest = min(LONGEST_REST, timedelta(seconds=before.took_seconds * REST_FOR_EACH_SECOND))
    return at >= before.made_at + rest or taken_away.exists()


def _origin(note: str) -> str:
    """A checkpoint's first line: which record it is of."""
    return note.partition("\n")[0]


def _make(folder: Path, form: Format) -> MadeFile:
    """One file, which appears only when it is whole."""
    path, draft = folder / form.name, folder / f"{form.name}.new"
    count = form.write(draft)
    with draft.open("rb") as file:
        digest = file_digest(file, "sha256").hexdigest()
    draft.replace(path)
    return MadeFile(form.name, count, path.stat().st_size, digest)


def _replace(path: Path, content: str) -> None:
    draft = path.with_name(path.name + ".new")
    draft.write_text(content, encoding="utf-8")
    draft.replace(path)
