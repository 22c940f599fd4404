"""Grouping and matching a file, with the real model, in this process and as a command."""

import csv
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from answerable.errors import Refused
from answerable.questions.files.asking import Asking
from answerable.questions.files.group_file import group_file
from answerable.questions.files.known_answers import Known, KnownAnswers
from answerable.questions.files.match_file import match_file

POSTS = """id,text
1,When is my bin collected?
2,When is my bin collected this week?
3,How do I renew my library card online?
4,
5,WHEN IS MY BIN COLLECTED
6,Can I renew my library card online?
7,👍👍
8,Pryd mae'r pwll nofio ar agor ddydd Sul?
"""
ANSWERS = """answer,wording
bins,When is my bin collected?
bins,What day do you empty the bins?
library,How do I renew my library card?
library,Can I get a new library card online?
pool,When is the swimming pool open?
pool,What are the opening hours of the pool?
"""


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def put(folder: Path, name: str, content: str) -> str:
    (folder / name).write_text(content, encoding="utf-8")
    return str(folder / name)


@pytest.mark.parametrize("online", [False, True])
def test_posts_that_ask_the_same_get_one_question(tmp_path: Path, online: bool) -> None:
    said: list[str] = []
    group_file(put(tmp_path, "in.csv", POSTS), str(tmp_path / "out.csv"), online=online, say=said.append)
    found = rows(tmp_path / "out.csv")
    assert found[0]["question"] == found[1]["question"] == found[4]["question"]
    assert found[0]["question"] == "When is my bin collected this week?"
    assert found[2]["question"] == found[5]["question"] != found[0]["question"]
    assert found[3]["question"] == found[3]["topic"] == ""
    assert all(row["group"] == row["question"] for row in found)
    assert len({row["question"] for row in found}) == 5
    assert "Line 5: The column for the text is empty." in said


def test_the_same_file_gives_the_same_file(tmp_path: Path) -> None:
    source = put(tmp_path, "in.csv", POSTS)
    for name in ("one.csv", "two.csv"):
        group_file(source, str(tmp_path / name), say=lambda _line: None)
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()


def test_a_large_file_is_grouped_in_regions(tmp_path: Path) -> None:
    bins = [f"When is my {kind} bin collected?" for kind in ("green", "brown", "food", "old")]
    cards = [f"How do I renew my {kind} card online?" for kind in ("library", "reader's", "borrower's", "lending")]
    source = put(tmp_path, "in.csv", "\n".join(["text", *bins, *cards]))
    group_file(source, str(tmp_path / "out.csv"), together=6, say=lambda _line: None)
    of_bins, of_cards = ({row["question"] for row in rows(tmp_path / "out.csv")[at : at + 4]} for at in (0, 4))
    assert len(of_bins | of_cards) < 8
    assert not of_bins & of_cards


def test_personal_details_are_not_in_the_name_of_a_question(tmp_path: Path) -> None:
    source = put(tmp_path, "in.csv", "text\nWhy does nobody call me back on 07700 900123?\n")
    group_file(source, str(tmp_path / "out.csv"), say=lambda _line: None)
    assert "07700" not in rows(tmp_path / "out.csv")[0]["question"]


def test_an_answer_is_named_where_it_fits_and_none_where_none_does(tmp_path: Path) -> None:
    match_file(
        put(tmp_path, "answers.csv", ANSWERS), put(tmp_path, "in.csv", POSTS), str(tmp_path / "out.csv"), say=print
    )
    found = rows(tmp_path / "out.csv")
    assert [row["answer"] for row in found[:3]] == ["bins", "bins", "library"]
    assert found[3]["certainty"] == ""
    assert found[6]["answer"] == ""
    assert all(0 <= float(row["certainty"]) <= 1 for row in found if row["certainty"])


def test_an_answer_in_a_language_that_the_model_does_not_know_is_found_by_its_words() -> None:
    from answerable.pure.grouping.minilm import open_minilm

    known = KnownAnswers([Known("pwll", "Pryd mae'r pwll nofio ar agor ddydd Sul?")], open_minilm())
    vector = open_minilm().embed(["x"])[0]
    assert known.best("Pryd mae'r pwll nofio ar agor ddydd Sul", "cy", vector) == ("pwll", 1.0)
    assert known.best("Ble mae'r llyfrgell?", "cy", vector)[1] < 0.5


