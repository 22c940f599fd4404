"""The part of a telling that changes, how long things may take, and what a channel lets us promise; without Django."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from answerable.networks.contract import Promise, Reply

PENDING: Final = "pending"
CLAIMED: Final = "claimed"
SENDING: Final = "sending"
CHECKING: Final = "checking"
HELD: Final = "held"
TOLD: Final = "told"
NOT_TOLD: Final = "not_told"
STOPPED: Final = "stopped"

ZERO = timedelta(0)

SEEN: Final = "seen:"
"""Stands before a receipt that a person gave: a link that was looked at, not a name that the network takes."""
MOST_WHY = 300
UNCOUNTED: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Timing:
    """How long things may take. A call begins only where it must end before its lease does.

    `tries` and `look_for` bound the passing states: after them a person is asked. `margin` is kept from the end of a
    remembered key. `settle` overrules what the
    kind of network says. `most` rows are taken up at once and a round takes up nothing new after `round_for`.
    """

    lease: timedelta = timedelta(seconds=90)
    call: timedelta = timedelta(seconds=20)
    margin: timedelta = timedelta(seconds=10)
    settle_at_least: timedelta = timedelta(seconds=2)
    settle: timedelta | None = None
    look_again: timedelta = timedelta(seconds=5)
    look_for: timedelta = timedelta(hours=24)
    backoff: timedelta = timedelta(seconds=1)
    longest_backoff: timedelta = timedelta(hours=1)
    tries: int = 20
    most: int = 20
    round_for: timedelta = timedelta(seconds=20)


def in_hands(usual: Timing, lease: timedelta) -> Timing:
    """`usual` for a row that a person has in hand: their own time, and as many givings-back as it takes.

    What they do there needs no room inside the lease: a success counts whenever it is reported.
    """
    return replace(usual, lease=lease, call=ZERO, backoff=ZERO, longest_backoff=ZERO, tries=UNCOUNTED)


USUAL: Final = Timing()
"""What the worker keeps to."""


@dataclass(frozen=True, slots=True)
class Guarantee:
    """What a channel lets us promise: its class, how long an effect takes to show, how long a key is remembered."""

    promise: Promise
    settle: timedelta = ZERO
    window: timedelta = ZERO


@dataclass(frozen=True, slots=True)
class Row:
    """The part of a delivery that changes; what it says and to whom is frozen and not here.

    `edits_uid` names our own earlier message whose words it changes in their place; empty where it is one of its own.
    """

    id: int
    state: str
    fence: int
    due_at: datetime
    attempt_count: int = 0
    look_count: int = 0
    lease_until: datetime | None = None
    first_sent_at: datetime | None = None
    last_sent_at: datetime | None = None
    receipt_uid: str = ""
    receipt_url: str = ""
    why: str = ""
    edits_uid: str = ""


def may_call(row: Row, at: datetime, timing: Timing) -> bool:
    """Whether a call that begins at `at` must have ended when the lease does."""
    return row.lease_until is not None and at + timing.call <= row.lease_until


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything a rule may look at beside the row and the event."""

    at: datetime
    fence: int
    guarantee: Guarantee
    timing: Timing

    @property
    def settle(self) -> timedelta:
        """How long to wait before 'not there' means anything."""
        return self.timing.settle or max(self.guarantee.settle, self.timing.settle_at_least)


@dataclass(frozen=True, slots=True)
class Turn:
    """A row that a worker has in hand, and the message that goes with it."""

    row: Row
    reply: Reply
