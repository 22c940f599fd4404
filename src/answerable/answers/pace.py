"""How fast one channel may be written to, and when it must rest: the ledger of replies and a circuit breaker.

Without Django. `networks.pacing` has the ledger; here it meets moments, limits and what the network says.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from answerable.answers.events import CouldNotLook, Event, PutOff, ShutOut, Succeeded, Unclear
from answerable.networks import pacing
from answerable.networks.contract import Limits, Pace
from answerable.networks.pacing import Batch, Ledger

CAREFUL = (Pace(5, 5.0, name="until the network has said what it allows"),)
"""While nobody has told us the limits."""

BREAKS_AT = 5
RESTS = timedelta(seconds=60)

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Gate:
    """What an outlet remembers: what was sent when, how long it rests, how often in a row a network was unclear."""

    ledger: Ledger = field(default_factory=Ledger)
    paused_until: datetime | None = None
    uncertain_in_a_row: int = 0
    needs_keeper: str = ""


def paces_of(limits: Limits | None) -> tuple[Pace, ...]:
    """The paces to keep, all at once; none where the network sets none."""
    return CAREFUL if limits is None else limits.paces


def grant(gate: Gate, *, at: datetime, most: int, paces: Sequence[Pace]) -> int:
    """How many messages may be taken up now."""
    if gate.needs_keeper or (gate.paused_until is not None and gate.paused_until > at):
        return 0
    return min(most, pacing.most_in_hand(paces), pacing.room(gate.ledger, paces, at=milliseconds(at)))


def taken(gate: Gate, *, mark: str, until: datetime, count: int) -> Gate:
    """The gate with `count` messages in hand under `mark`; by `until` they have gone out or never do."""
    return replace(gate, ledger=pacing.take(gate.ledger, Batch(mark, milliseconds(until), count)))


def put_down(gate: Gate, *, mark: str, sent: int, at: datetime, paces: Sequence[Pace]) -> Gate:
    """The gate once what was in hand under `mark` is over; `sent` of it was called out."""
    return replace(gate, ledger=pacing.put_down(gate.ledger, mark, sent=sent, at=milliseconds(at), paces=paces))


def after(gate: Gate, event: Event, *, at: datetime) -> Gate:
    """What one outcome means for the whole channel."""
    if isinstance(event, Succeeded):
        return replace(gate, uncertain_in_a_row=0)
    if isinstance(event, PutOff) and not event.only_this:
        return replace(gate, paused_until=max(gate.paused_until or at, at + event.after))
    if isinstance(event, ShutOut) or (isinstance(event, CouldNotLook) and event.closed):
        return replace(gate, needs_keeper=event.why[:300] or "The network does not let us in.")
    if isinstance(event, Unclear):
        count = gate.uncertain_in_a_row + 1
        rests = max(gate.paused_until or at, at + RESTS) if count >= BREAKS_AT else gate.paused_until
        return replace(gate, uncertain_in_a_row=count, paused_until=rests)
    return gate


def clock_set(gate: Gate, *, at: datetime, by: timedelta, lease: timedelta) -> Gate:
    """After the clock was set on `by` so much: no wait lasts longer than a rest, and the past moves along.

    `by` is zero where nobody knows: the machine was started again.
    """
    paused = min(gate.paused_until, at + RESTS) if gate.paused_until else None
    ledger = pacing.set_clock(gate.ledger, by=by // _MILLISECOND, at=milliseconds(at), ends_at=milliseconds(at + lease))
    return replace(gate, ledger=ledger, paused_until=paused)


def seconds_left(gate: Gate, count: int, *, paces: Sequence[Pace], at: datetime) -> float:
    """How long until the last of `count` messages may be sent, its rest counted in."""
    begins = max(at, gate.paused_until or at)
    waits = pacing.milliseconds_until_last(gate.ledger, count, paces, at=milliseconds(begins)) / 1000
    return waits + (begins - at).total_seconds()


def milliseconds(at: datetime) -> int:
    """Milliseconds since 1970."""
    return (at - _EPOCH) // _MILLISECOND
