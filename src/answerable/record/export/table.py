"""Answers as a table: one row for each time an answer was published, corrected or withdrawn; and what its columns mean.

CSV for spreadsheets: UTF-8 with a byte order mark, every value in quotes, and nothing that a spreadsheet would run. A
value that one might take for a formula, and one that begins with an apostrophe, has an apostrophe put in front.
"""

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from answerable.record.export.rows import ANSWER_STEPS, Recorded, signed_entries

COLUMNS: Final = (
    ("entry", "nonNegativeInteger", "Number of the entry in the record; /record/entries/NUMBER/ shows and proves it"),
    ("on", "date", "Day on which it was published, corrected or withdrawn"),
    ("step", "string", "answer.published, answer.corrected or answer.withdrawn"),
    ("question", "string", "The question's public name; /answers/NAME/ is its page"),
    ("answer", "string", "The answer's public name, the same for all its versions"),
    ("version", "positiveInteger", "1 for what was published first"),
    (
        "asked",
        "nonNegativeInteger",
        "How many accounts had asked when it was published first; empty for later versions",
    ),
    ("channels", "string", "Public names of the channels on which they were told, separated by spaces"),
    ("language", "language", "Language of the answer, as it was published first"),
    ("training", "boolean", "true where the desk was being practised on: such an answer is not real"),
    ("title", "string", "The question in plain words; empty where it was taken away"),
    ("text", "string", "The answer; for a withdrawal the notice; empty where it was taken away"),
    ("sources", "string", "Where the answer comes from, one a line"),
    ("address", "anyURI", "The address of the answer's page when it was published"),
)
"""Name, datatype of CSV on the Web, meaning. The meaning stands in the data dictionary and on the page of downloads."""

# What Excel, LibreOffice, Numbers and Google Sheets have been seen to run, in full width too, after anything unseen.
_FORMULA = re.compile(
    "[\\s\\x00-\\x20\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20|%'\t\r\\x00]"
)


def safe_cell(value: str) -> str:
    """The value as it stands in a cell; `plain_cell` takes it back."""
    return f"'{value}" if _FORMULA.match(value) else value


def plain_cell(cell: str) -> str:
    """What was put into the cell."""
    return cell.removeprefix("'")


def answer_rows() -> Iterator[dict[str, Any]]:
    """Each step of each answer as a row by column name; empty text for what it does not have."""
    for entry in signed_entries(ANSWER_STEPS):
        yield _row(entry)


def _row(entry: Recorded) -> dict[str, Any]:
    fields, texts = entry.fields, entry.texts
    known: dict[str, Any] = {
        **fields,
        **texts,
        "entry": entry.index,
        "step": fields["type"],
        "question": fields.get("question", fields.get("about", "")),
        "channels": " ".join(fields.get("channels", ())),
        "text": texts.get("text", texts.get("notice", "")),
    }
    return {name: known.get(name, "") for name, _datatype, _meaning in COLUMNS}


def write_csv(path: Path) -> int:
    """The table as CSV; how many rows."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow([name for name, _datatype, _meaning in COLUMNS])
        for row in answer_rows():
            writer.writerow([safe_cell(_as_text(value)) for value in row.values()])
            count += 1
    return count


def write_json_lines(path: Path) -> int:
    """The table as JSON Lines, numbers and truth values as such, nothing put in front; how many rows."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for row in answer_rows():
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count


def write_entries(path: Path) -> int:
    """The whole record as JSON Lines: each entry with its number, its fields and its texts; how many."""
    count = 0
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for entry in signed_entries():
            told = {"entry": entry.index, **entry.fields, "texts": entry.texts}
            file.write(json.dumps(told, ensure_ascii=False) + "\n")
            count += 1
    return count


def write_dictionary(path: Path) -> int:
    """What each column means, as metadata of CSV on the Web; how many columns."""
    columns = [
        {"name": name, "titles": name, "datatype": datatype, "dc:description": meaning, "null": ""}
        for name, datatype, meaning in COLUMNS
    ]
    told = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": "answers.csv",
        "dc:description": (__doc__ or "").strip(),
        "dialect": {"encoding": "utf-8", "header": True, "quoteChar": '"', "delimiter": ","},
        "tableSchema": {"columns": columns, "primaryKey": "entry"},
    }
    path.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return len(columns)


def _as_text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
