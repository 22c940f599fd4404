"""Files: what is kept of them, what is refused, what is rejected, and going on after a stop."""

import io
import json
import os
from datetime import timedelta
from pathlib import Path

import pytest
from practice_payloads import NOW

from answerable.channels.models import Channel, State
from answerable.errors import Refused
from answerable.listening.bring_in import begin_import, choose_columns, keep_file, read_waiting_files
from answerable.listening.models import FileImport, ImportState, Payload, Post, RejectedLine
from answerable.listening.read_file import copies_folder, read_batch

pytestmark = pytest.mark.django_db
TEXT = {"text": "text"}


def texts() -> list[str]:
    return list(Post.objects.order_by("id").values_list("text", flat=True))


def rejected(one: FileImport) -> list[tuple[int, str]]:
    return list(RejectedLine.objects.filter(file_import=one).order_by("line_number").values_list("line_number", "why"))


def test_each_row_becomes_a_post(bring):
    done = bring('text,label\nWhen are the bins collected?,bins\n"Where do I vote, and when?",vote\n')
    assert texts() == ["When are the bins collected?", "Where do I vote, and when?"]
    assert (done.state, done.new_count, done.same_count, done.rejected_count) == ("done", 2, 0, 0)


def test_columns_of_any_name_are_mapped(bring):
    bring(
        "Nr;Wer;Wann;Was;Wo;Sprache\n7;anna;25/06/2012 10:30;Where is the library?;https://example.org/7;en\n",
        {"text": "Was", "id": "Nr", "author": "Wer", "time": "Wann", "url": "Wo", "language": "Sprache"},
    )
    post = Post.objects.get()
    assert (post.uid, post.author.uid, post.text, post.url) == (
        "7",
        "anna",
        "Where is the library?",
        "https://example.org/7",
    )
    assert post.claimed_at.isoformat() == "2012-06-25T10:30:00+00:00"


def test_only_the_chosen_columns_are_kept(bring):
    bring("text,phone\nWhere is the library?,07700 900123\n")
    assert "900123" not in Payload.objects.get().content


def test_json_lines_are_read(bring):
    bring('{"text": "Where is the library?", "n": 1}\n\n{"text": "When are the bins collected?", "n": {"a": 2}}\n')
    assert texts() == ["Where is the library?", "When are the bins collected?"]


def test_the_same_file_twice_adds_nothing(bring):
    bring("text\nWhere is the library?\nWhen are the bins collected?\n")
    again = bring("text\nWhere is the library?\nWhen are the bins collected?\n")
    assert (again.new_count, again.same_count) == (0, 2)
    assert len(texts()) == 2


def test_the_same_rows_in_another_file_add_nothing(bring):
    bring("text,author\nWhere is the library?,anna\n", {"text": "text", "author": "author"})
    again = bring(
        "who;what\nanna;Where is the library?\nben;Where is the library?\n", {"text": "what", "author": "who"}
    )
    assert (again.new_count, again.same_count) == (1, 1)


def test_a_row_with_a_known_id_and_other_words_is_a_new_version(bring):
    bring("id,text\n1,first\n", {"text": "text", "id": "id"})
    bring("id,text\n1,second\n", {"text": "text", "id": "id"})
    assert texts() == ["second"]


@pytest.mark.parametrize(
    ("content", "encoding"),
    [
        ("text\nOù est la mairie, café £5?\n".encode(), "UTF-8"),
        (b"\xef\xbb\xbf" + "text\nOù est la mairie, café £5?\n".encode(), "UTF-8 with BOM"),
        ("text\nOù est la mairie, café £5?\n".encode("utf-16"), "UTF-16"),
        ("text\nOù est la mairie, café £5?\n".encode("utf-16-le"), "UTF-16 LE"),
        ("text\nOù est la mairie, café £5?\n".encode("utf-16-be"), "UTF-16 BE"),
        ("text\nOù est la mairie, café £5?\n".encode("cp1252"), "Windows-1252"),
    ],
)
def test_every_usual_encoding_is_read(bring, content, encoding):
    # One column, so that the comma in the text needs another separator to be the likelier one.
    done = bring(content.replace(b",", b"") if encoding.startswith(("UTF-8", "Win")) else content.replace(b",", b";"))
    assert done.encoding == encoding
    assert "Où est la mairie" in texts()[0]
    assert "£5?" in texts()[0]


def test_windows_files_with_late_accents_are_read_whole(bring):
    body = b"text\n" + b"x" * 70_000 + b"\n" + "caf\u00e9\n".encode("cp1252")
    done = bring(body)
    assert done.encoding == "Windows-1252"
    assert "café" in texts()


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_of_other_machines_are_read(bring, ending):
    bring(f"text{ending}first{ending}second{ending}")
    assert texts() == ["first", "second"]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_found(bring, separator):
    bring(
        separator.join(["id", "text"]) + "\n" + separator.join(["1", "Where is it?"]) + "\n",
        {"text": "text", "id": "id"},
    )
    assert texts() == ["Where is it?"]


