"""Bringing in a file from the command line."""

import pytest

from answerable.errors import Refused
from answerable.listening.bring_in import import_from_command
from answerable.listening.models import Post

pytestmark = pytest.mark.django_db
TEXT = {"text": "text"}


def test_the_command_says_how_far_it_is_and_what_was_rejected(files, written):
    said: list[str] = []
    path = written("text,n\n" + "".join(f"question {number},1\n" for number in range(1_500)) + ",1\n")
    assert import_from_command(path, "inbox exports", {"text": "text"}, said.append) == 0
    assert any(line.startswith("30 %") for line in said)
    assert said[-2:] == [
        "New posts: 1500. Here already: 0. Rejected: 1.",
        "Line 1502: The column for the text is empty.",
    ]
    assert Post.objects.count() == 1_500


def test_the_command_says_aloud_when_a_file_was_not_utf_8(files, written):
    said: list[str] = []
    import_from_command(written("text\ncafé\n".encode("cp1252")), "Inbox exports", {"text": "text"}, said.append)
    assert "read as Windows-1252" in said[-2]


def test_the_command_lists_twenty_rejects_and_counts_the_rest(files, written):
    said: list[str] = []
    import_from_command(written("text,n\nfine,1\n" + ",1\n" * 30), "Inbox exports", {"text": "text"}, said.append)
    assert said[-1] == "and 10 more"


def test_the_command_names_the_channels_there_are(files, written):
    with pytest.raises(Refused, match="There are: Inbox exports"):
        import_from_command(written("text\na\n"), "Nope", TEXT, print)


def test_the_command_refuses_a_file_that_is_not_there(files, tmp_path):
    with pytest.raises(Refused, match="cannot be opened"):
        import_from_command(tmp_path / "missing.csv", "Inbox exports", TEXT, print)
