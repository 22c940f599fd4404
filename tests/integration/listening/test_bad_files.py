"""Files that are wrong: what is refused as a whole, and which rows are rejected while the others come in."""

import io
from pathlib import Path

import pytest
from practice_payloads import NOW

from answerable.errors import Refused
from answerable.listening.bring_in import begin_import, keep_file
from answerable.listening.file_copy import keep_copy
from answerable.listening.models import FileImport, Post, RejectedLine

pytestmark = pytest.mark.django_db
TEXT = {"text": "text"}


def texts() -> list[str]:
    return list(Post.objects.order_by("id").values_list("text", flat=True))


def rejected(one: FileImport) -> list[tuple[int, str]]:
    return list(RejectedLine.objects.filter(file_import=one).order_by("line_number").values_list("line_number", "why"))


def test_rejects_are_listed_with_line_and_reason(bring):
    done = bring(
        'id,text\n1,fine\n2,\n,no id\n3,a,b\n4,"said "so" loudly"\n5,also fine\n', {"text": "text", "id": "id"}
    )
    assert texts() == ["fine", "also fine"]
    assert [line for line, _ in rejected(done)] == [3, 4, 5, 6]
    assert [why for _, why in rejected(done)] == [
        "The column for the text is empty.",
        "The column for the id is empty.",
        "The row has 3 values, the heading 2. A separator inside a value needs quotation marks.",
        "There is text right after a closing quotation mark. Double the quotation marks inside a value.",
    ]


def test_an_unclosed_quotation_mark_costs_one_line(bring):
    done = bring('text\nfirst\n"never closed\nsecond\nthird\n')
    assert texts() == ["first", "second", "third"]
    assert rejected(done) == [(3, "A quotation mark opens here and never closes.")]


def test_lines_are_counted_over_line_breaks_inside_values_and_blank_lines(bring):
    done = bring('id,text\n\n1,"two\nlines"\n\n2,\n', {"text": "text", "id": "id"})
    assert texts() == ["two\nlines"]
    assert [line for line, _ in rejected(done)] == [6]


def test_an_enormous_line_is_rejected_and_the_next_is_read(bring):
    done = bring("text\nfirst\n" + "x" * 3_000_000 + "\nlast\n")
    assert texts() == ["first", "last"]
    assert rejected(done) == [(3, "The line has more than 1,000,000 bytes.")]


def test_an_enormous_value_is_rejected(bring):
    done = bring("text\n" + "x" * 200_000 + "\nlast\n")
    assert texts() == ["last"]
    assert "131,072" in rejected(done)[0][1]


def test_a_long_post_is_kept(bring):
    bring("text\n" + "When? " * 20_000 + "\n")
    assert len(texts()[0]) == 100_000


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("{not json", "The line is not JSON."),
        ("[1, 2]", "The line is JSON, but not an object with names and values."),
        ("[" * 100_000, "The line is not JSON."),
        ('{"text": ' + "9" * 5_000 + "}", "The line is not JSON."),
        ('{"other": 1}', "The column for the text is empty."),
        ('{"text": null}', "The column for the text is empty."),
        ("x" * 2_000_000, "The line has more than 1,000,000 bytes."),
    ],
)
def test_a_bad_line_of_json_is_rejected_and_the_others_are_read(bring, line, why):
    done = bring(f'{{"text": "first"}}\n{line}\n{{"text": "last"}}\n')
    assert texts() == ["first", "last"]
    assert rejected(done) == [(2, why)]


def test_nul_bytes_and_lone_surrogates_are_no_obstacle(bring):
    bring('{"text": "bins \\ud83d on\\u0000 Monday", "id": "a"}\n')
    assert texts() == ["bins  on Monday"]


def test_nul_bytes_in_csv_are_left_out(bring):
    bring(b"text\nbins on\x00 Monday\n" + b"something longer so that this is a text file\n" * 2)
    assert texts()[0] == "bins on Monday"


def test_an_id_that_cannot_be_stored_is_rejected(bring):
    done = bring(
        '{"text": "a", "id": "x\\u0000"}\n{"text": "b", "id": "%s"}\n' % ("y" * 301), {"text": "text", "id": "id"}
    )
    assert done.rejected_count == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "The file is empty"),
        (b"\n\n  \n", "The file is empty"),
        (b"\x00" * 500, "The file is empty"),
        (b"\xef\xbb\xbf", "The file is empty"),
        (b"PK\x03\x04" + b"\x00" * 50, "spreadsheet or an archive"),
        (b"%PDF-1.7 ...", "not a text file"),
        (bytes(range(256)) * 20, "not a text file"),
        (b"text\n", "No row of this file can be read"),
        (b'[{"text": "a"}]', "one JSON list"),
        (b'"never closed\na\n', "no heading"),
    ],
)
def test_what_is_no_file_of_posts_is_refused_with_what_to_do(files, person, content, reason):
    with pytest.raises(Refused, match=reason):
        keep_file(channel=files, file=io.BytesIO(content), name="x", person=person, at=NOW)
    assert not FileImport.objects.exists()


def test_nothing_is_left_behind_by_a_refusal(files, person, settings):
    with pytest.raises(Refused):
        begin_import(
            channel=files, file=io.BytesIO(b"a\nb\n"), name="x", columns={"text": "nope"}, person=person, at=NOW
        )
    assert list(Path(settings.MEDIA_ROOT).rglob("*.posts")) == []
    assert not FileImport.objects.exists()


def test_an_enormous_last_line_is_rejected(bring):
    done = bring("text\nfirst\n" + "x" * 1_500_000)
    assert rejected(done) == [(3, "The line has more than 1,000,000 bytes.")]


def test_a_folder_that_cannot_be_written_is_refused_with_what_to_do(files, person, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "a file"
    settings.MEDIA_ROOT.write_text("in the way")
    with pytest.raises(Refused, match="Make room in the data folder"):
        keep_file(channel=files, file=io.BytesIO(b"text\na\n"), name="x", person=person, at=NOW)


def test_a_file_beyond_all_measure_is_refused_and_leaves_nothing(tmp_path):
    with pytest.raises(Refused, match="more than 1 million bytes"):
        keep_copy(io.BytesIO(b"text\n" * 300_000), tmp_path, most_bytes=1_000_000)
    assert list(tmp_path.iterdir()) == []
