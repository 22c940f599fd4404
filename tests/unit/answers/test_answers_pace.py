"""The gate of a channel: its paces kept, at rest when the network says so, and right after the clock was set."""

from datetime import UTC, date, datetime, timedelta

import pytest

from answerable.answers.events import CouldNotLook, NotFound, PutOff, ShutOut, Succeeded, Unclear
from answerable.answers.pace import (
    BREAKS_AT,
    CAREFUL,
    RESTS,
    Gate,
    after,
    clock_set,
    grant,
    paces_of,
    put_down,
    seconds_left,
    taken,
)
from answerable.networks.contract import Limits, Pace, TextRule

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
LEASE = timedelta(seconds=90)
TEN = (Pace(10, 60.0),)


def _spent(count: int, *, at: datetime = NOW) -> Gate:
    gate = taken(Gate(), mark="1.1", until=at + LEASE, count=count)
    return put_down(gate, mark="1.1", sent=count, at=at, paces=TEN)


def test_an_unknown_limit_is_slow_and_no_limit_is_quick() -> None:
    assert paces_of(None) == CAREFUL
    assert seconds_left(Gate(), 100, paces=CAREFUL, at=NOW) == pytest.approx(95.0, rel=0.02)
    free = Limits(TextRule("codepoint", 500), (), "test", date(2026, 11, 21))
    assert grant(Gate(), at=NOW, most=1_000, paces=paces_of(free)) == 1_000
    assert seconds_left(Gate(), 100, paces=paces_of(free), at=NOW) == 0.0


def test_what_is_in_hand_counts_until_it_is_over() -> None:
    gate = taken(Gate(), mark="1.1", until=NOW + LEASE, count=10)
    later = NOW + timedelta(seconds=80)
    assert grant(gate, at=later, most=10, paces=TEN) == 0
    none_went = put_down(gate, mark="1.1", sent=0, at=later, paces=TEN)
    assert grant(none_went, at=later, most=10, paces=TEN) == 1
    assert grant(gate, at=NOW + LEASE + timedelta(seconds=59), most=10, paces=TEN) == 0
    assert grant(gate, at=NOW + LEASE + timedelta(seconds=60), most=10, paces=TEN) == 1


def test_what_the_network_says_reaches_the_gate() -> None:
    gate = Gate()
    assert after(gate, Succeeded(), at=NOW) == gate
    assert after(gate, NotFound(), at=NOW) == gate
    assert after(gate, CouldNotLook(), at=NOW) == gate
    assert after(gate, CouldNotLook(closed=True), at=NOW).needs_keeper
    assert after(gate, ShutOut(why="signed out"), at=NOW).needs_keeper == "signed out"
    assert grant(after(gate, ShutOut(why="signed out"), at=NOW), at=NOW, most=1, paces=()) == 0
    paused = after(gate, PutOff(after=timedelta(seconds=9)), at=NOW)
    assert paused.paused_until == NOW + timedelta(seconds=9)
    assert after(paused, PutOff(after=timedelta(seconds=1)), at=NOW).paused_until == paused.paused_until
    assert seconds_left(paused, 1, paces=TEN, at=NOW) == 9.0


def test_five_unclear_in_a_row_open_the_breaker_and_one_success_closes_it() -> None:
    gate = Gate()
    for _ in range(BREAKS_AT):
        assert grant(gate, at=NOW, most=1, paces=CAREFUL) == 1
        gate = after(gate, Unclear(), at=NOW)
    assert grant(gate, at=NOW, most=1, paces=CAREFUL) == 0
    assert grant(gate, at=NOW + RESTS, most=1, paces=CAREFUL) == 1
    assert after(gate, Succeeded(), at=NOW).uncertain_in_a_row == 0


def test_a_clock_that_was_set_back_holds_nothing_up_and_forgets_nothing() -> None:
    back = timedelta(hours=-1)
    ahead = Gate(_spent(10).ledger, paused_until=NOW + timedelta(hours=2))
    gate = clock_set(ahead, at=NOW + back, by=back, lease=LEASE)
    assert gate.paused_until == NOW + back + RESTS
    assert clock_set(Gate(), at=NOW, by=back, lease=LEASE).paused_until is None
    assert grant(gate, at=NOW + back + timedelta(seconds=61), most=9, paces=TEN) == 1


def test_a_clock_that_was_set_on_lets_nothing_more_through() -> None:
    on = timedelta(hours=1)
    gate = clock_set(_spent(10), at=NOW + on, by=on, lease=LEASE)
    assert grant(gate, at=NOW + on + timedelta(seconds=50), most=9, paces=TEN) == 0


def test_after_a_restart_nothing_was_sent_in_the_future() -> None:
    gate = clock_set(_spent(10, at=NOW + timedelta(days=1)), at=NOW, by=timedelta(0), lease=LEASE)
    assert grant(gate, at=NOW + timedelta(seconds=61), most=9, paces=TEN) == 1


def test_a_wait_that_is_for_one_message_rests_no_other() -> None:
    assert after(Gate(), PutOff(after=timedelta(minutes=5), only_this=True), at=NOW) == Gate()
