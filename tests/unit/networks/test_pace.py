"""How fast a network lets an account write."""

from answerable.networks.contract import Pace


def test_replies_spread_evenly_are_as_far_apart_as_the_window_allows():
    assert Pace(count=300, window_seconds=60).interval_seconds == 0.2
