"""How fast the record goes through PostgreSQL, with durable commits: added to, sealed, proven; and beside it pymerkle.

Goals: 500 entries a second added one by one, 100,000 in batches, a proof from the database in under 1 ms at a million
entries, the cost of an entry the same from 1,000 to 1,000,000, memory flat.

    python -m bench.ledger_record [--most 1000000]

What is counted: "one by one" is the product's own `append`, one transaction and one durable commit each, and sealing
them afterwards. "Sealed" is what the one sequencer does with entries that wait: their places, the tiles, the commit
and the signature. To have a million entries at all, most are copied in as waiting rows; only sealing them is counted.
pymerkle (where it is installed) keeps leaves and their hashes in SQLite, with one index where our entries have five.
"""

import argparse
import importlib.util
import os
import resource
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from bench.ledger import say, seconds_each
from bench.telling import database

DAY = date(2026, 11, 20)
SIZES = (1_000, 10_000, 100_000, 1_000_000)
AT_ONCE = 50_000
ONE_BY_ONE = 1_000
ORIGIN = "bench.example/record"


def add_one_by_one(keys: Path) -> None:
    """Add entries with a text, each in a transaction of its own, then seal them."""
    from django.db import transaction

    from answerable.record.append import append

    start = time.perf_counter()
    for number in range(ONE_BY_ONE):
        with transaction.atomic():
            question = {"question": f"q_{number:07d}", "about": f"q_{number:07d}"}
            append(type="question.opened", fields=question, disclosed={"title": "Bins?"}, on=DAY)
    added = time.perf_counter() - start
    say("appended one by one, a durable commit each (goal 500)", ONE_BY_ONE / added, "entries/s")
    say("and sealed and signed", ONE_BY_ONE / (added + seal_all(keys)), "entries/s")


def copy_in(first: int, count: int) -> None:
    """Put entries into the table as they wait to be sealed."""
    from django.db import connection, transaction

    from answerable.pure.ledger.writing import write_entry

    into = 'COPY record_entry (type, about, "on", raw) FROM STDIN'
    with connection.cursor() as cursor, transaction.atomic(), cursor.copy(into) as copy:
        for number in range(first, first + count):
            name = f"q_{number:07d}"
            raw = write_entry("question.opened", {"question": name, "about": name}, [], DAY)
            copy.write_row(("question.opened", name, DAY, raw))


def seal_all(keys: Path) -> float:
    """Seconds to seal all that waits and to sign."""
    from answerable.record.seal import seal

    start = time.perf_counter()
    seal(datetime.now(UTC), keys=keys, origin=ORIGIN)
    return time.perf_counter() - start


def prove(size: int) -> None:
    from answerable.pure.ledger.tree import inclusion_proof
    from answerable.record.prove import prove_entry
    from answerable.record.stored_tree import nodes_of_proof

    step = size // 53

    def one(number: int) -> None:
        inclusion_proof(number * step, size, nodes_of_proof(number * step, size))

    say(f"inclusion proof at {size:,} (goal 1)", seconds_each(one, 50) * 1e3, "ms")
    say(f"whole proof file at {size:,}", seconds_each(lambda number: prove_entry(number * step), 50) * 1e3, "ms")


def grow(keys: Path, most: int) -> None:
    """Seal up to each power of ten, and say what an entry costs and how long a proof takes there."""
    size = ONE_BY_ONE
    for goal in SIZES[1:]:
        if goal > most:
            return
        before, spent = size, 0.0
        while size < goal:
            count = min(AT_ONCE, goal - size)
            copy_in(size, count)
            spent += seal_all(keys)
            size += count
        say(f"sealed up to {goal:,} (goal 100,000)", (size - before) / spent, "entries/s")
        prove(size)
        say("most memory so far", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB")


def measure_peer(most: int) -> None:
    """Measure pymerkle's SQLite store, given the same bytes in the same batches."""
    from pymerkle import SqliteTree  # type: ignore[import-not-found]

    with tempfile.TemporaryDirectory() as folder, SqliteTree(str(Path(folder, "tree.db")), algorithm="sha256") as tree:
        entries = [b"%010d" % number + b"x" * 140 for number in range(most)]
        start = time.perf_counter()
        for entry in entries[:ONE_BY_ONE]:
            tree.append_entry(entry)
        say("pymerkle SQLite: one by one", ONE_BY_ONE / (time.perf_counter() - start), "entries/s")
        start = time.perf_counter()
        tree.append_entries(entries[ONE_BY_ONE:], chunksize=10_000)
        say("pymerkle SQLite: in batches", (most - ONE_BY_ONE) / (time.perf_counter() - start), "entries/s")
        step = most // 53
        proof = seconds_each(lambda number: tree.prove_inclusion(number * step + 1, most), 50)
        say(f"pymerkle SQLite: inclusion proof at {most:,}", proof * 1e3, "ms")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=SIZES[-1])
    most = parser.parse_args(arguments).most
    print("load average", os.getloadavg())
    with database(), tempfile.TemporaryDirectory() as folder:
        keys = Path(folder, "keys")
        add_one_by_one(keys)
        grow(keys, most)
    if importlib.util.find_spec("pymerkle"):
        measure_peer(most)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
