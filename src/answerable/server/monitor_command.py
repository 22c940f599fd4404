"""The command `monitor`: compares an official account's public posts with the public record; for any citizen."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from answerable.errors import Failed, Refused

if TYPE_CHECKING:
    from answerable.pure.ledger.comparing import Compared
    from answerable.pure.ledger.published import Said
    from answerable.record.monitor_account import Monitored
    from answerable.server.environment import Environment

GOOD, ALARM, NOT_COMPARED, LOOK_INTO = 0, 1, 2, 3
MOST_SHOWN = 100
MOST_WORDS = 120

WHAT_IT_SHOWS = """
What this shows: whether the account says in public what is not on the record. Posts are compared by their words, as the
record names no posts. What it does not show: what was said in private messages, by pictures, on accounts that nobody
compared, or in posts that were taken down before today. A body may post other things than answers by the same
account: such a post is not on the record either, and whether that matters is for you to judge.
"""


def add_monitor_command(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds `monitor` to the command line."""
    monitor = commands.add_parser(
        "monitor",
        help="compare an account's public posts with a public record; needs no database and no sign-in",
        description="Verifies a record, then compares with it what an account says in public. Returns 0 when all is on "
        "the record, 1 when a post is not, 3 when a post reads otherwise or is gone, 2 when nothing was compared.",
    )
    monitor.add_argument(
        "--record", required=True, help="https://body.example/record/, or the file or folder of a copy"
    )
    monitor.add_argument(
        "--account",
        required=True,
        help="bluesky:council.example, https://mastodon.example/@name, or feed:https://example.org/rss",
    )
    monitor.add_argument("--trust", type=Path, help="file with the keys you know to be the body's (as trust.txt)")
    monitor.add_argument(
        "--checkpoint", type=Path, action="append", default=[], help="a checkpoint you kept from before"
    )
    monitor.add_argument("--server", default="", help="with bluesky: the server to ask, in place of Bluesky's own")
    monitor.add_argument("--any-account", action="store_true", help="also an account that the body does not name")
    monitor.add_argument("--json", action="store_true", help="write one JSON object instead of lines")
    monitor.set_defaults(act=_monitor)


def _monitor(chosen: argparse.Namespace, _settings: "Environment") -> int:
    from answerable.record.monitor_account import as_json

    try:
        found = _compared(chosen)
    except (Refused, Failed) as error:
        # The output may be read by a program: what is no result goes to the standard error.
        why = error.reason if isinstance(error, Refused) else error.why
        sys.stderr.write(f"Not compared. {why}\n")
        return NOT_COMPARED
    text = json.dumps(as_json(found), indent=2) if chosen.json else "\n".join(_lines(found)) + WHAT_IT_SHOWS
    sys.stdout.write(text.rstrip("\n") + "\n")
    if found.comparison.is_alarm:
        return ALARM
    return GOOD if found.comparison.is_good else LOOK_INTO


def _compared(chosen: argparse.Namespace) -> "Monitored":
    from answerable.jobs import clock
    from answerable.pure.ledger.trust import parse_trust
    from answerable.record.monitor_account import monitor_account

    try:
        trust = parse_trust(chosen.trust.read_text(encoding="utf-8")) if chosen.trust else None
        kept = [path.read_bytes() for path in chosen.checkpoint]
    except (OSError, ValueError) as error:
        raise Refused(f"The file of keys or of a checkpoint cannot be read: {error}.") from error
    return monitor_account(
        chosen.record,
        chosen.account,
        trust=trust,
        kept=kept,
        server=chosen.server,
        any_account=chosen.any_account,
        at=clock.now(),
    )


def _lines(found: "Monitored") -> list[str]:
    from answerable.pure.ledger.comparing import Verdict

    compared = found.comparison
    lines = [
        f"1. Record: {found.head.origin}, {found.head.size} entries, verified"
        + (f" ({found.body})" if found.body else ""),
        f"2. Account: {found.account.name}, {len(compared.posts)} public posts read"
        + (
            f"; {found.account.shared_count} posts of other people that it shared were left aside"
            * bool(found.account.shared_count)
        ),
        f"   compared from {found.since} on" if found.since else "   compared from the first post on",
        *(f"   ? {_plain(doubt)}" for doubt in found.doubts),
        "3. Compared:",
        *(f"   {len(compared.of(verdict)):6} {verdict.value}" for verdict in Verdict if compared.of(verdict)),
    ]
    for verdict in (Verdict.MISSING, Verdict.OTHERWISE):
        lines += [_line(one) for one in compared.of(verdict)[:MOST_SHOWN]]
        lines += ["   and more"] * (len(compared.of(verdict)) > MOST_SHOWN)
    lines += [_gone(one) for one in compared.unseen[:MOST_SHOWN]]
    return [*lines, "", _conclusion(found)]


def _line(one: "Compared") -> str:
    """One post that something is to be said about; its words are public, and shown without signs that steer."""
    words = _plain(" ".join(one.post.text.split()))
    words = words if len(words) <= MOST_WORDS else words[: MOST_WORDS - 1] + "…"
    when = one.post.at.strftime("%Y-%m-%d %H:%M") if one.post.at else "no date"
    nearest = f" (entry {one.said.index})" if one.said else ""
    return f"   ! {one.verdict.value}{nearest}: {when} {_plain(one.post.url)}\n     “{words}”"


def _gone(one: "Said") -> str:
    return (
        f"   ~ told there and not to be seen there now: answer {one.answer}, version {one.version} (entry {one.index})"
    )


def _conclusion(found: "Monitored") -> str:
    if found.comparison.is_alarm:
        return "ALARM: something was said in public that is not on the record. See the lines with !"
    if found.comparison.is_good:
        return "Everything that could be compared is on the record."
    return (
        "Nothing is missing from the record, but not all of it can be seen as it was told. See the lines with ! and ~"
    )


def _plain(text: str) -> str:
    """Without what a terminal would obey, and without marks that turn the direction of words."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
