"""How fast a network lets an account write."""

import pytest

from answerable.networks.contract import Pace


def test_a_reply_may_cost_several_points():
    assert Pace(count=5_000, window_seconds=3_600, cost=3).replies == 1_666


@pytest.mark.parametrize("wrong", [{"count": -1}, {"cost": 0}, {"window_seconds": 0}, {"window_seconds": float("inf")}])
def test_numbers_that_are_no_pace_are_refused(wrong):
    with pytest.raises(ValueError, match="a pace has"):
        Pace(**{"count": 1, "window_seconds": 1.0} | wrong)
