"""The whole record as one file to download, made again when something new was signed."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from answerable.record.export.archive import export_zip
from answerable.record.read import newest_checkpoint

ARCHIVE = "record.zip"


def export_if_grown(*, at: datetime, folder: Path | None = None) -> int:  # noqa: ARG001  every round takes its moment
    """How many entries were written; 0 when nothing was signed or cosigned since the last time.

    The whole checkpoint is compared: a record that succeeds another comes to the same sizes again.
    """
    folder = folder or settings.MEDIA_ROOT
    folder.mkdir(parents=True, exist_ok=True)
    head, done = newest_checkpoint(), folder / f"{ARCHIVE}.checkpoint"
    if head is None or (done.exists() and done.read_text() == head.note):
        return 0
    export_zip(folder / ARCHIVE)
    done.write_text(head.note)
    return head.size
