"""The long runs of telling in trouble, as a command that says what arrived.

    python -m tests.faults [--place practice] [--trouble kill] [--times 200] [--askers 3000] [--correct] [--blind]

Places: practice, mastodon (a real snac2), bluesky (a real AT Protocol network). Troubles: kill (SIGKILL), freeze
(SIGSTOP past the lease), stop (the database stopped immediately), full (no room on its disk; needs root).
`--correct` corrects the answer afterwards, in the same trouble. `--blind` looks nothing up: it must find doubles.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

PLACES = ("practice", "mastodon", "bluesky")
DISK_MEGABYTES = 400


def main(arguments: list[str]) -> int:
    """One run on a database of its own; 0 where everyone was told exactly once."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--place", choices=PLACES, default="practice")
    parser.add_argument("--trouble", choices=("kill", "freeze", "stop", "full"), default="kill")
    parser.add_argument("--times", type=int, default=200)
    parser.add_argument("--askers", type=int, default=3_000)
    parser.add_argument("--correct", action="store_true")
    parser.add_argument("--blind", action="store_true")
    chosen = parser.parse_args(arguments)
    home = Path(tempfile.mkdtemp(prefix="answerable-faults-"))
    home.chmod(0o755)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        return run(chosen, home, stack)


def run(chosen: argparse.Namespace, home: Path, stack: ExitStack) -> int:
    """Prints one line for each answer that was told."""
    os.environ |= {"ANSWERABLE_DATA": str(home), "ANSWERABLE_POOL_SIZE": "0"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "answerable.server.settings"
    from answerable.server.database import start_embedded
    from tests.faults.disk import small_disk

    disk = stack.enter_context(small_disk(home / "disk", DISK_MEGABYTES)) if chosen.trouble == "full" else home
    server, address = start_embedded(disk)
    stack.callback(server.cleanup)
    os.environ["DATABASE_URL"] = address
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from tests.faults import trouble
    from tests.faults.places import place

    there = stack.enter_context(place(chosen.place, home, chosen.askers, database=address))
    about, more = trouble.ready(there), ("without-read-back",) if chosen.blind else ()
    failed = False
    for words in (trouble.FIRST, trouble.SECOND)[: 2 if chosen.correct else 1]:
        if words == trouble.SECOND:
            trouble.correct(about)
        began = time.monotonic()
        by_worker = chosen.trouble if chosen.trouble in trouble.OF_A_WORKER else "none"
        with trouble.working(by_worker, chosen.times, *more, database=address):
            if chosen.trouble == "stop":
                trouble.stop_database(server, chosen.times)
            elif chosen.trouble == "full":
                trouble.fill_disk(server, disk, chosen.times)
        wrong = trouble.judge(there, words=words)
        failed = failed or bool(wrong)
        took = time.monotonic() - began
        said = f"{chosen.place}, {chosen.trouble} {chosen.times} times, {chosen.askers} askers, {took:.0f} s: "
        sys.stdout.write(said + ("; ".join(wrong) or "everyone told exactly once") + "\n")
        sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
