"""Every form in which the record can be taken away is read back and holds what went in."""

import csv
import hashlib
import json
import re
import shutil
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django import Settings

from answerable.record.erase import erase_texts
from answerable.record.export.formats import ARCHIVE, FORMATS
from answerable.record.export.nightly import export_if_grown, what_was_made
from answerable.record.export.table import COLUMNS, plain_cell, safe_cell
from answerable.record.models import Entry
from answerable.record.verify import verify_archive
from tests.integration.factories import body, plain_static  # noqa: F401  a fixture
from tests.integration.record.record_story import DAY, NOW, add, sealed, tell

pytestmark = pytest.mark.django_db
HARD = '=1+1\n"quoted", caf\u00e9 \U0001f5d1; \u2028 and a tab\t.'


@pytest.fixture
def made(keys: Path, tmp_path: Path, settings: Settings) -> Path:
    """The folder of files of a record with an answer, its correction and its withdrawal."""
    tell()
    first = {"answer": "ans_0001", "about": "q_0001"}
    add("answer.drafted", {**first, "version": 2, "question": "q_0001", "by": "p_" + "a" * 26})
    add("answer.cleared", {**first, "version": 2, "by": "p_" + "b" * 26, "training": True})
    add(
        "answer.corrected",
        {**first, "version": 2, "reason": "corrected", "training": True},
        {"text": HARD, "title": "'Bins"},
    )
    add("answer.withdrawn", {**first, "version": 3, "reason": "withdrawn"}, {"notice": "It was wrong."})
    sealed(keys)
    settings.MEDIA_ROOT = tmp_path / "files"
    assert export_if_grown(at=NOW) == 9
    return tmp_path / "files"


ROWS = [
    {"step": "answer.published", "entry": "3", "version": "1", "asked": "2", "title": "Bins", "text": "Tuesday."},
    {
        "step": "answer.corrected",
        "entry": "7",
        "version": "2",
        "asked": "",
        "title": "'Bins",
        "text": HARD,
        "training": "true",
    },
    {"step": "answer.withdrawn", "entry": "8", "version": "3", "text": "It was wrong.", "question": "q_0001"},
]


def from_csv(folder: Path) -> list[dict[str, str]]:
    with (folder / "answers.csv").open(encoding="utf-8-sig", newline="") as file:
        return [{name: plain_cell(cell) for name, cell in row.items()} for row in csv.DictReader(file)]


def from_json_lines(folder: Path) -> list[dict[str, str]]:
    lines = (folder / "answers.jsonl").read_text(encoding="utf-8").split("\n")[:-1]
    rows = [json.loads(line) for line in lines]
    return [{name: str(value).lower() if value is True else str(value) for name, value in row.items()} for row in rows]


@pytest.mark.parametrize("read", [from_csv, from_json_lines])
def test_a_table_of_answers_is_read_back_as_it_went_in(made: Path, read: object) -> None:
    rows = read(made)
    assert [{name: row[name] for name in wanted} for row, wanted in zip(rows, ROWS, strict=True)] == ROWS
    assert list(rows[0]) == [name for name, _datatype, _meaning in COLUMNS]


def test_every_entry_is_in_the_lines_of_the_record(made: Path) -> None:
    lines = [json.loads(line) for line in (made / "entries.jsonl").read_text(encoding="utf-8").split("\n")[:-1]]
    assert [line["entry"] for line in lines] == list(range(9))
    assert lines[3]["texts"] == {"text": "Tuesday.", "title": "Bins"}
    assert lines[3]["type"] == "answer.published"
    assert not [name for line in lines for name in line if name.startswith("_")]


def test_the_archive_among_them_is_the_record_and_proves_it(made: Path) -> None:
    assert verify_archive(made / ARCHIVE).good


def test_the_dictionary_explains_every_column_of_the_table(made: Path) -> None:
    told = json.loads((made / "answers.csv-metadata.json").read_text(encoding="utf-8"))
    with (made / told["url"]).open(encoding=told["dialect"]["encoding"] + "-sig", newline="") as file:
        heads = next(csv.reader(file))
    assert [column["name"] for column in told["tableSchema"]["columns"]] == heads
    assert all(column["dc:description"] for column in told["tableSchema"]["columns"])


