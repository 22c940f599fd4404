"""Bringing in a file from the command line."""

import pytest

from answerable.errors import Refused
from answerable.listening.bring_in import import_from_command
from answerable.listening.models import Post

pytestmark = pytest.mark.django_db
TEXT = {"text": "text"}


def test_the_command_says_how_far_it_is_and_what_was_rejected(files, written):
    said: list[str] = []
    path = written("text,n\n" + "".join(f"question {number},1\n" for number in range(1_100)) + ",1\n")
    assert import_from_command(path, "inbox exports", {"text": "text"}, said.append) == 0
    assert any(line.startswith("40 %") for line in said)
    assert said[-2:] == [
        "New posts: 1100. Here already: 0. Rejected: 1.",
        "Line 1102: The column for the text is empty.",
    ]
    assert Post.objects.count() == 1_100


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


def test_the_command_fails_when_the_file_goes_away_in_the_middle(files, written, settings):
    said: list[str] = []

    def say(line: str) -> None:
        said.append(line)
        for copy in (settings.MEDIA_ROOT / "brought_in").iterdir():
            copy.unlink()

    path = written("text,n\n" + "".join(f"{number},1\n" for number in range(600)))
    assert import_from_command(path, "Inbox exports", TEXT, say) == 1
    assert any("no longer in the data folder" in line for line in said)


def test_the_command_says_which_marked_encoding_it_met(files, written):
    said: list[str] = []
    import_from_command(written("text\ncafé\n".encode("utf-16")), "Inbox exports", TEXT, said.append)
    assert "The file was read as UTF-16." in said
