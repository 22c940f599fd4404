"""The forms in which the record can be taken away: one line each, made by one round and listed on one page."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from answerable.record.export.archive import export_zip
from answerable.record.export.table import write_csv, write_dictionary, write_entries, write_json_lines

ARCHIVE = "record.zip"
SUMS = "SHA256SUMS"


@dataclass(frozen=True)
class Format:
    """One file: its name, its media type, what it is for; `write` makes it and says how many things are in it."""

    name: str
    media_type: str
    about: Promise
    write: Callable[[Path], int]


FORMATS: Final = (
    Format(
        ARCHIVE, "application/zip", _("The whole record with its proofs, and the program that checks it"), export_zip
    ),
    Format("answers.csv", "text/csv; charset=utf-8", _("Every answer and correction, for a spreadsheet"), write_csv),
    Format(
        "answers.csv-metadata.json",
        "application/csvm+json",
        _("What the columns of that table mean (the data dictionary, as CSV on the Web)"),
        write_dictionary,
    ),
    Format("answers.jsonl", "application/jsonl", _("The same answers for programs"), write_json_lines),
    Format("entries.jsonl", "application/jsonl", _("Every entry of the record, for programs"), write_entries),
)
