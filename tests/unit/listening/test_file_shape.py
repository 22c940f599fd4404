"""The shape of a file: separator, columns, first rows; and reading on from any place in it."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.errors import Refused
from answerable.listening.file_rows import CsvRows, JsonRows, Lines, Reject, Row
from answerable.listening.file_shape import check_columns, look_at, open_rows, usual_columns


@pytest.fixture
def look(tmp_path: Path):
    def at(content: str):
        path = tmp_path / "posts"
        path.write_bytes(content.encode())
        return look_at(path)

    return at


def rows_from(path: Path, position: int, line_number: int, delimiter: str = ",") -> list[Row | Reject]:
    with path.open("rb") as file:
        return list(iter(open_rows(file, delimiter, position=position, line_number=line_number).next, None))


def test_the_first_five_rows_are_shown(look):
    seen = look("id,text\n" + "".join(f"{n},row {n}\n" for n in range(9)))
    assert (seen.delimiter, seen.columns) == (",", ("id", "text"))
    assert [row.values["text"] for row in seen.rows] == [f"row {n}" for n in range(5)]


def test_commas_in_texts_do_not_outvote_the_separator(look):
    assert look("id;text\n1;yes, no, maybe\n2;well, then\n3;so\n").delimiter == ";"


def test_the_columns_of_json_lines_are_those_of_the_first_rows(look):
    seen = look('{"a": 1, "text": "x"}\n{"b": 2, "text": "y"}\n')
    assert (seen.delimiter, seen.columns) == ("", ("a", "text", "b"))


@pytest.mark.parametrize(
    ("columns", "usual"),
    [
        (["Tweet", "Lang"], {"text": "Tweet", "language": "Lang"}),
        (["message", "text"], {"text": "text"}),
        (["whatever"], {"text": "whatever"}),
        (["a", "b"], {}),
    ],
)
def test_usual_names_are_recognised(columns, usual):
    assert usual_columns(columns) == usual


def test_empty_choices_are_left_out():
    assert check_columns({"text": "a", "id": ""}, ["a"]) == {"text": "a"}


def test_a_meaning_that_we_do_not_know_is_refused():
    with pytest.raises(Exception, match="no column “mood”"):
        check_columns({"text": "a", "mood": "a"}, ["a"])


def test_reading_on_from_every_row_gives_the_rest(tmp_path):
    path = tmp_path / "posts.csv"
    path.write_text('id,text\n1,"two\nlines"\n\n2,plain\n3,"a ""quoted"" word"\n4,last')
    whole = rows_from(path, 0, 0)
    assert [row.line_number for row in whole] == [2, 5, 6, 7]
    with path.open("rb") as file:
        rows = open_rows(file, ",")
        for done in range(1, 5):
            rows.next()
            assert rows_from(path, rows.lines.position, rows.lines.number) == whole[done:]


values = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)


@given(st.lists(st.tuples(values, values), max_size=8), st.sampled_from(",;\t|"))
def test_what_a_spreadsheet_writes_is_read_back(tmp_path_factory, given_rows, separator):
    import csv

    path = tmp_path_factory.mktemp("rows") / "posts.csv"
    with path.open("w", newline="") as file:
        csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL).writerows([("a", "b"), *given_rows])
    read = rows_from(path, 0, 0, separator)
    assert [tuple(row.values.values()) for row in read] == given_rows


@given(st.binary(max_size=300).map(lambda raw: raw.decode(errors="ignore").encode()))
def test_no_text_whatever_makes_the_readers_fail_or_stand_still(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("rows") / "posts"
    path.write_bytes(content)
    for kind in (JsonRows, lambda lines: CsvRows(lines, ",", ["a", "b"])):
        with path.open("rb") as file:
            rows = kind(Lines(file))
            found = list(iter(rows.next, None))
            assert rows.lines.position == len(content)
            assert len(found) <= content.count(b"\n") + 1


@given(st.text(st.characters(codec="utf-8"), max_size=200))
def test_any_text_has_a_shape_or_is_refused(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("rows") / "posts"
    path.write_bytes(content.encode())
    with contextlib.suppress(Refused):
        seen = look_at(path)
        assert seen.rows
        assert set(seen.rows[0].values) <= set(seen.columns)
