"""How fast an answer is planned and told on real PostgreSQL with durable commits, without a network's own slowness.

Goals: 10,000 askers planned in under a second, the cost for each flat from 100 to 100,000; 500 deliveries a second of
bookkeeping row by row and 2,000 batched; at least 95 % of a channel's published limit used.

    python -m bench.telling [--most 100000]
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

SIZES = (100, 1_000, 10_000, 100_000)
TOLD = 3_000
LATER = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
BATCH = 50


@contextmanager
def database() -> Iterator[None]:
    """A server of its own, migrated, gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="answerable-bench-"))
    home.chmod(0o755)
    os.environ |= {"ANSWERABLE_DATA": str(home), "ANSWERABLE_POOL_SIZE": "0"}
    os.environ["DJANGO_SETTINGS_MODULE"] = "answerable.server.settings"
    from answerable.server.database import start_embedded

    server, os.environ["DATABASE_URL"] = start_embedded(home)
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    try:
        yield
    finally:
        from django.db import connections

        connections.close_all()
        server.cleanup()
        shutil.rmtree(home, ignore_errors=True)


def plan(size: int) -> tuple[float, object]:
    """Seconds to publish an answer to so many askers, and the channel they are on."""
    from answerable.answers.plan import publish_cleared
    from tests.integration.answers import made_answers as made

    who = made.people()
    channel = made.channel(who.clearer)
    made.cleared(who, made.question(made.posts(channel, [f"{size}-{number}" for number in range(size)])))
    began = time.perf_counter()
    assert publish_cleared(at=made.NOON) == 1
    return time.perf_counter() - began, channel


def tell() -> tuple[float, float]:
    """Messages a second and milliseconds of our own processor time for each, told row by row to a network in memory."""
    from answerable.answers.row import USUAL
    from answerable.answers.send import send_due
    from tests.integration.answers.fake_network import FakeNetwork

    network = FakeNetwork()
    at, timing = LATER, replace(USUAL, most=BATCH, round_for=timedelta(seconds=600))
    began, busy = time.perf_counter(), time.process_time()
    told = send_due(at=at, timing=timing, open_channel=lambda _channel: network, paces=(), steady=None)
    took = time.perf_counter() - began
    assert told == len(network.sent)
    return told / took, (time.process_time() - busy) * 1000 / told


def batched(channel: object, count: int) -> float:
    """Moves a second when rows are stored in batches: each row is taken up and given back."""
    from answerable.answers.decide import decide
    from answerable.answers.events import GivenBack, TakenUp
    from answerable.answers.guarantee import guarantee_of
    from answerable.answers.models import Delivery
    from answerable.answers.row import USUAL
    from answerable.answers.store import rows_by_id, store

    at, guarantee = LATER, guarantee_of(channel)
    ids = list(Delivery.objects.filter(channel=channel, state="pending").values_list("pk", flat=True)[:count])
    began = time.perf_counter()
    for start in range(0, len(ids), BATCH):
        rows = rows_by_id(ids[start : start + BATCH])
        for event in (TakenUp(), GivenBack()):
            now = {"at": at, "guarantee": guarantee, "timing": USUAL}
            new = [decide(row, event, fence=row.fence, **now) for row in rows]
            stored = store([(old, one, event) for old, one in zip(rows, new, strict=True)], at=at)
            assert len(stored) == len(rows)
            rows = new
    return 2 * len(ids) / (time.perf_counter() - began)


def main(arguments: list[str]) -> int:
    """Prints each figure beside its goal."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--most", type=int, default=100_000)
    most = parser.parse_args(arguments).most
    with database():
        plan(10)
        print("planning            askers   seconds   us an asker")
        for size in SIZES:
            if size <= most:
                took, channel = plan(size)
                print(f"{'':16} {size:9,} {took:9.3f} {took / size * 1e6:13.1f}")
        print(f"batched: {batched(channel, TOLD):,.0f} moves a second, in batches of {BATCH} (goal 2,000)")
        from answerable.answers.models import Delivery

        waiting = Delivery.objects.filter(state="pending").order_by("-pk").values_list("pk", flat=True)
        Delivery.objects.filter(pk__in=list(waiting[TOLD:])).update(due_at=datetime(2100, 1, 1, tzinfo=UTC))
        rate, cpu = tell()
        print(f"row by row: {rate:,.0f} told a second, {cpu:.2f} ms of our processor time each (goal 500)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
