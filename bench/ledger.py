"""How fast the record grows, proves and is checked.

Goals: 100,000 appends a second in batches, a proof in under 1 ms at a million entries and verified in under 20
microseconds, an archive checked at 60,000 entries a second, cost for each entry and memory flat.

    python -m bench.ledger [--entries 1000000] [--archive 100000]

pymerkle's in-memory tree is measured in the same run where it is installed; it is not one of our dependencies.
What goes through the database is in bench/ledger_record.py.
"""

import argparse
import importlib.util
import os
import resource
import secrets
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path

from answerable.pure.ledger.checkpoint import Head
from answerable.pure.ledger.disclosure import make_disclosure
from answerable.pure.ledger.layout import sum_lines, text_path
from answerable.pure.ledger.signing import make_key, sign_note
from answerable.pure.ledger.tiles import (
    ENTRIES,
    TileGrowth,
    bundle_widths,
    join_bundle,
    node_reader,
    tile_path,
    widths_of,
)
from answerable.pure.ledger.tree import (
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    root_at,
    verify_consistency,
    verify_inclusion,
)
from answerable.pure.ledger.trust import write_trust
from answerable.pure.ledger.writing import write_entry

BATCH = 1_000
DAY = date(2026, 11, 20)
KEY = make_key("bench.example/record", b"\x01" * 32)
Tiles = dict[tuple[int, int], bytes]


def say(name: str, value: float, unit: str) -> None:
    print(f"{name:<58}{value:>14,.3f} {unit}", flush=True)


def seconds_each(run: Callable[[int], object], rounds: int) -> float:
    """The best of forty passes, in seconds a call: what other people's work on the machine adds is left out."""
    best = float("inf")
    for _ in range(40):
        start = time.perf_counter()
        for number in range(rounds):
            run(number)
        best = min(best, (time.perf_counter() - start) / rounds)
    return best


def append_many(count: int) -> Tiles:
    """Hash `count` entries of 250 bytes into tiles in batches; prints the rate at each power of ten."""
    growth, tiles = TileGrowth(0, []), Tiles()
    body = b"x" * 240
    spent = marked = 0.0
    for start in range(0, count, BATCH):
        entries = [b"%010d" % number + body for number in range(start, start + BATCH)]
        begun = time.perf_counter()
        growth.add([leaf_hash(entry) for entry in entries])
        tiles |= growth.take_changed()
        spent += time.perf_counter() - begun
        size = start + BATCH
        if size in {1_000, 10_000, 100_000, 1_000_000}:
            since = size - size // 10 if size > 1_000 else size
            say(f"append in batches of {BATCH:,}, up to {size:,}", since / (spent - marked), "entries/s")
            marked = spent
    return tiles


