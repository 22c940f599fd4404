"""The commands about the record: export and verify it, change its keys, recover it after a restored backup."""

import argparse
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from answerable.errors import Refused
from answerable.server.witness_commands import act_on_witness, fill_witness_command

if TYPE_CHECKING:
    from answerable.server.environment import Environment

WithDatabase = Callable[["Environment"], AbstractContextManager[None]]
OK = 0
ARCHIVE = "record.zip"


def add_record_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]", ready: WithDatabase) -> None:
    """Adds them to the command line; `ready` opens the database for those that need it."""
    verify = _add(commands, "verify", "check an exported record or one proof, offline", _verify)
    verify.add_argument("more", nargs=argparse.REMAINDER, metavar="ARCHIVE [--trust FILE] [--checkpoint FILE]")
    export = _add(commands, "export", "write the whole public record to a folder", _with(ready, _export))
    export.add_argument("folder", type=Path)
    recover = _add(commands, "recover", "after an older backup: take the rest from an archive", _with(ready, _recover))
    recover.add_argument("archive", nargs="?", type=Path, help="a published copy; otherwise the one in the data folder")
    fill_witness_command(
        _add(commands, "witness", "witnesses of our record, and records we cosign", _with(ready, act_on_witness))
    )
    keys = _add(commands, "keys", "show or change the keys that sign the record", _with(ready, _keys))
    keys.add_argument(
        "what",
        choices=["show", "rotate", "compromised"],
        help="show: the public keys; rotate: a new key, both sign for 90 days; compromised: begin another record",
    )
    keys.add_argument(
        "--reason",
        choices=["COMPROMISED", "LOST", "RESTORED"],
        default="COMPROMISED",
        help="with compromised: the key is in other hands, or gone, or entries were lost with the database",
    )
    keys.add_argument("--yes", action="store_true", help="with compromised: do it, not only say what it would do")


def _add(
    commands: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str, text: str, act: Callable[..., int]
) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(act=act)
    return parser


def _with(ready: WithDatabase, act: Callable[[argparse.Namespace, "Environment"], int]) -> Callable[..., int]:
    def run(chosen: argparse.Namespace, settings: "Environment") -> int:
        with ready(settings):
            return act(chosen, settings)

    return run


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _verify(chosen: argparse.Namespace, _settings: "Environment") -> int:
    from answerable.record.verify import main as verify

    return verify(chosen.more)


def _export(chosen: argparse.Namespace, _settings: "Environment") -> int:
    from answerable.record.export.archive import export_archive

    _say(f"{export_archive(chosen.folder)} entries are written to {chosen.folder}.")
    return OK


def _recover(chosen: argparse.Namespace, settings: "Environment") -> int:
    from answerable.jobs import clock
    from answerable.record.recover import recover_record

    archive = chosen.archive or settings.data / "files" / ARCHIVE
    if not archive.exists():
        raise Refused(f"There is no archive at {archive}. Name a published copy: answerable recover record.zip")
    found = recover_record(keys=settings.keys, archive=archive, at=clock.now())
    _say(f"{found.entry_count} entries were taken from {archive}; {found.erased_count} texts were erased again.")
    return OK


def _keys(chosen: argparse.Namespace, settings: "Environment") -> int:
    from answerable.jobs import clock

    today = clock.now().date()
    if chosen.what == "rotate":
        from answerable.record.rotate import rotate_key

        new, until = rotate_key(keys=settings.keys, on=today)
        _say(f"The record is signed with a new key from now on; the former one signs beside it until {until}. Publish:")
        _say(new.vkey)
    elif chosen.what == "compromised":
        _succeed(chosen, settings)
    else:
        _show(settings)
    return OK


def _show(settings: "Environment") -> None:
    from answerable.record.key_ring import own_keys, read_former

    held = own_keys(settings.keys)
    if not held:
        raise Refused("The record has no key yet: it is made when the first entry is signed.")
    _say(f"Signs the record: {held[0].vkey}")
    if len(held) > 1:
        _say(f"Signs beside it until {read_former(settings.keys)[1]}: {held[1].vkey}")


def _succeed(chosen: argparse.Namespace, settings: "Environment") -> None:
    from answerable.jobs import clock
    from answerable.record.succeed import succeed_record

    if not chosen.yes:
        raise Refused(
            "This ends the record for good and begins another, with a new key under a new name. Its first entry holds "
            "the last checkpoint of this one, which is kept as an archive. Witnesses and readers must be given the new "
            "key. Nothing was done. To do it: answerable keys compromised --yes"
        )
    new = succeed_record(keys=settings.keys, on=clock.now().date(), reason=chosen.reason)
    _say("Another record has begun. Publish its key wherever you published the old one, and say why:")
    _say(new.vkey)
