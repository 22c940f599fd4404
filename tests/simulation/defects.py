"""Ways to break the protocol, each in one place: the simulator must notice every one of them within 500 seeds.

`python -m tests.simulation defects` runs them all.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

from answerable.answers.decide import decide
from answerable.answers.events import (
    Begun,
    Dropped,
    Event,
    GivenBack,
    LeaseOver,
    NotFound,
    PutOff,
    ShutOut,
    Succeeded,
    TakenUp,
    TurnedDown,
    Unclear,
)
from answerable.answers.follow import Chapter, Owes, Owing, follow
from answerable.answers.row import CHECKING, CLAIMED, HELD, NOT_TOLD, PENDING, SENDING, STOPPED, TOLD, Row
from answerable.networks.contract import Promise
from tests.simulation.broken_parts import (
    CallsBeforeIntent,
    ComparesStateOnly,
    GivesUpWhenOvertaken,
    NewKeyEachTime,
    NoComparing,
    NoPace,
    NoSecondLookAtTheLease,
    SendsReplaced,
    TakesUpWhenStopped,
)
from tests.simulation.simulation import TIMING, Parts

Rule = Callable[[Row, Event, dict[str, Any]], Row | None]


def _but(kind: type[Event], rule: Rule) -> Parts:
    """The product's decisions, with another rule for one kind of event."""

    def broken(row: Row, event: Event, **now: Any) -> Row | None:
        return rule(row, event, now) if isinstance(event, kind) else decide(row, event, **now)

    return Parts(decide=broken)


def _is(row: Row, state: str, now: dict[str, Any]) -> bool:
    return row.state == state and row.fence == now["fence"]


def _pending_when_unclear(row: Row, _event: Event, now: dict[str, Any]) -> Row | None:
    return replace(row, state=PENDING, due_at=now["at"], lease_until=None) if _is(row, SENDING, now) else None


def _dead_when_unclear(row: Row, _event: Event, now: dict[str, Any]) -> Row | None:
    return replace(row, state=NOT_TOLD, why="failed", lease_until=None) if _is(row, SENDING, now) else None


def _told_when_unclear(row: Row, _event: Event, now: dict[str, Any]) -> Row | None:
    return replace(row, state=TOLD, receipt_uid="?", lease_until=None) if _is(row, SENDING, now) else None


def _pending_when_lease_over(row: Row, _event: Event, now: dict[str, Any]) -> Row | None:
    if row.lease_until is None or row.lease_until > now["at"]:
        return None
    return replace(row, state=PENDING, lease_until=None)


def _one_absence(row: Row, event: Event, now: dict[str, Any]) -> Row | None:
    return decide(replace(row, look_count=1), event, **now)


def _absence_at_any_time(row: Row, event: Event, now: dict[str, Any]) -> Row | None:
    return decide(replace(row, due_at=now["at"] - timedelta(days=1)), event, **now)


def _absences_at_once(row: Row, event: Event, now: dict[str, Any]) -> Row | None:
    new = decide(row, event, **now)
    return replace(new, due_at=now["at"]) if new is not None and new.state == CHECKING else new


def _without_fence(row: Row, event: Event, **now: Any) -> Row | None:
    return decide(row, event, **(now | {"fence": row.fence}))


def _success_needs_fence(row: Row, event: Event, now: dict[str, Any]) -> Row | None:
    return decide(row, event, **now) if row.fence == now["fence"] and row.state == SENDING else None


def _no_lease_end(row: Row, event: Event, now: dict[str, Any]) -> Row | None:
    return decide(replace(row, lease_until=now["at"] + timedelta(days=1)), event, **now)


def _turned_down_tries_on(row: Row, _event: Event, now: dict[str, Any]) -> Row | None:
    return replace(row, state=PENDING, due_at=now["at"], lease_until=None) if _is(row, SENDING, now) else None


def _dead_when_put_off(row: Row, _event: Event, now: dict[str, Any]) -> Row | None:
    return replace(row, state=NOT_TOLD, why="429", lease_until=None) if _is(row, SENDING, now) else None


def _key_never_old(row: Row, event: Event, now: dict[str, Any]) -> Row | None:
    return decide(replace(row, first_sent_at=None), event, **now)


def _key_judged_when_put_on_time(row: Row, event: Event, now: dict[str, Any]) -> Row | None:
    new = decide(replace(row, first_sent_at=None), event, **now)
    return replace(new, first_sent_at=row.first_sent_at) if new is not None else None


def _key_young_again(row: Row, event: Event, now: dict[str, Any]) -> Row | None:
    new = decide(row, event, **now)
    return replace(new, first_sent_at=now["at"]) if new is not None else None


def _told_goes_back(row: Row, event: Event, now: dict[str, Any]) -> Row | None:
    if row.state == TOLD:
        return replace(row, state=PENDING, due_at=now["at"])
    return decide(row, event, **now)


def _shut_out_is_dead(row: Row, _event: Event, now: dict[str, Any]) -> Row | None:
    return replace(row, state=NOT_TOLD, why="401", lease_until=None) if _is(row, SENDING, now) else None


def _dropped_in_flight(row: Row, event: Event, now: dict[str, Any]) -> Row | None:
    if row.state in {SENDING, CHECKING}:
        return replace(row, state=STOPPED, why="replaced", lease_until=None)
    return decide(row, event, **now)


def _dropped_though_it_may_be_out(row: Row, event: Event, now: dict[str, Any]) -> Row | None:
    if row.state in {PENDING, CLAIMED, HELD}:
        return replace(row, state=STOPPED, why="replaced", lease_until=None)
    return None


