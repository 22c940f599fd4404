"""What becomes of one telling when something happens to it: every rule of the promise, as one function without Django.

The verbs store what is decided here by compare-and-set; the simulator of the tests drives the same function. Rules:
an intent is stored before a byte leaves; failures count only with the current fence; a success is evidence and counts
whatever the fence says; what may have gone out is looked up, or shown to a person, before it is sent again.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from answerable.answers import words
from answerable.answers.events import (
    Begun,
    CameBack,
    ChannelGone,
    ClockJumped,
    CouldNotLook,
    Dropped,
    Event,
    Forgotten,
    GivenBack,
    ItIsThere,
    LeaseOver,
    NotFound,
    PutOff,
    SendAgain,
    ShutOut,
    Succeeded,
    TakenUp,
    TurnedDown,
    Unclear,
)
from answerable.answers.row import (
    CHECKING,
    CLAIMED,
    HELD,
    MOST_WHY,
    NOT_TOLD,
    PENDING,
    SEEN,
    SENDING,
    STOPPED,
    TOLD,
    ZERO,
    Guarantee,
    Row,
    Situation,
    Timing,
    may_call,
)
from answerable.networks.contract import Promise

ABSENCES_NEEDED = 2
"""One look may fall into the lag of a listing; two, a settle time apart, may not."""

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def decide(row: Row, event: Event, *, at: datetime, fence: int, guarantee: Guarantee, timing: Timing) -> Row | None:
    """The row as it is after `event`, reported at `at` by whoever was given `fence`; None where nothing changes."""
    return _RULES[type(event)](row, event, Situation(at, fence, guarantee, timing))


def backoff(attempt_count: int, timing: Timing) -> timedelta:
    """Doubles with each attempt, up to the longest."""
    doubled: int = 2 ** min(attempt_count, 20)
    return min(timing.longest_backoff, timing.backoff * doubled)


def _taken_up(row: Row, _event: TakenUp, now: Situation) -> Row | None:
    if row.state != PENDING or row.due_at > now.at:
        return None
    if not _key_is_good(row, now):
        return _held(row, words.KEY_FORGOTTEN)
    return replace(row, state=CLAIMED, fence=row.fence + 1, lease_until=now.at + now.timing.lease)


def _begun(row: Row, _event: Begun, now: Situation) -> Row | None:
    if not _holds(row, now, CLAIMED) or not may_call(row, now.at, now.timing):
        return None
    first = row.first_sent_at or now.at
    return replace(row, state=SENDING, attempt_count=row.attempt_count + 1, first_sent_at=first, last_sent_at=now.at)


def _given_back(row: Row, _event: GivenBack, now: Situation) -> Row | None:
    return replace(row, state=PENDING, lease_until=None) if _holds(row, now, CLAIMED) else None


def _succeeded(row: Row, event: Succeeded, _now: Situation) -> Row | None:
    if row.state == TOLD:
        return None
    return replace(row, state=TOLD, receipt_uid=event.uid, receipt_url=event.url, lease_until=None, why="")


def _put_off(row: Row, event: PutOff, now: Situation) -> Row | None:
    if not _holds(row, now, SENDING):
        return None
    if row.attempt_count >= now.timing.tries:
        return _held(row, words.PUT_OFF_TOO_OFTEN)
    wait = max(event.after, backoff(row.attempt_count, now.timing) if row.attempt_count > 1 else ZERO)
    return _without_effect(replace(row, state=PENDING, due_at=now.at + wait, lease_until=None))


def _turned_down(row: Row, event: TurnedDown, now: Situation) -> Row | None:
    if not _holds(row, now, SENDING):
        return None
    if _may_be_out(row):
        return _held(row, words.TURNED_DOWN_LATE)
    if event.too_long:  # somebody can write it shorter: that is no reason to pass an asker over
        return _held(row, words.TOO_LONG)
    if row.edits_uid:  # our message is gone: its correction is then said in a message of its own
        return replace(row, state=PENDING, edits_uid="", due_at=now.at, lease_until=None, first_sent_at=None)
    return replace(row, state=NOT_TOLD, why=event.why[:MOST_WHY] or words.NOT_TAKEN, lease_until=None)


def _shut_out(row: Row, _event: ShutOut, now: Situation) -> Row | None:
    if not _holds(row, now, SENDING):
        return None
    return _without_effect(replace(row, state=PENDING, due_at=now.at, lease_until=None))


def _unclear(row: Row, _event: Unclear, now: Situation) -> Row | None:
    if not _holds(row, now, SENDING):
        return None
    return _may_have_gone(row, now, words.NOT_SAID)


def _lease_over(row: Row, event: LeaseOver, now: Situation) -> Row | None:
    if row.lease_until is None or row.lease_until > now.at:
        return None
    if row.state == CLAIMED:
        return replace(row, state=PENDING, lease_until=None)
    return _may_have_gone(row, now, event.why or words.STOPPED_IN_THE_MIDDLE) if row.state == SENDING else None


def _may_have_gone(row: Row, now: Situation, why: str) -> Row:
    """The heart of it: what to do with a message of which nobody knows whether it went out."""
    if now.guarantee.promise in {Promise.READ_BACK, Promise.LOOK_OR_ASK}:
        # From now and not from the sending: whoever reports late, or a clock that was set, must not shorten the wait.
        return replace(row, state=CHECKING, due_at=now.at + now.settle, look_count=0, lease_until=None, why="")
    again = replace(row, state=PENDING, due_at=now.at + backoff(row.attempt_count, now.timing), lease_until=None)
    keeps_name = now.guarantee.promise is Promise.PERMANENT_NAME
    if keeps_name and row.attempt_count >= now.timing.tries:
        return _held(row, words.NEVER_CLEAR)
    if keeps_name or (
        now.guarantee.promise is Promise.REMEMBERED_KEY and _key_is_good(again, replace(now, at=again.due_at))
    ):
        return again
    return _held(row, why)


def _not_found(row: Row, event: NotFound, now: Situation) -> Row | None:
    # A look that began before this one was due, or for an earlier sending, says nothing.
    if not _holds(row, now, CHECKING) or event.looked_at is None or event.looked_at < row.due_at:
        return None
    if row.look_count + 1 < ABSENCES_NEEDED:
        return replace(row, look_count=row.look_count + 1, due_at=now.at + now.settle)
    if now.guarantee.promise is Promise.LOOK_OR_ASK:
        return _held(row, words.NOT_SEEN)  # what is not seen may be out all the same
    if row.attempt_count >= now.timing.tries:
        return _held(row, words.NEVER_SEEN)
    return replace(row, state=PENDING, due_at=now.at, look_count=0, first_sent_at=None)


def _could_not_look(row: Row, event: CouldNotLook, now: Situation) -> Row | None:
    if not _holds(row, now, CHECKING):
        return None
    waited = now.at - (row.last_sent_at or now.at)
    if row.last_sent_at is None or waited > now.timing.look_for:
        return _held(row, words.NOT_LOOKED_UP)
    # The longer it lasts, the rarer: a day of outage is some hundred looks and not thousands.
    rarer = min(waited / 10, now.timing.look_for - waited)
    return replace(row, due_at=now.at + max(event.after, now.timing.look_again, rarer))


def _it_is_there(row: Row, event: ItIsThere, _now: Situation) -> Row | None:
    if row.state not in {HELD, NOT_TOLD, STOPPED}:
        return None
    return replace(row, state=TOLD, receipt_uid=(SEEN + event.url)[:MOST_WHY], receipt_url=event.url, why="")


def _came_back(row: Row, event: CameBack, _now: Situation) -> Row | None:
    """Only of what was sent before; a person who saw the message since then knows better."""
    sent_before = row.last_sent_at is not None and row.last_sent_at <= event.heard_at
    if row.state not in {TOLD, CHECKING, HELD} or not sent_before or row.receipt_uid.startswith(SEEN):
        return None
    why = words.CAME_BACK.format(why=event.why)
    return replace(row, state=NOT_TOLD, receipt_uid="", receipt_url="", why=why[:MOST_WHY])


def _forgotten(row: Row, _event: Forgotten, now: Situation) -> Row | None:
    """Looked for where the message is known by its words; a name made from the lost moment would not find it."""
    if row.state != PENDING or row.first_sent_at is not None:
        return None
    sent = replace(row, first_sent_at=now.at, last_sent_at=now.at)
    is_found_by_words = now.guarantee.promise in {Promise.READ_BACK, Promise.LOOK_OR_ASK}
    return _may_have_gone(sent, now, "") if is_found_by_words else _held(sent, words.BEFORE_THE_BACKUP)


def _send_again(row: Row, _event: SendAgain, now: Situation) -> Row | None:
    if row.state not in {HELD, STOPPED}:
        return None
    return replace(row, state=PENDING, due_at=now.at, attempt_count=0, look_count=0, first_sent_at=None, why="")


def _dropped(row: Row, event: Dropped, now: Situation) -> Row | None:
    if row.state not in {PENDING, CLAIMED, HELD}:
        return None
    if row.state != HELD and _may_be_out(row):
        return _look_first(row, now)
    return replace(row, state=STOPPED, why=event.why[:MOST_WHY], lease_until=None)


def _look_first(row: Row, now: Situation) -> Row:
    """An earlier try may have gone out: whether this asker was told decides what the newer version owes them."""
    if now.guarantee.promise is Promise.PERMANENT_NAME:
        return replace(row, state=CHECKING, due_at=now.at + now.settle, look_count=0, lease_until=None)
    return _held(row, words.NOT_SAID)


def _channel_gone(row: Row, event: ChannelGone, _now: Situation) -> Row | None:
    if row.state not in {PENDING, CLAIMED}:
        return None
    if _may_be_out(row):
        return _held(row, words.CLOSED_IN_BETWEEN)
    return replace(row, state=NOT_TOLD, why=event.why[:MOST_WHY], lease_until=None)


def _clock_jumped(row: Row, _event: ClockJumped, now: Situation) -> Row | None:
    if row.state == CHECKING:
        return replace(row, due_at=now.at + now.settle, look_count=0, last_sent_at=now.at)
    if row.state in {CLAIMED, SENDING}:
        return replace(row, lease_until=now.at + now.timing.lease, first_sent_at=_aged(row, now))
    if row.state == PENDING:
        return replace(row, due_at=min(row.due_at, now.at + now.timing.backoff), first_sent_at=_aged(row, now))
    return None


def _aged(row: Row, now: Situation) -> datetime | None:
    """A key is no longer trusted once nobody can say how old it is: by no clock, the old or the new."""
    if row.first_sent_at is None or now.guarantee.promise is not Promise.REMEMBERED_KEY:
        return row.first_sent_at
    return LONG_AGO


def _holds(row: Row, now: Situation, state: str) -> bool:
    return row.state == state and row.fence == now.fence


def _may_be_out(row: Row) -> bool:
    """Whether an earlier try than the last may have gone out: a surely absent one takes its first moment with it."""
    if row.first_sent_at is None:
        return False
    # Equal or not, never earlier or later: a clock that was set back in between must not hide the earlier try.
    return row.state != SENDING or row.first_sent_at != row.last_sent_at


def _without_effect(row: Row) -> Row:
    """After a try that surely had none: what an earlier try left open stays open."""
    return row if row.first_sent_at != row.last_sent_at else replace(row, first_sent_at=None)


def _key_is_good(row: Row, now: Situation) -> bool:
    """Judged when the row is taken up, not when it is put on time: the whole lease must lie inside the window."""
    if now.guarantee.promise is not Promise.REMEMBERED_KEY or row.first_sent_at is None:
        return True
    return now.at + now.timing.lease + now.timing.margin < row.first_sent_at + now.guarantee.window


def _held(row: Row, why: str) -> Row:
    return replace(row, state=HELD, why=why[:MOST_WHY], lease_until=None)


_RULES: dict[type[Event], Callable[[Row, Any, Situation], Row | None]] = {
    TakenUp: _taken_up,
    Begun: _begun,
    GivenBack: _given_back,
    Succeeded: _succeeded,
    PutOff: _put_off,
    TurnedDown: _turned_down,
    ShutOut: _shut_out,
    Unclear: _unclear,
    LeaseOver: _lease_over,
    NotFound: _not_found,
    CouldNotLook: _could_not_look,
    ItIsThere: _it_is_there,
    CameBack: _came_back,
    Forgotten: _forgotten,
    SendAgain: _send_again,
    Dropped: _dropped,
    ChannelGone: _channel_gone,
    ClockJumped: _clock_jumped,
}