def test_every_format_of_the_table_is_made_listed_and_sent_as_its_checksum_says(made: Path) -> None:
    body()
    listed = Client().get("/record/downloads/").content.decode()
    sums = dict(line.split("  ")[::-1] for line in (made / "SHA256SUMS").read_text().splitlines())
    for form in FORMATS:
        assert f'href="/record/downloads/{form.name}"' in listed
        answer = Client().get(f"/record/downloads/{form.name}")
        assert answer.streaming
        content = b"".join(answer)
        assert hashlib.sha256(content).hexdigest() == sums[form.name]
        assert answer["Content-Type"] == form.media_type
        assert f'filename="{form.name}"' in answer["Content-Disposition"]
    assert set(sums) == {form.name for form in FORMATS}


@pytest.mark.parametrize(
    "name", ["x", "..", "../keys/record.key", "downloads.json", "answers.csv.new", "%2e%2e", "SHA256SUMS.new"]
)
def test_nothing_else_in_the_folder_can_be_downloaded(made: Path, name: str) -> None:
    (made / "answers.csv.new").write_text("x")
    assert Client().get(f"/record/downloads/{name}").status_code == 404
    assert Client().get(f"/record/pages/{name}").status_code == 404


# ------------------------------------------------------------------------------------------------------ when it is made


def test_nothing_is_made_while_nothing_is_new(made: Path, keys: Path) -> None:
    assert export_if_grown(at=NOW + timedelta(days=2)) == 0


def test_a_large_record_is_made_anew_only_after_a_rest_and_at_once_when_a_text_was_taken_away(
    made: Path, keys: Path, tmp_path: Path
) -> None:
    manifest = made / "downloads.json"
    told = json.loads(manifest.read_text())
    manifest.write_text(json.dumps(told | {"took_seconds": 600.0}))
    tell(2)
    sealed(keys, NOW + timedelta(minutes=1))
    assert export_if_grown(at=NOW + timedelta(hours=3)) == 0
    erase_texts(entry_id=Entry.objects.get(index=7).pk, reason="ERASURE", on=DAY)
    sealed(keys, NOW + timedelta(minutes=2))
    assert export_if_grown(at=NOW + timedelta(hours=3)) == 15
    assert HARD not in [row["text"] for row in from_csv(made)]
    assert "quoted" not in (made / "entries.jsonl").read_text()


def test_a_broken_off_run_leaves_the_files_from_before(made: Path, keys: Path) -> None:
    tell(2)
    sealed(keys, NOW + timedelta(minutes=1))
    (made / "answers.jsonl.new").mkdir()
    with pytest.raises(IsADirectoryError):
        export_if_grown(at=NOW + timedelta(days=2))
    assert what_was_made().size == 9
    assert len(from_json_lines(made)) == 3
    (made / "answers.jsonl.new").rmdir()
    assert export_if_grown(at=NOW + timedelta(days=2)) == 14


def test_before_anything_is_signed_there_is_nothing_and_the_page_says_so(tmp_path: Path, settings: Settings) -> None:
    body()
    settings.MEDIA_ROOT = tmp_path
    assert export_if_grown(at=NOW) == 0
    assert "The first files are made" in Client().get("/record/downloads/").content.decode()
    assert Client().get("/record/downloads/answers.csv").status_code == 404


# ------------------------------------------------------------------------------------------------------------ formulas

STARTERS = ["=", "+", "-", "@", "\t", "\r", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20"]


@pytest.mark.parametrize("starter", STARTERS)
@pytest.mark.parametrize("before", ["", " ", "\u00a0", "\u3000", "\n", "\ufeff", "\u200b", " \t "])
def test_a_formula_is_never_the_first_thing_in_a_cell(starter: str, before: str) -> None:
    assert safe_cell(f"{before}{starter}cmd").startswith("'")


@given(st.text())
@settings(max_examples=2_000, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_whatever_goes_into_a_cell_comes_out_of_it(value: str) -> None:
    cell = safe_cell(value)
    assert plain_cell(cell) == value
    assert not re.match(r"[=+\-@\t\r\x00]", cell.lstrip())


@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here to open the table with")
def test_a_spreadsheet_opens_the_table_without_a_formula(made: Path, tmp_path: Path) -> None:
    command = ["soffice", "--headless", "--convert-to", "fods", "--outdir", str(tmp_path), str(made / "answers.csv")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    assert "table:formula" not in (tmp_path / "answers.fods").read_text()
