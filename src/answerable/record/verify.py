"""Check an archive or a proof file of the record from the command line, with Python's standard library and no network.

This module, with those of the ledger that it needs, is also the `verify.py` inside every archive.
"""

import argparse
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from answerable.pure.ledger.audit import Audit
from answerable.pure.ledger.audit_proof import audit_proof
from answerable.pure.ledger.checkpoint import PLAIN_PYTHON, Verify
from answerable.pure.ledger.layout import TRUST, Archive
from answerable.pure.ledger.report import Report
from answerable.pure.ledger.trust import Demand, Trust, parse_demand, parse_trust
from answerable.pure.ledger.zipped import read_layout

ALL_RIGHT = 0
SOMETHING_WRONG = 1
NOT_CHECKED = 2

WHAT_IT_SHOWS = """
What this shows: the record is whole and in the order in which it was signed; nothing in it was changed, removed or put
in later; each text shown is the one recorded then; each text taken away is listed; every published answer was cleared
by a second person, as far as the entries say.
What it does not show: that everything was recorded. A post or an answer that was never entered leaves no trace here:
compare the body's own public accounts with the record. It also does not show who stands behind a pseudonym.
Keep the file `checkpoint`: with --checkpoint it shows next time that nothing from before was rewritten.
"""


def verify_archive(
    path: Path,
    *,
    trust: Trust | None = None,
    kept: Sequence[bytes] = (),
    verify: Mapping[int, Verify] = PLAIN_PYTHON,
    demanded: Demand | None = None,
) -> Report:
    """Check an archive: a folder, or the zip file of one.

    `trust` has the keys you know to be the body's (otherwise those in the archive are used, and the report says so),
    `kept` the checkpoints you kept from before, `demanded` the witnesses you ask for in place of those named.
    OSError or ValueError if it cannot be read as an archive at all.
    """
    with open_archive(path) as archive:
        return Audit(archive, trust, kept, verify, demanded).run()


@contextmanager
def open_archive(path: Path) -> Iterator[Archive]:
    """The archive in a folder or in a zip file; ValueError for a zip file that is not as the record writes it."""
    if path.is_dir():
        files = dict(_files_under(path))
        yield Archive(frozenset(files), lambda name: files[name].read_bytes())
        return
    with path.open("rb") as file:
        layout = read_layout(file.read)

        def read(name: str) -> bytes:
            offset, length = layout[name]
            file.seek(offset)
            return file.read(length)

        yield Archive(frozenset(layout), read)


def _files_under(folder: Path) -> Iterator[tuple[str, Path]]:
    """(name, path) of all under a folder that is not a plain folder itself; odd names are spelt out in ASCII."""
    for place, folders, files in os.walk(folder):
        for name in files + [each for each in folders if Path(place, each).is_symlink()]:
            path = Path(place, name)
            yield path.relative_to(folder).as_posix().encode("ascii", "backslashreplace").decode(), path


def main(arguments: Sequence[str] | None = None) -> int:
    """Run from a command line; 0 all right, 1 something is wrong, 2 nothing could be checked."""
    parser = argparse.ArgumentParser(description="Check a public record, or one entry of it, without a network.")
    parser.add_argument("what", nargs="?", type=Path, help="archive (folder or zip) or .tlog-proof file")
    parser.add_argument("--trust", type=Path, help="file with the keys you know to be the body's (as trust.txt)")
    parser.add_argument(
        "--checkpoint", type=Path, action="append", default=[], help="a checkpoint you kept from before"
    )
    parser.add_argument("--witness", action="append", default=[], metavar="KEY", help="the key of a witness you trust")
    parser.add_argument("--quorum", type=int, help="how many of them must have signed (otherwise all)")
    chosen = parser.parse_args(arguments)
    here = Path(__file__).resolve().parent
    what = chosen.what or here
    try:
        trust = parse_trust(chosen.trust.read_text(encoding="utf-8")) if chosen.trust else None
        demanded = parse_demand(chosen.witness, chosen.quorum)
        if what.suffix == ".tlog-proof":
            trust = trust or trust_in(here)
            report = audit_proof(what.read_bytes(), demanded.of(trust) if demanded else trust)
        else:
            kept = [each.read_bytes() for each in chosen.checkpoint]
            report = verify_archive(what, trust=trust, kept=kept, demanded=demanded)
    except (OSError, ValueError) as error:
        sys.stdout.write(f"Not checked: {error}\n")
        return NOT_CHECKED
    sys.stdout.write(report.text + WHAT_IT_SHOWS)
    sys.stdout.write(
        "\nEverything is as it should be.\n" if report.good else "\nSOMETHING IS WRONG: see the lines with !\n"
    )
    return ALL_RIGHT if report.good else SOMETHING_WRONG


def trust_in(folder: Path) -> Trust:
    """The keys that an archive's folder names; ValueError where it names none."""
    path = folder / TRUST
    if not path.exists():
        raise ValueError("a proof file is checked with the body's keys: name a file of them with --trust")
    return parse_trust(path.read_text(encoding="utf-8"))
