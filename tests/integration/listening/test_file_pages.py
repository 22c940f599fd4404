"""The staff's pages for bringing in a file."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from practice_payloads import NOW, page

from answerable.listening.bring_in import read_waiting_files
from answerable.listening.models import FileImport, Post
from answerable.listening.parse import parse_waiting

pytestmark = pytest.mark.django_db


def upload(desk: Client, files, content: bytes, name: str = "posts.csv"):
    given = {"channel": files.pk, "file": SimpleUploadedFile(name, content)}
    return desk.post(reverse("listening:bring_in"), given)


def test_a_file_is_brought_in_step_by_step(desk, files):
    response = upload(desk, files, b"Wer;Was\nanna;<b>Where</b> is the library?\n;\n")
    one = FileImport.objects.get()
    assert response.headers["Location"] == reverse("listening:columns", args=[one.pk])
    shown = page(desk, "columns", one.pk)
    assert "&lt;b&gt;Where" in shown
    assert "Choose its columns" in page(desk, "progress", one.pk)
    response = desk.post(reverse("listening:columns", args=[one.pk]), {"text": "Was", "author": "Wer"})
    assert response.headers["Location"] == reverse("listening:progress", args=[one.pk])
    assert "data-live" in page(desk, "progress", one.pk)
    read_waiting_files(at=NOW)
    parse_waiting(at=NOW, limit=10)
    shown = page(desk, "progress", one.pk)
    assert "The column for the text is empty." in shown
    assert "data-live=" not in shown
    assert Post.objects.get().author.uid == "anna"


def test_the_columns_are_guessed_by_their_names(desk, files):
    upload(desk, files, b"Lang,Message,Created_At\nen,Where is it?,2026-01-01\n")
    shown = page(desk, "columns", FileImport.objects.get().pk)
    for name in ("Lang", "Message", "Created_At"):
        assert f'<option value="{name}" selected' in shown


def test_columns_sent_twice_change_nothing(desk, files):
    upload(desk, files, b"a,b\nWhere is it?,x\n")
    address = reverse("listening:columns", args=[FileImport.objects.get().pk])
    desk.post(address, {"text": "a"})
    response = desk.post(address, {"text": "b"})
    assert response.status_code == 302
    assert FileImport.objects.get().columns == {"text": "a"}


def test_columns_that_are_not_in_the_file_are_refused(desk, files):
    upload(desk, files, b"a,b\nWhere is it?,x\n")
    address = reverse("listening:columns", args=[FileImport.objects.get().pk])
    assert desk.post(address, {"text": ""}).status_code == 422
    assert desk.post(address, {"text": "nope"}).status_code == 422


def test_a_file_that_came_before_is_pointed_out(desk, files):
    for _ in range(2):
        upload(desk, files, b"text\nWhere is it?\n")
        one = FileImport.objects.latest("id")
        shown = page(desk, "columns", one.pk)
        desk.post(reverse("listening:columns", args=[one.pk]), {"text": "text"})
        read_waiting_files(at=NOW)
    assert "was brought in on" in shown
    assert "was brought in on" not in page(desk, "progress", one.pk)


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "The file is empty"), (b"\x00" * 50, "The file is empty"), (b"%PDF-1", "not a text file")],
)
def test_a_file_that_cannot_be_read_is_refused_beside_the_form(desk, files, content, words):
    response = upload(desk, files, content)
    assert response.status_code == 422
    assert words in response.content.decode()


def test_without_a_file_or_without_a_channel_people_are_told_what_to_do(desk, files, body):
    assert desk.post(reverse("listening:bring_in"), {"channel": files.pk}).status_code == 422
    files.delete()
    assert "No channel for files is open" in page(desk, "bring_in")


def test_a_guess_at_the_encoding_is_said_aloud(desk, files):
    upload(desk, files, "text\ncafé\n".encode("cp1252"))
    assert "Windows-1252" in page(desk, "columns", FileImport.objects.get().pk)


def test_rejected_lines_can_be_downloaded(desk, files):
    upload(desk, files, b"text,n\nfine,1\n,2\n")
    one = FileImport.objects.get()
    desk.post(reverse("listening:columns", args=[one.pk]), {"text": "text"})
    read_waiting_files(at=NOW)
    response = desk.get(reverse("listening:rejects", args=[one.pk]))
    assert io.BytesIO(b"".join(response)).read().decode().splitlines() == [
        "line,reason",
        "3,The column for the text is empty.",
    ]


def test_the_live_part_ends_when_the_file_is_read(desk, files):
    upload(desk, files, b"text\nfine\n")
    one = FileImport.objects.get()
    part = reverse("listening:progress_part", args=[one.pk])
    assert "X-Live" not in desk.get(part).headers
    desk.post(reverse("listening:columns", args=[one.pk]), {"text": "text"})
    read_waiting_files(at=NOW)
    assert desk.get(part).headers["X-Live"] == "done"
