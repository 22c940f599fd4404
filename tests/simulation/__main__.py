"""The long runs, as commands: `python -m tests.simulation [SEEDS]` and `python -m tests.simulation defects`."""

import sys
import time
from collections.abc import Iterable
from itertools import chain

from tests.simulation.defects import DEFECTS
from tests.simulation.people import HAND_DEFECTS, HandSimulation
from tests.simulation.simulation import Parts, Simulation

SEEDS = 10_000
WITHIN = 500


def first_caught(parts: Parts, seeds: Iterable[int]) -> int | None:
    """The first seed that shows the defect."""
    return next((seed for seed in seeds if Simulation(seed, parts).run().wrong), None)


def first_caught_by_hand(name: str) -> int | None:
    """The same where people are the senders."""
    parts, habits = HAND_DEFECTS[name]
    return next((seed for seed in range(WITHIN) if HandSimulation(seed, parts, habits).run().wrong), None)


def run_seeds(count: int) -> int:
    """All seeds; prints each that fails and the sum."""
    began, crashes, steps, failed = time.process_time(), 0, 0, 0
    for seed in range(count):
        outcome = Simulation(seed).run()
        crashes, steps = crashes + outcome.crashes, steps + outcome.steps
        if outcome.wrong:
            failed += 1
            sys.stdout.write(f"seed {seed} ({outcome.promise.name}): {', '.join(sorted(set(outcome.wrong)))}\n")
    took = time.process_time() - began
    sys.stdout.write(f"{count} seeds, {crashes} crashes, {steps} steps: {failed} bad, {took:.0f} s of processor time\n")
    return 1 if failed else 0


def run_defects() -> int:
    """Each defect; prints the seed that caught it."""
    found = ((name, first_caught(parts, range(WITHIN))) for name, parts in DEFECTS.items())
    by_hand = ((f"by hand: {name}", first_caught_by_hand(name)) for name in HAND_DEFECTS)
    missed = 0
    for name, seed in chain(found, by_hand):
        missed += seed is None
        sys.stdout.write(f"{'not caught' if seed is None else f'seed {seed}':>12}  {name}\n")
        sys.stdout.flush()
    count = len(DEFECTS) + len(HAND_DEFECTS)
    sys.stdout.write(f"{count} defects, {missed} not caught within {WITHIN} seeds\n")
    return 1 if missed else 0


if __name__ == "__main__":
    chosen = sys.argv[1:2]
    sys.exit(run_defects() if chosen == ["defects"] else run_seeds(int(chosen[0]) if chosen else SEEDS))
