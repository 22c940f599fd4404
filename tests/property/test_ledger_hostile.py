"""Some of the million hostile inputs of `python -m tests.hostile`, on every run."""

import pytest

from tests.hostile import SORTS, attack


@pytest.mark.parametrize("name", sorted(SORTS))
def test_the_true_ones_are_believed(name):
    holds, good = SORTS[name]
    assert all(holds(each) for each in good)


def test_hostile_inputs_are_refused_and_never_crash_a_parser():
    assert attack(2_000, seed=2) == ""