def _given_back_in_flight(row: Row, event: Event, now: dict[str, Any]) -> Row | None:
    return replace(row, state=PENDING, lease_until=None) if row.state in {CLAIMED, SENDING} else None


def _turned_down_forgets(row: Row, event: Event, now: dict[str, Any]) -> Row | None:
    return replace(row, state=NOT_TOLD, why="blocked", lease_until=None) if _is(row, SENDING, now) else None


def _nothing_promised_is_resent(row: Row, event: Event, now: dict[str, Any]) -> Row | None:
    if now["guarantee"].promise is Promise.NOTHING:
        return _pending_when_unclear(row, event, now)
    return decide(row, event, **now)


def _not_seen_is_not_there(row: Row, event: Event, now: dict[str, Any]) -> Row | None:
    if now["guarantee"].promise is Promise.LOOK_OR_ASK:
        now = {**now, "guarantee": replace(now["guarantee"], promise=Promise.READ_BACK)}
    return decide(row, event, **now)


def _changed_again_at_once(row: Row, event: Event, now: dict[str, Any]) -> Row | None:
    return _pending_when_unclear(row, event, now) if row.edits_uid else decide(row, event, **now)


def _unchangeable_is_dead(row: Row, event: Event, now: dict[str, Any]) -> Row | None:
    return decide(replace(row, edits_uid=""), event, **now)


def _follows_at_once(chapters: list[Chapter], **how: bool) -> Owing:
    known = [replace(one, state=one.state if one.state == TOLD else NOT_TOLD) for one in chapters]
    return follow(known, **how)


def _never_follows_up(chapters: list[Chapter], **how: bool) -> Owing:
    owing = follow(chapters, **how)
    return Owing(Owes.NOTHING) if owing.owes is Owes.FOLLOW_UP else owing


def _withdraws_to_all(chapters: list[Chapter], **how: bool) -> Owing:
    return follow(chapters, **(how | {"withdrawn": False}))


def _under_their_post(chapters: list[Chapter], **how: bool) -> Owing:
    return replace(follow(chapters, **how), target_uid=chapters[-1].target_uid)


DEFECTS: Mapping[str, Parts] = {
    "an unclear message is sent again at once": _but(Unclear, _pending_when_unclear),
    "an unclear message counts as failed": _but(Unclear, _dead_when_unclear),
    "an unclear message counts as told": _but(Unclear, _told_when_unclear),
    "without any promise, an unclear message is sent again": _but(Unclear, _nothing_promised_is_resent),
    "what is not seen counts as not there": _but(NotFound, _not_seen_is_not_there),
    "a lease that ran out in the middle of sending puts the row back": _but(LeaseOver, _pending_when_lease_over),
    "nobody looks after leases": Parts(reaps=False),
    "one absence is enough": _but(NotFound, _one_absence),
    "a look that began too early counts": _but(NotFound, _absence_at_any_time),
    "two looks follow each other at once": _but(NotFound, _absences_at_once),
    "nobody waits for things to settle": Parts(settle=0.0),
    "failures count with any fence": Parts(decide=_without_fence),
    "a success needs the fence": _but(Succeeded, _success_needs_fence),
    "a call begins that may end after its lease": _but(Begun, _no_lease_end),
    "nobody looks at the lease again before the call": Parts(telling=NoSecondLookAtTheLease),
    "the call comes before the intent": Parts(telling=CallsBeforeIntent),
    "what the network said is lost where somebody was faster": Parts(telling=GivesUpWhenOvertaken),
    "what was turned down is tried for ever": _but(TurnedDown, _turned_down_tries_on),
    "what was turned down forgets an earlier try": _but(TurnedDown, _turned_down_forgets),
    "what was put off counts as failed": _but(PutOff, _dead_when_put_off),
    "a lost sign-in fails what is sent": _but(ShutOut, _shut_out_is_dead),
    "each attempt has a key of its own": Parts(rows=NewKeyEachTime),
    "a remembered key is trusted for ever": _but(TakenUp, _key_judged_when_put_on_time),
    "a key is young again with each attempt": _but(Begun, _key_young_again),
    "a failure takes back what was told": Parts(decide=lambda row, event, **now: _told_goes_back(row, event, now)),
    "rows are stored without comparing": Parts(tables=NoComparing),
    "rows are stored comparing only their state": Parts(tables=ComparesStateOnly),
    "replaced words are still sent": Parts(rows=SendsReplaced, drops_replaced=False),
    "what is in flight is dropped by a correction": _but(Dropped, _dropped_in_flight),
    "what may be out is dropped by a correction": _but(Dropped, _dropped_though_it_may_be_out),
    "a correction does not wait to know": Parts(follow=_follows_at_once),
    "a correction does not follow up": Parts(follow=_never_follows_up),
    "a withdrawal goes to those who were never told": Parts(follow=_withdraws_to_all),
    "a follow-up goes under the asker's post": Parts(follow=_under_their_post),
    "an unclear change of words is made again at once": _but(Unclear, _changed_again_at_once),
    "what cannot be changed in its place counts as not told": _but(TurnedDown, _unchangeable_is_dead),
    "stopping takes back what is being sent": _but(GivenBack, _given_back_in_flight),
    "the pace is not kept": Parts(rows=NoPace),
    "stopping leaves what was taken up": Parts(releases_on_stop=False),
    "a stopped channel is written to": Parts(rows=TakesUpWhenStopped),
    "nobody minds that the clock was set": Parts(minds_clock=False),
    "a lease is longer than any pause": Parts(timing=replace(TIMING, lease=timedelta(days=1))),
}
