"""The table of moves, the drawing of it, and what the decisions really do are one and the same."""

import re
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from itertools import product
from pathlib import Path

import pytest

from answerable.answers import events as happened
from answerable.answers.decide import decide
from answerable.answers.models import DeliveryState
from answerable.answers.moves import MOVES
from answerable.answers.row import PENDING, Guarantee, Row, Timing
from answerable.networks.contract import Promise

ROOT = Path(__file__).resolve().parents[3]
NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
TIMING = Timing()
EVENTS = [
    happened.TakenUp(),
    happened.Begun(),
    happened.GivenBack(),
    happened.Succeeded(uid="1", url="https://net.example/1"),
    happened.PutOff(after=timedelta(seconds=3)),
    happened.TurnedDown(why="blocked"),
    happened.ShutOut(why="signed out"),
    happened.Unclear(why="timed out"),
    happened.LeaseOver(),
    happened.NotFound(looked_at=NOW),
    happened.NotFound(),
    happened.CouldNotLook(),
    happened.ItIsThere(url="https://net.example/1"),
    happened.SendAgain(),
    happened.Dropped(why="dropped"),
    happened.ChannelGone(why="closed"),
    happened.ClockJumped(),
    happened.Forgotten(),
    happened.CameBack(why="the mailbox is full", heard_at=NOW),
    happened.CameBack(why="the mailbox is full", heard_at=NOW - timedelta(days=30)),
]
LONG_AGO = NOW - timedelta(days=3)


def _rows() -> list[Row]:
    moments = [(None, None), (NOW, NOW), (LONG_AGO, NOW), (LONG_AGO, LONG_AGO)]
    leases = [None, NOW - timedelta(seconds=1), NOW + timedelta(minutes=5), NOW + timedelta(seconds=1)]
    return [
        Row(1, state, 3, due, attempts, looks, lease, first, last)
        for state, (first, last), lease, attempts, looks, due in product(
            DeliveryState.values, moments, leases, (0, 1, 40), (0, 1), (NOW, NOW + timedelta(hours=1))
        )
    ]


def _all_decisions() -> list[tuple[Row, happened.Event, Promise, Row]]:
    found = []
    for row, event, promise, fence in product(_rows(), EVENTS, Promise, (3, 2)):
        guarantee = Guarantee(promise, timedelta(seconds=6), timedelta(hours=1))
        new = decide(row, event, at=NOW, fence=fence, guarantee=guarantee, timing=TIMING)
        if new is not None:
            found.append((row, event, promise, new))
    return found


@pytest.fixture(scope="module")
def decisions() -> list[tuple[Row, happened.Event, Promise, Row]]:
    return _all_decisions()


def test_the_decisions_make_every_move_of_the_table_and_no_other(decisions) -> None:
    made = {(row.state, new.state) for row, _event, _promise, new in decisions if row.state != new.state}
    assert made == {(state, to) for state, states in MOVES.items() for to in states}


def test_the_drawing_shows_the_table() -> None:
    text = (ROOT / "docs/explanation/telling.md").read_text()
    drawing = text.split("```mermaid")[1].split("```")[0]
    drawn = set(re.findall(r"^ +(\w+) --> (\w+)", drawing, re.MULTILINE))
    assert drawn == {(str(state), str(to)) for state, states in MOVES.items() for to in states}


def test_the_trigger_knows_the_table() -> None:
    source = (ROOT / "src/answerable/answers/migrations/0005_came_back.py").read_text()
    allowed = set(re.findall(r"'(\w+)>(\w+)'", source))
    assert allowed == {(str(state), str(to)) for state, states in MOVES.items() for to in states}


def test_a_told_row_changes_only_when_the_network_says_that_it_came_back(decisions) -> None:
    changed = [(event, new) for row, event, _promise, new in decisions if row.state == "told"]
    assert changed
    assert all(isinstance(event, happened.CameBack) and new.state == "not_told" for event, new in changed)