def command(*arguments: str, **how: object) -> "subprocess.Popen[bytes]":
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.Popen(
        [sys.executable, "-m", "answerable.server.command", *arguments],
        env={**environment, "DATABASE_URL": "postgres://nobody@127.0.0.1:1/none"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        **how,
    )


def test_the_command_reads_and_writes_pipes_and_needs_no_database() -> None:
    process = command("group", "-")
    out, said = process.communicate(POSTS.encode())
    assert process.returncode == 0, said
    assert out.startswith(
        b"id,text,question,topic,group\n1,When is my bin collected?,When is my bin collected this week?,"
    )


def test_a_file_that_is_not_there_is_refused_with_two(tmp_path: Path) -> None:
    process = command("group", str(tmp_path / "none.csv"), "-o", str(tmp_path / "out.csv"))
    out, said = process.communicate()
    assert (process.returncode, out) == (2, b"")
    assert b"cannot be read" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_stopped_half_way_it_leaves_no_file(tmp_path: Path, how: signal.Signals) -> None:
    source = tmp_path / "in.csv"
    source.write_text("text\n" + "".join(f"Where is the office number {n} of the tax people?\n" for n in range(20_000)))
    process = command("group", str(source), "-o", str(tmp_path / "out.csv"))
    deadline = time.monotonic() + 60
    while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < deadline:  # the output stands beside it by now
        time.sleep(0.05)
    process.send_signal(how)
    process.communicate(timeout=60)
    assert process.returncode == 130
    assert list(tmp_path.iterdir()) == [source]


def asked(folder: Path, *decisions: str, **how: object) -> tuple[list[dict[str, str]], list[dict[str, str]], list[str]]:
    """The rows of the output, the pairs asked about, and what was said."""
    said: list[str] = []
    asking = Asking(decisions, 3, str(folder / "pairs.csv"), **how)
    source = put(folder, "in.csv", POSTS)
    group_file(source, str(folder / "out.csv"), asking=asking, say=said.append)
    return rows(folder / "out.csv"), rows(folder / "pairs.csv"), said


def test_people_are_asked_about_pairs_and_their_no_parts_posts(tmp_path: Path) -> None:
    found, pairs, _ = asked(tmp_path, at_most=0.5)
    assert found[2]["question"] == found[5]["question"]
    assert 0 < len(pairs) <= 3
    assert pairs[0].keys() == {"one", "other", "same"}
    no = "one,other,same\nHow do I renew my library card online?,can i renew my LIBRARY card online,no\n"
    found, _, _ = asked(tmp_path, put(tmp_path, "no.csv", no), at_most=0.5)
    assert found[2]["question"] != found[5]["question"]


def test_answers_that_cannot_be_used_are_counted_aloud(tmp_path: Path) -> None:
    said = asked(tmp_path, put(tmp_path, "some.csv", "one,other,same\nWhen is my bin collected?,what,yes\na,b,\n"))[2]
    assert "1 pairs have no yes or no in the column “same” and were left out." in said
    assert "1 pairs name a post that is not in the file and were left out." in said


@pytest.mark.parametrize(
    ("asking", "online"),
    [
        (Asking(ask=3), False),
        (Asking(ask_into="pairs.csv"), False),
        (Asking(at_most=0), False),
        (Asking(decisions=("said.csv",)), True),
    ],
)
def test_what_does_not_go_together_is_refused(tmp_path: Path, asking: Asking, online: bool) -> None:
    with pytest.raises(Refused):
        group_file(put(tmp_path, "in.csv", POSTS), str(tmp_path / "o.csv"), asking=asking, online=online, say=print)


def test_too_many_posts_to_ask_about_are_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="up to 2 different posts"):
        group_file(
            put(tmp_path, "in.csv", POSTS),
            str(tmp_path / "out.csv"),
            together=2,
            asking=Asking(ask=1, ask_into=str(tmp_path / "pairs.csv")),
            say=print,
        )
