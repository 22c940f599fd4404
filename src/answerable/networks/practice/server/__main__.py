"""The command: `python -m answerable.networks.practice.server --store FILE`; stops on SIGTERM, or with its parent."""

import argparse
import json
import os
import signal
import sys
import threading
from pathlib import Path

from answerable.networks.practice.server.running import Running, running
from answerable.networks.practice.server.seeds import Pace, content_folder, read_seeds

WATCH_SECONDS = 0.5


def main(arguments: list[str] | None = None) -> int:
    """Runs until told to stop. Returns 2 with a sentence when it cannot start."""
    chosen = _parser().parse_args(arguments)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    pace = Pace(first=sys.maxsize if chosen.all else chosen.first, a_minute=chosen.pace)
    try:
        with running(chosen.store, port=chosen.port, seeds=read_seeds(content_folder()), pace=pace) as network:
            _announce(network, chosen.ready_file)
            while not stop.wait(WATCH_SECONDS):
                if chosen.parent_pid and not is_alive(chosen.parent_pid):
                    break
    except OSError as error:
        sys.stderr.write(
            f"The practice network cannot start: {error.strerror or error}. Choose another port or store.\n"
        )
        return 2
    finally:
        if chosen.ready_file:
            chosen.ready_file.unlink(missing_ok=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="answerable.networks.practice.server", description=__doc__)
    parser.add_argument("--store", type=Path, required=True, help="the file that everything is kept in")
    parser.add_argument("--port", type=int, default=0, help="0: that of the last time if free, or any")
    parser.add_argument("--ready-file", type=Path, help="written as JSON once it answers, removed when it stops")
    parser.add_argument("--first", type=int, default=Pace.first, help="posts to each body that are there at once")
    parser.add_argument("--pace", type=float, default=Pace.a_minute, help="posts to each body every minute after that")
    parser.add_argument("--all", action="store_true", help="all posts at once")
    parser.add_argument("--parent-pid", type=int, help="stop when this process is gone")
    return parser


def _announce(network: Running, ready_file: Path | None) -> None:
    sys.stdout.write(f"Practice network: {network.address}\n")
    sys.stdout.flush()
    if ready_file:
        told = {"address": network.address, "tokens_file": str(network.tokens_file), "pid": os.getpid()}
        unfinished = ready_file.with_name(ready_file.name + ".part")
        unfinished.write_text(json.dumps(told), encoding="utf-8")
        unfinished.replace(ready_file)


def is_alive(pid: int) -> bool:
    """Whether the parent is there: a parent that died but is not yet buried still answers to its number."""
    try:
        os.kill(pid, 0)
    except OSError as error:
        return isinstance(error, PermissionError)
    return pid != _STARTED_BY or os.getppid() == pid


_STARTED_BY = os.getppid()


if __name__ == "__main__":
    sys.exit(main())
