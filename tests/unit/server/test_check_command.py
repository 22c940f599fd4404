"""The command `check` as another program calls it: its output, its exit codes, and that it needs no database."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

NOWHERE = "postgres://nobody@127.0.0.1:1/none"


def check(*arguments: str, typed: str | bytes = "") -> subprocess.CompletedProcess[bytes]:
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(
        [sys.executable, "-m", "answerable.server.command", "check", *arguments],
        input=typed.encode() if isinstance(typed, str) else typed,
        env={**environment, "DATABASE_URL": NOWHERE, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [("The pool is open to all.", 0), ("The pool is open. Call 07700 900123.", 1), ("It costs £45.", 3)],
)
def test_the_exit_code_says_what_was_found(text: str, code: int) -> None:
    assert check("-", "--network", "bluesky", "--pack", "uk-central", typed=text).returncode == code


def test_a_file_is_read_and_its_findings_printed_in_utf_8(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("The pool is 𝗼𝗽𝗲𝗻.", encoding="utf-8")
    done = check(str(draft), "--network", "bluesky")
    assert (done.returncode, done.stderr) == (1, b"")
    assert f"{draft}:1:13: block ACC-06" in done.stdout.decode()
    assert "    mend: open" in done.stdout.decode()


def test_json_is_one_object_and_nothing_else() -> None:
    done = check("-", "--json", "--network", "x", typed="Tá sé £45.")
    found = json.loads(done.stdout)
    assert (found["file"], found["outcome"], found["findings"][0]["words"]) == ("standard input", "look again", "£45")


@pytest.mark.parametrize(
    ("arguments", "typed", "says"),
    [
        (("-",), "", "no text here"),
        (("-",), b"\0\1\2", "not a plain text"),
        (("-", "--network", "myspace"), "Open.", "Use some of: bluesky"),
        (("-", "--pack", "mars"), "Open.", "Use some of: generic"),
        (("/nowhere/draft.txt",), "", "cannot be read"),
        (("/",), "", "cannot be read"),
        (("-", "--lists", "/nowhere/lists.toml"), "Open.", "cannot be read"),
        (("-", "--review-on", "soon"), "Open.", "write it as 2027-05-21"),
    ],
)
def test_what_cannot_be_judged_is_refused_with_two_and_a_sentence(
    arguments: tuple[str, ...], typed: str | bytes, says: str
) -> None:
    done = check(*arguments, typed=typed)
    assert (done.returncode, done.stdout) == (2, b"")
    assert says in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_the_bodys_own_lists_are_read_from_a_file(tmp_path: Path) -> None:
    lists = tmp_path / "lists.toml"
    lists.write_text('phones = ["0113 496 0000"]', encoding="utf-8")
    assert check("-", "--lists", str(lists), typed="Call 0113 496 0000.").returncode == 0


def test_a_reader_that_goes_away_is_no_crash(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text("It costs £45. " * 1_400, encoding="utf-8")
    command = f'"{sys.executable}" -m answerable.server.command check "{draft}" | true'
    done = subprocess.run(["/bin/bash", "-c", command], capture_output=True, timeout=60, check=False)
    assert b"Traceback" not in done.stderr
