"""How fast one channel may be written to, and when it must rest: a leaky bucket and a circuit breaker, without Django.

The bucket is the generic cell rate algorithm (ATM Forum TM 4.0, 4.4.2): one moment, `next_slot_at`, says it all.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from math import ceil, floor

from answerable.answers.events import CouldNotLook, Event, PutOff, ShutOut, Succeeded, Unclear
from answerable.networks.contract import Limits

UNKNOWN = timedelta(seconds=1)
"""Between two messages while nobody has told us the limits."""

LEAST = timedelta(milliseconds=2)
"""Between two messages where the network sets no limit: a courtesy to machines."""

MADE_UP_FOR_SECONDS = 4.0
"""Rounds come every two seconds, and one may be missed."""

BREAKS_AT = 5
RESTS = timedelta(seconds=60)


@dataclass(frozen=True, slots=True)
class Budget:
    """One message every `interval` on average, `burst` of them at once at most."""

    interval: timedelta
    burst: int


@dataclass(frozen=True, slots=True)
class Gate:
    """What an outlet remembers: when the next slot is, how long it rests, how often in a row a network was unclear."""

    next_slot_at: datetime
    paused_until: datetime | None = None
    uncertain_in_a_row: int = 0
    needs_keeper: str = ""


def budget_of(limits: Limits | None) -> Budget:
    """A budget that never passes the published limit in any window, bursts counted in, and uses nearly all of it.

    In a window the bucket lets through `burst` and one for each interval; so `count` is shared out between the two.
    """
    if limits is None:
        return Budget(UNKNOWN, burst=5)
    if limits.pace is None:
        return Budget(LEAST, burst=1000)
    # Enough for the time between two rounds to be made up for, and no more: what bursts, is kept off the average.
    enough = ceil(MADE_UP_FOR_SECONDS / limits.pace.interval_seconds) + 1
    burst = min(enough, max(1, round(limits.pace.count / 20)))
    spread = max(1, limits.pace.count - burst)
    return Budget(max(LEAST, timedelta(seconds=limits.pace.window_seconds / spread)), burst)


def grant(gate: Gate, *, at: datetime, most: int, budget: Budget) -> int:
    """How many messages may be taken up now."""
    if gate.needs_keeper or (gate.paused_until is not None and gate.paused_until > at):
        return 0
    room = at + budget.interval * budget.burst - max(gate.next_slot_at, at)
    return max(0, min(most, floor(room / budget.interval)))


def taken(gate: Gate, *, at: datetime, count: int, budget: Budget) -> Gate:
    """The gate after `count` messages were taken up."""
    return replace(gate, next_slot_at=max(gate.next_slot_at, at) + budget.interval * count)


def after(gate: Gate, event: Event, *, at: datetime) -> Gate:
    """What one outcome means for the whole channel."""
    if isinstance(event, Succeeded):
        return replace(gate, uncertain_in_a_row=0)
    if isinstance(event, PutOff):
        return replace(gate, paused_until=max(gate.paused_until or at, at + event.after))
    if isinstance(event, ShutOut) or (isinstance(event, CouldNotLook) and event.closed):
        return replace(gate, needs_keeper=event.why[:300] or "The network does not let us in.")
    if isinstance(event, Unclear):
        count = gate.uncertain_in_a_row + 1
        rests = max(gate.paused_until or at, at + RESTS) if count >= BREAKS_AT else gate.paused_until
        return replace(gate, uncertain_in_a_row=count, paused_until=rests)
    return gate


def clock_set(gate: Gate, *, at: datetime) -> Gate:
    """After the clock was set: no wait that was counted on it may last longer than a rest."""
    paused = min(gate.paused_until, at + RESTS) if gate.paused_until else None
    return replace(gate, next_slot_at=min(gate.next_slot_at, at + RESTS), paused_until=paused)


def seconds_left(count: int, budget: Budget) -> float:
    """How long `count` messages take at this pace."""
    return max(0, count - budget.burst) * budget.interval.total_seconds()