def test_only_what_was_sent_before_can_have_come_back() -> None:
    row = Row(1, "told", 3, NOW, 1, 0, None, NOW, NOW, receipt_uid="1")
    for heard_at, moves in ((NOW - timedelta(seconds=1), False), (NOW + timedelta(seconds=1), True)):
        back = happened.CameBack(why="the mailbox is full", heard_at=heard_at)
        new = decide(row, back, at=NOW, fence=0, guarantee=Guarantee(Promise.LOOK_OR_ASK), timing=TIMING)
        assert (new is not None) is moves
    seen = replace(row, receipt_uid="seen:https://net.example/1")
    assert decide(seen, back, at=NOW, fence=0, guarantee=Guarantee(Promise.LOOK_OR_ASK), timing=TIMING) is None


def test_what_is_not_seen_where_only_seeing_proves_anything_waits_for_a_person() -> None:
    guarantee = Guarantee(Promise.LOOK_OR_ASK, timedelta(seconds=6))
    row = Row(1, "checking", 3, NOW, 1, 1, None, NOW, NOW)
    looked = happened.NotFound(looked_at=NOW)
    new = decide(row, looked, at=NOW, fence=3, guarantee=guarantee, timing=TIMING)
    assert new is not None
    assert (new.state, "may have been sent" in new.why) == ("held", True)


def test_whoever_is_told_has_a_receipt_and_whoever_is_not_a_reason(decisions) -> None:
    for _row, _event, _promise, new in decisions:
        assert new.state != "told" or new.receipt_uid
        assert new.state not in {"held", "not_told"} or new.why


def test_only_a_success_counts_with_an_old_fence() -> None:
    reports = [happened.PutOff(), happened.TurnedDown(), happened.ShutOut(), happened.Unclear(), happened.NotFound()]
    row = Row(1, "sending", 3, NOW, 1, 0, NOW, NOW, NOW)
    guarantee = Guarantee(Promise.READ_BACK)
    for event in reports:
        assert decide(row, event, at=NOW, fence=2, guarantee=guarantee, timing=TIMING) is None
    success = happened.Succeeded(uid="1")
    assert decide(row, success, at=NOW, fence=2, guarantee=guarantee, timing=TIMING) is not None


def test_an_unclear_message_is_never_pending_again_where_nothing_or_looking_is_promised(decisions) -> None:
    for row, event, promise, new in decisions:
        unclear = isinstance(event, happened.Unclear) or (
            isinstance(event, happened.LeaseOver) and row.state == "sending"
        )
        if unclear and promise in {Promise.NOTHING, Promise.READ_BACK, Promise.LOOK_OR_ASK}:
            assert new.state in {"held", "checking"}


def test_a_clock_that_was_set_back_does_not_hide_that_an_earlier_try_may_be_out() -> None:
    row = Row(1, "sending", 3, NOW, 2, 0, NOW, NOW + timedelta(minutes=10), NOW)
    guarantee = Guarantee(Promise.PERMANENT_NAME)
    new = decide(row, happened.TurnedDown(why="blocked"), at=NOW, fence=3, guarantee=guarantee, timing=TIMING)
    assert new is not None
    assert new.state == "held"


def test_a_remembered_key_must_outlive_the_whole_lease_when_the_row_is_taken_up() -> None:
    guarantee = Guarantee(Promise.REMEMBERED_KEY, window=timedelta(minutes=10))
    for minutes, state in ((1, "claimed"), (9, "held")):
        row = Row(1, PENDING, 1, NOW, 1, first_sent_at=NOW - timedelta(minutes=minutes), last_sent_at=NOW)
        new = decide(row, happened.TakenUp(), at=NOW, fence=0, guarantee=guarantee, timing=TIMING)
        assert new is not None
        assert new.state == state


def test_waits_grow_with_attempts_up_to_an_hour() -> None:
    guarantee = Guarantee(Promise.PERMANENT_NAME)
    waits = []
    for attempts in (1, 5, 19):
        row = Row(1, "sending", 3, NOW, attempts, 0, NOW, NOW, NOW)
        new = decide(row, happened.Unclear(), at=NOW, fence=3, guarantee=guarantee, timing=TIMING)
        assert new is not None
        waits.append(new.due_at - NOW)
    assert waits == [timedelta(seconds=2), timedelta(seconds=32), timedelta(hours=1)]


def test_a_row_has_nothing_that_is_not_stored() -> None:
    from answerable.answers.store import ROW_FIELDS

    assert {field.name for field in fields(Row)} == set(ROW_FIELDS)
    assert replace(Row(1, PENDING, 0, NOW)) == Row(1, PENDING, 0, NOW)
