"""Nobody is told twice after an older backup, whatever else breaks: 300 seeded runs, and the ways to get it wrong."""

import pytest

from tests.simulation.restored import RESTORED_DEFECTS, RestoredSimulation

SEEDS = 300


def test_nobody_is_missed_doubled_or_falsely_told_after_a_restored_backup() -> None:
    outcomes = {seed: RestoredSimulation(seed).run() for seed in range(SEEDS)}
    assert {seed: outcome.wrong for seed, outcome in outcomes.items() if outcome.wrong} == {}
    assert len({outcome.promise for outcome in outcomes.values()}) == 5
    assert sum(outcome.crashes for outcome in outcomes.values()) > SEEDS


@pytest.mark.parametrize("name", sorted(RESTORED_DEFECTS))
def test_a_seeded_defect_is_noticed(name: str) -> None:
    assert any(RestoredSimulation(seed, RESTORED_DEFECTS[name]).run().wrong for seed in range(SEEDS))
