"""Telling beside the same job written the usual way on a task library: what is lost and doubled, and how fast it goes.

    python -m bench.telling_peers [--askers 300] [--kills 60]

Each tells the same people on the practice network with the same faults, first without trouble and then while two
workers are killed at random; what arrived is counted on the network. Huey is installed for this only.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
WORKERS = 2
START_SECONDS = 0.6
CALM = {"throttled": 0.0}


def main() -> int:
    """A table: without trouble, and under kills."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--askers", type=int, default=300)
    parser.add_argument("--kills", type=int, default=60)
    chosen = parser.parse_args()
    home = Path(tempfile.mkdtemp(prefix="answerable-peers-"))
    home.chmod(0o755)
    os.environ |= {"ANSWERABLE_DATA": str(home), "ANSWERABLE_POOL_SIZE": "0"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "answerable.server.settings"
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        from answerable.server.database import start_embedded

        server, os.environ["DATABASE_URL"] = start_embedded(home)
        stack.callback(server.cleanup)
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        print(f"{'':32} {'told/s':>8} {'killed':>8} {'missed':>8} {'doubled':>8}")
        for name in ("ours", "procrastinate", "procrastinate-puts-back", "huey"):
            show(name, chosen, home)
    return 0


def show(name: str, chosen: argparse.Namespace, home: Path) -> None:
    """One line: told a second where nothing goes wrong, then what the kills did."""
    calm, _missed, _doubled = measure(name, home / f"{name}-calm", chosen.askers, kills=0, faults=CALM)
    from tests.faults.places import FAULTS

    _rate, missed, doubled = measure(name, home / f"{name}-killed", chosen.askers, kills=chosen.kills, faults=FAULTS)
    print(f"{name:32} {calm:8.0f} {chosen.kills:8} {missed:8} {doubled:8}", flush=True)


def measure(name: str, folder: Path, askers: int, *, kills: int, faults: dict[str, float]) -> tuple[float, int, int]:
    """Told a second, how many were missed, how many were told more than once."""
    from tests.faults.places import practice

    folder.mkdir()
    with practice(folder, askers, faults=faults) as there:
        began = time.monotonic()
        took = ours(there, kills) if name == "ours" else theirs(name, there, folder, kills)
        counted = there.answered()
    missed = len(set(there.asked) - set(counted))
    return askers / (took or time.monotonic() - began), missed, sum(count > 1 for count in counted.values())


def ours(there: object, kills: int) -> float:
    """Seconds; the product's own workers."""
    from answerable.answers.models import AnswerVersion, Delivery
    from tests.faults.trouble import ready, working

    ready(there)  # type: ignore[arg-type]
    began = time.monotonic()
    with working("kill" if kills else "none", kills, database=os.environ["DATABASE_URL"]):
        pass
    took = time.monotonic() - began
    # The next run counts its own.
    assert not Delivery.objects.exclude(state="told").exists()
    AnswerVersion.objects.filter(told_at=None).update(told_at=Delivery.objects.latest("state_at").state_at)
    return took


def theirs(name: str, there: object, folder: Path, kills: int) -> float:
    """Seconds; two workers of the library, killed as ours are, and one that is left to finish."""
    queue = str(folder / "queue.db")
    if name.startswith("procrastinate"):
        queue = _new_database(folder.name.replace("-", "_"))
    channel = there.channel  # type: ignore[attr-defined]
    os.environ |= {"PEER_QUEUE": queue, "PEER_NETWORK": channel["address"], "PEER_TOKEN": channel["token"]}
    from bench.peer_queues import PEERS

    PEERS[name]().put_in(there.asked)  # type: ignore[attr-defined]
    began, chance = time.monotonic(), random.Random(1)
    for _kill in range(kills // WORKERS):
        workers = [_worker(name, forever=True) for _ in range(WORKERS)]
        # A worker of theirs needs longer to start than a fork of ours: it is given that time on top.
        time.sleep(START_SECONDS + chance.uniform(0.03, 0.25))
        for worker in workers:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
    for worker in [_worker(name, forever=False) for _ in range(WORKERS)]:
        worker.wait(600)
    return time.monotonic() - began


def _worker(name: str, *, forever: bool) -> "subprocess.Popen[bytes]":
    # Not as a program of its own: Huey would know its task by another name.
    command = [
        sys.executable,
        "-c",
        f"from bench.peer_queues import PEERS; PEERS[{name!r}]().live(without_end={forever})",
    ]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL)


def _new_database(name: str) -> str:
    import psycopg

    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return os.environ["DATABASE_URL"].replace("/answerable?", f"/{name}?")


if __name__ == "__main__":
    sys.exit(main())
