"""The whole record as one file to download, made again when something new was signed."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from answerable.record.export.archive import export_zip
from answerable.record.read import newest_checkpoint

ARCHIVE = "record.zip"


def export_if_grown(*, at: datetime, folder: Path | None = None) -> int:  # noqa: ARG001  every round takes its moment
    """How many entries were written; 0 when nothing was signed since the last time."""
    folder = folder or settings.MEDIA_ROOT
    folder.mkdir(parents=True, exist_ok=True)
    head, done = newest_checkpoint(), folder / f"{ARCHIVE}.size"
    if head is None or (done.exists() and done.read_text() == str(head.size)):
        return 0
    export_zip(folder / ARCHIVE)
    done.write_text(str(head.size))
    return head.size
