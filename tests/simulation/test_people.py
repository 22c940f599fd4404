"""People as senders: nobody is missed, doubled or falsely told, whatever they forget; and each seeded defect shows."""

import pytest

from tests.simulation.people import HAND_DEFECTS, HandSimulation

SEEDS = 600
WITHIN = 300


@pytest.mark.parametrize("block", range(4))
def test_nobody_is_missed_doubled_or_falsely_told_by_hand_in_any_seed(block: int) -> None:
    seeds = range(block * SEEDS // 4, (block + 1) * SEEDS // 4)
    wrong = {seed: outcome.wrong for seed in seeds if (outcome := HandSimulation(seed).run()).wrong}
    assert wrong == {}


def test_the_same_seed_is_the_same_run_by_hand() -> None:
    assert HandSimulation(7).run() == HandSimulation(7).run()


@pytest.mark.parametrize("name", sorted(HAND_DEFECTS))
def test_each_defect_of_posting_by_hand_is_caught(name: str) -> None:
    parts, habits = HAND_DEFECTS[name]
    assert any(HandSimulation(seed, parts, habits).run().wrong for seed in range(WITHIN)), name