def test_headings_without_a_name_or_with_the_same_are_told_apart(bring):
    bring("text,,text\na,b,c\n", {"text": "text (3)", "author": "column 2"})
    post = Post.objects.get()
    assert (post.text, post.author.uid) == ("c", "b")


def test_a_missing_column_is_named_with_those_that_are_there(files, person):
    with pytest.raises(Refused, match=r"no column “nope”\. Its columns are: a, b"):
        begin_import(
            channel=files, file=io.BytesIO(b"a,b\n1,2\n"), name="x", columns={"text": "nope"}, person=person, at=NOW
        )


def test_a_text_column_is_needed(files, person):
    with pytest.raises(Refused, match="which column holds the text"):
        begin_import(channel=files, file=io.BytesIO(b"a\n1\n"), name="x", columns={}, person=person, at=NOW)


def test_only_those_who_may_bring_in_posts_can(files, author):
    with pytest.raises(Refused, match="listener or an administrator"):
        keep_file(channel=files, file=io.BytesIO(b"a\nb\n"), name="x", person=author, at=NOW)


def test_only_an_open_channel_for_files_takes_them(files, web, person):
    Channel.objects.filter(pk=files.pk).update(state=State.PAUSED)
    files.refresh_from_db()
    for channel in (files, web):
        with pytest.raises(Refused, match="an open channel for files"):
            keep_file(channel=channel, file=io.BytesIO(b"a\nb\n"), name="x", person=person, at=NOW)


def test_our_copy_is_removed_when_the_file_is_read(bring, settings):
    done = bring("text\nfirst\n")
    assert done.path == ""
    assert list(Path(settings.MEDIA_ROOT).rglob("*.posts")) == []


def test_a_file_whose_columns_nobody_chose_is_forgotten_after_a_day(files, person, settings):
    keep_file(channel=files, file=io.BytesIO(b"a\nb\n"), name="x", person=person, at=NOW)
    read_waiting_files(at=NOW + timedelta(hours=1))
    assert FileImport.objects.count() == 1
    read_waiting_files(at=NOW + timedelta(days=2))
    assert FileImport.objects.count() == 0
    assert list(Path(settings.MEDIA_ROOT).rglob("*.posts")) == []


def test_a_copy_that_a_crash_left_without_a_row_is_removed_after_a_day(body):
    copies_folder().mkdir(parents=True)
    for name, age in (("old.posts", timedelta(days=2)), ("new.posts", timedelta(hours=1))):
        copy = copies_folder() / name
        copy.write_text("words")
        os.utime(copy, ((NOW - age).timestamp(),) * 2)
    read_waiting_files(at=NOW)
    assert [copy.name for copy in copies_folder().iterdir()] == ["new.posts"]


def test_a_file_stopped_in_the_middle_goes_on_where_it_was(files, person):
    rows = "".join(f"{number},question {number}\n" for number in range(1_200))
    begun = begin_import(
        channel=files,
        file=io.BytesIO(f"id,text\n{rows}".encode()),
        name="x",
        columns={"text": "text", "id": "id"},
        person=person,
        at=NOW,
    )
    read_batch(begun.pk, at=NOW, wait=False)
    begun.refresh_from_db()
    assert (begun.state, begun.new_count, begun.line_number) == (ImportState.READING, 500, 501)
    assert read_waiting_files(at=NOW) == 700
    begun.refresh_from_db()
    assert (begun.state, begun.new_count, begun.same_count) == (ImportState.DONE, 1_200, 0)


def test_a_file_that_is_gone_fails_in_words(files, person):
    begun = begin_import(channel=files, file=io.BytesIO(b"text\na\n"), name="x", columns=TEXT, person=person, at=NOW)
    Path(begun.path).unlink()
    read_waiting_files(at=NOW)
    begun.refresh_from_db()
    assert begun.state == ImportState.FAILED
    assert "no longer in the data folder" in begun.why


def test_enormous_rows_come_in_small_batches(files, person):
    long = "when? " * 20_000
    content = "\n".join(json.dumps({"text": f"{number} {long}"}) for number in range(60))
    begun = begin_import(
        channel=files, file=io.BytesIO(content.encode()), name="x", columns=TEXT, person=person, at=NOW
    )
    read_batch(begun.pk, at=NOW, wait=False)
    begun.refresh_from_db()
    assert begun.new_count == 42
    read_waiting_files(at=NOW)
    assert Payload.objects.count() == 60


def test_columns_are_chosen_once(files, person):
    begun = begin_import(
        channel=files, file=io.BytesIO(b"a,b\n1,2\n"), name="x", columns={"text": "a"}, person=person, at=NOW
    )
    choose_columns(file_import=begun, columns={"text": "b"})
    begun.refresh_from_db()
    assert begun.columns == {"text": "a"}
