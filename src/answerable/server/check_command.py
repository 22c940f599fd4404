"""The command `check`: judges a text by the rules, without a desk, for people and for other programs."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from answerable.errors import Failed, Refused

if TYPE_CHECKING:
    from answerable.guidance.check_text import Told
    from answerable.pure.checks.draft import Keeps
    from answerable.server.environment import Environment

NOTHING, BLOCKED, LOOK_AGAIN = 0, 1, 3
"""2 is what every command returns when a person must change something about how it was called."""


def add_check_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `check` to the command line."""
    check = commands.add_parser(
        "check",
        help="judge a draft by the rules, without a desk",
        description="Judges a draft by the rules. Needs no database and no server. Returns 0 when nothing was found, "
        "1 when something must be mended, 3 for warnings and questions only, 2 when it could not be judged.",
    )
    check.add_argument("draft", help="the file with the text; - for the standard input")
    check.add_argument("--network", action="append", default=[], help="where it will go; may be given several times")
    check.add_argument("--pack", action="append", default=[], help="the kind of body (default: generic); likewise")
    check.add_argument("--language", default="en", help="the language it is in (default: en)")
    check.add_argument("--source", action="append", default=[], help="where its facts come from; likewise")
    check.add_argument("--owner", help="who keeps the answer right")
    check.add_argument("--review-on", type=_day, metavar="DAY", help="when it is read again, such as 2027-05-21")
    check.add_argument("--lists", type=Path, metavar="FILE", help="the body's own lists, in TOML")
    check.add_argument("--json", action="store_true", help="write one JSON object instead of lines")
    check.set_defaults(act=_check)


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written)
    except ValueError as problem:
        raise argparse.ArgumentTypeError(f"“{written}” is not a day; write it as 2027-05-21") from problem


def _check(chosen: argparse.Namespace, _settings: "Environment") -> int:
    from answerable.guidance.check_report import lines_of, table_of
    from answerable.guidance.check_text import check_text, read_text
    from answerable.jobs import clock

    try:
        told = _told(chosen)
        checked = check_text(read_text(_raw(chosen.draft)), told, at=clock.now().astimezone())
    except Refused as refused:
        # The output may be read by a program: what is no result goes to the standard error.
        sys.stderr.write(refused.reason + "\n")
        return 2
    name = "standard input" if chosen.draft == "-" else chosen.draft
    if chosen.json:
        report = json.dumps(table_of(checked, told, name), ensure_ascii=False, indent=2)
    else:
        report = "\n".join(lines_of(checked, name))
    _say(report)
    if checked.is_blocked:
        return BLOCKED
    return NOTHING if checked.is_clean else LOOK_AGAIN


def _told(chosen: argparse.Namespace) -> "Told":
    from answerable.guidance.check_text import Told
    from answerable.pure.checks.draft import Keeps

    return Told(
        packs=tuple(chosen.pack) or ("generic",),
        networks=tuple(chosen.network),
        language=chosen.language,
        sources=tuple(chosen.source),
        owner=chosen.owner,
        review_on=chosen.review_on,
        keeps=_lists(chosen.lists) if chosen.lists else Keeps(),
    )


def _lists(path: Path) -> "Keeps":
    from answerable.guidance.check_text import read_lists, read_text

    return read_lists(read_text(_raw(str(path))))


def _raw(name: str) -> bytes:
    """The beginning of the file: a byte more than may be there, so that what is too long shows."""
    from answerable.guidance.check_text import MOST_BYTES

    try:
        if name == "-":
            return sys.stdin.buffer.read(MOST_BYTES + 1)
        with Path(name).open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError as problem:
        raise Refused(f"{name} cannot be read: {problem.strerror}. Give the name of a text file.") from problem


def _say(report: str) -> None:
    """Writes in UTF-8 whatever the terminal says, as JSON must be; a reader that went away is not our failure."""
    try:
        sys.stdout.buffer.write((report + "\n").encode("utf-8", "replace"))
        sys.stdout.buffer.flush()
    except BrokenPipeError as problem:
        sys.stderr.close()
        raise Failed("The reader of our output went away.") from problem