def prove(tiles: Tiles, count: int) -> None:
    def reader():  # type: ignore[no-untyped-def]
        return node_reader(lambda level, number, _width: tiles[level, number])

    root = root_at(count, reader())
    leaf = tiles[0, 7 // 256][7 * 32 : 8 * 32]
    proof = inclusion_proof(7, count, reader())
    old = count - count // 3
    between, old_root = consistency_proof(old, count, reader()), root_at(old, reader())
    step = count // 53
    say(
        f"inclusion proof at {count:,}",
        seconds_each(lambda n: inclusion_proof(n * step, count, reader()), 50) * 1e3,
        "ms",
    )
    say("verify it", seconds_each(lambda _: verify_inclusion(leaf, 7, count, proof, root), 200) * 1e6, "us")
    say("consistency proof", seconds_each(lambda n: consistency_proof(n * step + 1, count, reader()), 50) * 1e3, "ms")
    say("verify it", seconds_each(lambda _: verify_consistency(old, count, between, old_root, root), 200) * 1e6, "us")
    text = Head(KEY.public.name, count, root).text
    say("sign a checkpoint", seconds_each(lambda _: sign_note(text, [KEY]), 50) * 1e6, "us")


def story(count: int) -> Iterator[tuple[bytes, list[str]]]:
    """Entries as the product writes them, with a text for two in five."""
    ann, ben = "p_" + "a" * 26, "p_" + "b" * 26
    for number in range(count // 5):
        question, about = f"q_{number:07d}", {"about": f"q_{number:07d}"}
        first = {"answer": f"ans_{number:07d}", "version": 1, **about}
        title = [make_disclosure(secrets.token_bytes(32), "title", "When will my brown bin be emptied this winter?")]
        text = [make_disclosure(secrets.token_bytes(32), "text", "Every second Friday. " * 12)]
        yield write_entry("question.opened", {"question": question, "asked": 3, **about}, title, DAY), title
        yield write_entry("answer.drafted", {**first, "question": question, "by": ann}, [], DAY), []
        yield write_entry("answer.cleared", {**first, "by": ben, "asked": 3}, [], DAY), []
        yield write_entry("answer.published", {**first, "question": question, "asked": 3}, text, DAY), text
        yield write_entry("delivery.summary", {**first, "asked": 3, "told": 2, "untold": 1}, [], DAY), []


def write_archive(folder: Path, count: int) -> None:
    """An archive as the export writes it, made without a database."""
    from answerable.record.export.standalone import standalone_verifier

    start = time.perf_counter()
    entries = list(story(count))
    say("write entries as canonical JSON, with their texts", count / (time.perf_counter() - start), "entries/s")
    growth = TileGrowth(0, [])
    growth.add([leaf_hash(raw) for raw, _ in entries])
    tiles = growth.take_changed()
    root = root_at(count, node_reader(lambda level, number, _width: tiles[level, number]))
    files = {
        "README.txt": b"bench\n",
        "verify.py": standalone_verifier().encode(),
        "trust.txt": write_trust([KEY.public.vkey]).encode(),
        "checkpoint": sign_note(Head(KEY.public.name, count, root).text, [KEY]).encoded,
    }
    files |= {tile_path(level, number, width): tiles[level, number] for level, number, width in widths_of(count)}
    for number, width in bundle_widths(count):
        first = number * 256
        part = entries[first : first + width]
        files[tile_path(ENTRIES, number, width)] = join_bundle([raw for raw, _ in part])
        lines = "".join(f"{first + n} {text}\n" for n, (_, texts) in enumerate(part) for text in texts)
        files[text_path(number, width)] = lines.encode()
    files["SHA256SUMS"] = sum_lines(files.items())
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)


def check_archive(count: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_archive(folder, count)
        start = time.perf_counter()
        run = [sys.executable, "-I", "-S", str(folder / "verify.py")]
        subprocess.run(run, check=True, stdout=subprocess.DEVNULL)
        spent = time.perf_counter() - start
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        say(f"archive of {count:,} checked by its own file", count / spent, "entries/s")
        say("the same by CPU time", count / (used.ru_utime + used.ru_stime), "entries/s")
        say("most memory of that check", used.ru_maxrss / 1024, "MB (of which Python itself has 10)")


def measure_peer(count: int) -> None:
    """Measure pymerkle's own fastest store, given the same bytes."""
    from pymerkle import InmemoryTree  # type: ignore[import-not-found]
    from pymerkle import verify_inclusion as verify_theirs

    tree = InmemoryTree(algorithm="sha256")
    entries = [b"%010d" % number + b"x" * 240 for number in range(count)]
    start = time.perf_counter()
    for entry in entries:
        tree.append_entry(entry)
    say(f"pymerkle in memory: append {count:,}", count / (time.perf_counter() - start), "entries/s")
    root = tree.get_root()
    proof = tree.prove_inclusion(7, count)
    step = count // 53
    say("pymerkle: inclusion proof", seconds_each(lambda n: tree.prove_inclusion(n * step + 1, count), 50) * 1e3, "ms")
    leaf = sha256(b"\x00" + entries[6]).digest()
    say("pymerkle: verify it", seconds_each(lambda _: verify_theirs(leaf, root, proof), 200) * 1e6, "us")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--archive", type=int, default=100_000)
    chosen = parser.parse_args()
    print("load average", os.getloadavg())
    prove(append_many(chosen.entries), chosen.entries)
    say("most memory so far", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB")
    check_archive(chosen.archive)
    if importlib.util.find_spec("pymerkle"):
        measure_peer(chosen.entries)


if __name__ == "__main__":
    main()
