"""Everyone once, whatever breaks: 1,500 seeded runs, a few of the seeded defects, and every seed that ever failed."""

import pytest

from tests.simulation.__main__ import first_caught
from tests.simulation.defects import DEFECTS
from tests.simulation.simulation import Simulation

SEEDS = 1_500
ONCE_FAILED = (80, 174, 225, 350, 356, 404, 686, 768, 774, 801, 1168, 1479)
QUICKLY_CAUGHT = tuple(sorted(DEFECTS))[::3]


@pytest.mark.parametrize("block", range(10))
def test_nobody_is_missed_doubled_or_falsely_told_in_any_seed(block: int) -> None:
    seeds = range(block * SEEDS // 10, (block + 1) * SEEDS // 10)
    outcomes = {seed: Simulation(seed).run() for seed in seeds}
    assert {seed: outcome.wrong for seed, outcome in outcomes.items() if outcome.wrong} == {}
    assert sum(outcome.crashes for outcome in outcomes.values()) > len(seeds)


@pytest.mark.parametrize("seed", ONCE_FAILED)
def test_a_seed_that_once_failed_is_well(seed: int) -> None:
    assert Simulation(seed).run().wrong == []


def test_the_same_seed_is_the_same_run() -> None:
    assert Simulation(7).run() == Simulation(7).run()


def test_there_are_at_least_twenty_seeded_defects() -> None:
    assert len(DEFECTS) >= 20


@pytest.mark.parametrize("name", QUICKLY_CAUGHT)
def test_a_seeded_defect_is_noticed(name: str) -> None:
    assert first_caught(DEFECTS[name], range(500)) is not None
