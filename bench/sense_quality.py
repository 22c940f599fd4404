"""Precision and recall of the inbound sense on labelled texts; false alarms on questions that others wrote.

Run: `python -m bench.sense_quality`; with `write` it lists the misses of the half that signs are written by, and never
those of the other.
"""

import csv
import random
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from answerable.pure.grouping.minilm import open_minilm
from answerable.pure.sense.engine import sense
from answerable.pure.sense.likeness import open_likeness
from answerable.pure.sense.sign import Kind

TEXTS = Path(__file__).parent / "sense" / "texts.txt"
FRESH = TEXTS.with_name("fresh.txt")
OTHERS = Path(__file__).parents[2] / "shared" / "data" / "questions"
SEED = 20261128

SAID = ("question", "comment", "thanks")


class Labelled(NamedTuple):
    """One text with what it is."""

    text: str
    labels: frozenset[str]
    said: str
    language: str


def read_texts(path: Path = TEXTS) -> list[Labelled]:
    """All texts of the file in their order."""
    found, labels, said, language = [], frozenset[str](), "", ""
    for line in path.read_text().splitlines():
        if line.startswith("["):
            names, said, language = (part.strip() for part in line.strip("[]").split("|"))
            labels = frozenset(names.split()) - {"-"}
        elif line and not line.startswith("#"):
            found.append(Labelled(line, labels, said, language))
    return found


def halves(texts: Sequence[Labelled]) -> tuple[list[Labelled], list[Labelled]]:
    """Half to write signs by, half to measure on: each second one of every kind of text, drawn by the seed."""
    chance = random.Random(SEED)
    groups: dict[tuple[tuple[str, ...], str, str], list[Labelled]] = {}
    for one in texts:
        groups.setdefault((tuple(sorted(one.labels)[:1]), one.said, one.language), []).append(one)
    write: list[Labelled] = []
    unseen: list[Labelled] = []
    for key in sorted(groups):
        members = groups[key]
        chance.shuffle(members)
        half = (len(members) + chance.randrange(2)) // 2
        write += members[:half]
        unseen += members[half:]
    return write, unseen


def alike_of(texts: Sequence[str]) -> Sequence[frozenset[Kind]]:
    """The kinds that each text is like."""
    return open_likeness().kinds_of(open_minilm().embed(texts))


def table(title: str, texts: Sequence[Labelled]) -> None:
    """Prints precision and recall by label, and for question, comment and thanks."""
    senses = [sense(one.text) for one in texts]
    alike = alike_of([one.text for one in texts])
    print(f"\n{title}: {len(texts)} texts\n{'':14}{'there':>7}{'found':>7}{'right':>7}{'precision':>11}{'recall':>8}")
    for kind in Kind:
        there = [kind.value in one.labels for one in texts]
        by_words = [kind in {sign.kind for sign in one.signs} for one in senses]
        either = [one or kind in like for one, like in zip(by_words, alike, strict=True)]
        line(kind.value, there, by_words)
        line("  + likeness", there, either)
    for said in SAID:
        line(said, [one.said == said for one in texts], [one.says == said for one in senses])


def line(name: str, there: Sequence[bool], found: Sequence[bool]) -> None:
    """One row of the table."""
    right = sum(a and b for a, b in zip(there, found, strict=True))
    precision = f"{right / sum(found):.2f}" if any(found) else "-"
    recall = f"{right / sum(there):.2f}" if any(there) else "-"
    print(f"{name:14}{sum(there):7}{sum(found):7}{right:7}{precision:>11}{recall:>8}")


def misses(texts: Iterable[Labelled]) -> None:
    """What is found and should not be (+), and what is not found and should be (-)."""
    for one in texts:
        seen = sense(one.text)
        found = {sign.kind.value for sign in seen.signs}
        wrong = [f"+{name}" for name in sorted(found - one.labels)]
        wrong += [f"-{name}" for name in sorted(one.labels - found)]
        if one.said != seen.says:
            wrong.append(f"{seen.says} for {one.said}")
        if wrong:
            print(f"{' '.join(wrong):40} {one.text}")


def false_alarms() -> None:
    """How often each sign is seen in questions that others wrote, where hardly any belongs. Read some by hand."""
    for name in ("covidq.csv", "banking77_test.csv", "clinc150_test.csv"):
        path = OTHERS / name
        if not path.exists():
            print(f"\n{name}: not here, skipped")
            continue
        with path.open(newline="") as file:
            texts = [row["text"] for row in csv.DictReader(file)]
        start = time.process_time()
        senses = [sense(text) for text in texts]
        took = time.process_time() - start
        alike = alike_of(texts[::3])
        counted = {kind.value: sum(kind in {sign.kind for sign in one.signs} for one in senses) for kind in Kind}
        print(f"\n{name}: {len(texts)} texts, {took / max(1, len(texts)) * 1e6:.0f} µs each; signs seen: {counted}")
        liked = {kind.value: f"{sum(kind in one for one in alike) / max(1, len(alike)):.1%}" for kind in Kind}
        print(f"  alike, of each third text: {liked}")


def main() -> None:
    """The tables, or what is missed in the half to write by."""
    write, unseen = halves(read_texts())
    if sys.argv[1:] == ["write"]:
        misses(write)
        return
    table("The half that signs were written by", write)
    table("The unseen half", unseen)
    table("Fresh texts, written in other words after the signs were done", read_texts(FRESH))
    false_alarms()


if __name__ == "__main__":
    main()
