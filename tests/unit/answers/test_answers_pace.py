"""The pace of a channel: never over the published limit, nearly all of it used, at rest when the network says so."""

from collections import deque
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.answers.events import CouldNotLook, NotFound, PutOff, ShutOut, Succeeded, Unclear
from answerable.answers.pace import BREAKS_AT, RESTS, Gate, after, budget_of, clock_set, grant, seconds_left, taken
from answerable.networks.contract import Limits, Pace, TextRule

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)


def limits(count: int, window: float) -> Limits:
    return Limits(TextRule("codepoint", 500), Pace(count, window), "test", date(2026, 11, 21))


def _sent(count: int, window: float, gaps: list[float]) -> list[float]:
    """When messages go out to a channel that is asked for as many as it grants, after each of the gaps."""
    budget, gate, moments, time = budget_of(limits(count, window)), Gate(NOW), [], 0.0
    for gap in gaps:
        time += gap
        at = NOW + timedelta(seconds=time)
        granted = grant(gate, at=at, most=10_000, budget=budget)
        gate = taken(gate, at=at, count=granted, budget=budget)
        moments += [time] * granted
    return moments


@given(
    st.integers(1, 400), st.sampled_from([1.0, 60.0, 10_800.0]), st.lists(st.floats(0, 300), min_size=1, max_size=60)
)
def test_no_window_ever_has_more_than_the_published_limit(count: int, window: float, gaps: list[float]) -> None:
    recent: deque[float] = deque()
    for moment in _sent(count, window, gaps):
        recent.append(moment)
        while recent[0] <= moment - window + 1e-6:
            recent.popleft()
        assert len(recent) <= count


@pytest.mark.parametrize(
    ("count", "window", "share"), [(300, 60.0, 0.95), (300, 10_800.0, 0.98), (1666, 3600.0, 0.99), (40, 60.0, 0.93)]
)
def test_rounds_of_two_seconds_use_nearly_all_of_the_limit(count: int, window: float, share: float) -> None:
    sent = _sent(count, window, [2.0] * int(20 * window / 2))
    assert len(sent) >= share * 20 * count - 1


def test_an_unknown_limit_is_slow_and_no_limit_is_quick() -> None:
    assert budget_of(None).interval == timedelta(seconds=1)
    free = Limits(TextRule("codepoint", 500), None, "test", date(2026, 11, 21))
    assert budget_of(free).interval < timedelta(milliseconds=10)
    assert seconds_left(100, budget_of(None)) == 95.0


def test_what_the_network_says_reaches_the_gate() -> None:
    gate = Gate(NOW)
    assert after(gate, Succeeded(), at=NOW) == gate
    assert after(gate, NotFound(), at=NOW) == gate
    assert after(gate, CouldNotLook(), at=NOW) == gate
    assert after(gate, CouldNotLook(closed=True), at=NOW).needs_keeper
    assert after(gate, ShutOut(why="signed out"), at=NOW).needs_keeper == "signed out"
    paused = after(gate, PutOff(after=timedelta(seconds=9)), at=NOW)
    assert paused.paused_until == NOW + timedelta(seconds=9)
    assert after(paused, PutOff(after=timedelta(seconds=1)), at=NOW).paused_until == paused.paused_until


def test_five_unclear_in_a_row_open_the_breaker_and_one_success_closes_it() -> None:
    gate, budget = Gate(NOW), budget_of(None)
    for _ in range(BREAKS_AT):
        assert grant(gate, at=NOW, most=1, budget=budget) == 1
        gate = after(gate, Unclear(), at=NOW)
    assert grant(gate, at=NOW, most=1, budget=budget) == 0
    assert grant(gate, at=NOW + RESTS, most=1, budget=budget) == 1
    assert after(gate, Succeeded(), at=NOW).uncertain_in_a_row == 0


def test_a_clock_that_was_set_back_holds_nothing_up_for_long() -> None:
    ahead = Gate(NOW + timedelta(hours=1), paused_until=NOW + timedelta(hours=2))
    gate = clock_set(ahead, at=NOW)
    assert gate.next_slot_at == gate.paused_until == NOW + RESTS
    assert clock_set(Gate(NOW), at=NOW).paused_until is None
