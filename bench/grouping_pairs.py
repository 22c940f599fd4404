"""Pairs of questions that differ in one telling word, and as many that ask the same: who is put together with whom.

    python -m bench.grouping_pairs [--list]

bench/pairs/{en,cy,ga}.txt hold pairs written for this (before the guard was looked at again) by kind: negation, number,
date, place, opposite, order (before and after), who, and "same" for pairs that ask the same. The first of a pair stands
alone on an empty desk, the second arrives, and the other way round. Told wrongly: joined though it asks something else.
To a person: the desk says that it is not sure. Found: joined, where it asks the same. `--list` shows the failures.
"""

import argparse
from collections import defaultdict
from pathlib import Path

from answerable.pure.grouping.embedder import Embedder
from answerable.pure.grouping.minilm import open_minilm
from answerable.pure.grouping.placing import Arrival, Neighbour, Outcome, place
from answerable.pure.grouping.space import Space, starting_space

PAIRS = Path(__file__).with_name("pairs")
LANGUAGES = ("en", "cy", "ga")


def pairs_in(language: str) -> list[tuple[str, str, str]]:
    """Kind and the two texts of each pair."""
    lines = (PAIRS / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split(" | ") for line in lines if line]
    return [(kind, one, other) for kind, one, other in rows]


def outcome_of(embedder: Embedder, space: Space, language: str, one: str, other: str) -> Outcome:
    """What becomes of `other` on a desk where only `one` was asked."""
    first, second = embedder.embed([one, other])
    standing = Neighbour(1, 1, one, language, first)
    return place(space, Arrival(other, language, second), [standing], {1: 1}).outcome


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--list", action="store_true", help="show the pairs told wrongly and those not found")
    wanted = arguments.parse_args()
    embedder = open_minilm()
    space = starting_space(embedder)
    for language in LANGUAGES:
        found: dict[str, list[Outcome]] = defaultdict(list)
        for kind, one, other in pairs_in(language):
            both = [outcome_of(embedder, space, language, *pair) for pair in ((one, other), (other, one))]
            found[kind] += both
            if wanted.list and (Outcome.JOINED in both) == (kind != "same"):
                print(f"   {kind}: {one} / {other}")
        report(language, found)


def report(language: str, found: dict[str, list[Outcome]]) -> None:
    same = found.pop("same")
    others = [outcome for outcomes in found.values() for outcome in outcomes]
    print(f"{language} {len(others) // 2} that differ: told wrongly {share(others, Outcome.JOINED):.3f}, "
          f"to a person {share(others, Outcome.UNSURE):.3f}; {len(same) // 2} that ask the same: "
          f"found {share(same, Outcome.JOINED):.3f}, to a person {share(same, Outcome.UNSURE):.3f}")  # fmt: skip
    kinds = (f"{kind} {share(outcomes, Outcome.JOINED):.2f}" for kind, outcomes in sorted(found.items()))
    print("   told wrongly:", ", ".join(kinds), flush=True)


def share(outcomes: list[Outcome], wanted: Outcome) -> float:
    return sum(outcome is wanted for outcome in outcomes) / max(1, len(outcomes))


if __name__ == "__main__":
    main()
