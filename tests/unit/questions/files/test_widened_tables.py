"""A table written again keeps every row and value, whatever it looks like, or is not written at all."""

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.errors import Refused
from answerable.listening.file_rows import Reject
from answerable.questions.files.table import Table, open_table
from answerable.questions.files.widen import Widened, written


def widened(content: bytes, folder: Path, names: tuple[str, ...] = ("question",)) -> bytes:
    source, target = folder / "in", folder / "out"
    source.write_bytes(content)
    with written(str(target)) as out, open_table(str(source), str(folder)) as table:
        wide = Widened(table, out, names, table.columns)
        for number, row in enumerate(table.rows()):
            wide.row(row, [f"Q{number}" if not isinstance(row, Reject) else ""] * len(names))
    return target.read_bytes()


def columns(content: bytes, folder: Path) -> tuple[str, ...]:
    (folder / "in").write_bytes(content)
    with open_table(str(folder / "in"), None) as table:
        return table.columns


def test_quotation_marks_line_breaks_and_line_ends_stay_letter_for_letter(tmp_path: Path) -> None:
    content = b'id,"text"\r\n1,"a ""b"",\r\nc"\r\n2,"d"'
    assert widened(content, tmp_path) == b'id,"text",question\r\n1,"a ""b"",\r\nc",Q0\r\n2,"d",Q1'


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_the_files_own_separator_is_used(tmp_path: Path, delimiter: str) -> None:
    content = f"id{delimiter}text\n1{delimiter}a\n".encode()
    assert widened(content, tmp_path).decode() == f"id{delimiter}text{delimiter}question\n1{delimiter}a{delimiter}Q0\n"


def test_a_byte_order_mark_stays(tmp_path: Path) -> None:
    assert widened("\ufefftext\nä\n".encode(), tmp_path) == "\ufefftext,question\nä,Q0\n".encode()


def test_utf_16_comes_out_as_utf_8(tmp_path: Path) -> None:
    assert widened("id;text\n1;tŷ\n".encode("utf-16"), tmp_path).decode() == "id;text;question\n1;tŷ;Q0\n"


def test_a_line_that_is_not_utf_8_does_not_change_the_others(tmp_path: Path) -> None:
    found = widened("id,text\n1,café\n2,".encode() + b"caf\xe9\n", tmp_path).decode()
    assert found == "id,text,question\n1,café,Q0\n2,café,Q1\n"


def test_line_breaks_of_old_macs_are_read(tmp_path: Path) -> None:
    assert widened(b"text\ra\rb", tmp_path) == b"text,question\na,Q0\nb,Q1"


def test_a_short_row_gets_its_missing_values_so_that_ours_stand_right(tmp_path: Path) -> None:
    assert widened(b"id,text,note\n1,a\n", tmp_path) == b"id,text,note,question\n1,a,,Q0\n"


def test_what_a_row_has_too_much_stands_behind_ours(tmp_path: Path) -> None:
    assert widened(b"id,text\n1,a,b\n", tmp_path) == b"id,text,question\n1,a,,b\n"


def test_an_open_quotation_mark_swallows_nothing(tmp_path: Path) -> None:
    rows = list(csv.reader(io.StringIO(widened(b'id,text\n1,"open\n2,"b"\n', tmp_path).decode())))
    assert rows == [["id", "text", "question"], ["1", "open", ""], ["2", "b", "Q1"]]


def test_a_value_of_any_length_stays(tmp_path: Path) -> None:
    content = b"id,text\n1," + b"x" * 140_000 + b"\n"
    assert widened(content, tmp_path) == b"id,text,question\n1," + b"x" * 140_000 + b",\n"


def test_a_name_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    found = widened(b"Question,text\n1,a\n", tmp_path, ("question", "topic"))
    assert found == b"Question,text,question_2,topic\n1,a,Q0,Q0\n"


def test_columns_of_one_name_can_be_told_apart(tmp_path: Path) -> None:
    assert columns(b"text,text\na,b\n", tmp_path) == ("text", "text (2)")


def test_objects_get_more_members_and_stay_as_they_were(tmp_path: Path) -> None:
    content = b'{"n": 1e3, "text":"a"}\n\n{}\nnot json\n{"text": "\\ud800"}'
    lines = widened(content, tmp_path).decode().split("\n")
    assert lines[0] == '{"n": 1e3, "text":"a", "question": "Q0"}'
    assert json.loads(lines[2]) == {"question": "Q1"}
    assert lines[3:] == ["not json", '{"text": "\\ud800", "question": "Q3"}']


# A file full of control characters is no text and is refused as a whole.
VALUES = st.text(st.one_of(st.characters(exclude_categories=["Cc", "Cs"]), st.sampled_from('\r\n\t",;|')), max_size=8)


@settings(deadline=None)
@given(st.lists(st.tuples(VALUES, VALUES), min_size=1), st.sampled_from(["\n", "\r\n"]))
def test_every_value_is_read_again_as_it_was(tmp_path_factory: pytest.TempPathFactory, rows: list, end: str) -> None:
    line = io.StringIO(newline="")
    csv.writer(line, lineterminator=end, quoting=csv.QUOTE_ALL).writerows([("id", "text"), *rows])
    content = line.getvalue().encode(errors="replace")
    found = widened(content, tmp_path_factory.mktemp("table")).decode()
    before = list(csv.reader(io.StringIO(content.decode(), newline="")))
    assert [row[:2] for row in csv.reader(io.StringIO(found, newline=""))] == before


def test_what_fails_half_way_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    with pytest.raises(KeyboardInterrupt):
        _stop_half_way(target)
    assert (target.read_text(), list(tmp_path.iterdir())) == ("old", [target])


def _stop_half_way(target: Path) -> None:
    with written(str(target)) as out:
        out.write("half")
        raise KeyboardInterrupt


def test_a_file_may_be_written_over_itself(tmp_path: Path) -> None:
    posts = tmp_path / "posts.csv"
    posts.write_bytes(b"text\na\n")
    with written(str(posts)) as out, open_table(str(posts), None) as table:
        wide = Widened(table, out, ["question"], table.columns)
        for row in table.rows():
            wide.row(row, ["Q"])
    assert posts.read_bytes() == b"text,question\na,Q\n"


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rest", b'[{"text": 1}]', b'"open\n'])
def test_what_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(Refused):
        columns(content, tmp_path)


def test_a_column_is_found_by_its_usual_name(tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(b"id,Message\n1,a\n")
    with open_table(str(tmp_path / "in"), None) as table:
        assert table.column("the text", "", ("text", "message")) == "Message"


def test_a_column_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    (tmp_path / "in").write_bytes(b"id,words\n1,a\n")
    with open_table(str(tmp_path / "in"), None) as table:
        for chosen in ("", "text"):
            with pytest.raises(Refused, match="id, words"):
                _column(table, chosen)


def _column(table: Table, chosen: str) -> str:
    return table.column("the text", chosen, ("text",))
