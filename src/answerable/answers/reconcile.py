"""The round that puts right: leases that ran out, messages that may have gone out, rows nothing else would move."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from answerable.answers.ask import Asked, opened
from answerable.answers.decide import decide
from answerable.answers.drive import Lane, drive
from answerable.answers.events import ChannelGone, Event, LeaseOver
from answerable.answers.finish import finish_told
from answerable.answers.guarantee import BY_HAND, guarantee_of
from answerable.answers.mind_clock import mind_clock
from answerable.answers.models import Delivery, DeliveryState
from answerable.answers.row import USUAL, Timing
from answerable.answers.rows import ChannelRows
from answerable.answers.steady import Watch, boottime
from answerable.answers.steps import Telling
from answerable.answers.store import row_of, store
from answerable.answers.successors import drop_replaced, owe_more
from answerable.answers.words import CHANNEL_CLOSED, NOT_REPORTED
from answerable.channels.models import Channel, State
from answerable.networks.kinds import KINDS

MOST = 2_000


def reconcile_due(
    *,
    at: datetime,
    timing: Timing = USUAL,
    now: Callable[[], datetime] | None = None,
    open_channel: Callable[[Channel], Asked] = opened,
    steady: Callable[[], float] | None = boottime,
) -> int:
    """One round; returns how many rows it moved or looked up. Safe to run beside itself and to miss.

    A test that makes its own time gives `steady` as None: then nobody minds whether the clock was set.
    """
    now = now or Watch(at)
    if steady is not None:
        mind_clock(at=at, timing=timing, steady=steady)
    count = reap(at=now(), timing=timing)
    count += _give_up_closed(at=now(), timing=timing)
    count += _look_up(now, timing, open_channel)
    count += drop_replaced(at=now(), timing=timing)
    count += owe_more(at=now())
    finish_told(at=now())
    return count


def reap(*, at: datetime, timing: Timing) -> int:
    """Rows whose worker, or the person who has them in hand, has not reported in time."""
    lapsed = Q(state__in=[DeliveryState.CLAIMED, DeliveryState.SENDING], lease_until__lte=at)
    by_hand = Q(channel__kind__in=BY_HAND)
    count = _apply(lapsed & ~by_hand, LeaseOver(), at=at, timing=timing)
    return count + _apply(lapsed & by_hand, LeaseOver(why=NOT_REPORTED), at=at, timing=timing)


def _give_up_closed(*, at: datetime, timing: Timing) -> int:
    """A channel that was closed for good tells nobody any more; each that waited for it is listed with that reason."""
    waiting = Q(channel__state=State.CLOSED, state__in=[DeliveryState.PENDING, DeliveryState.CLAIMED])
    return _apply(waiting, ChannelGone(why=CHANNEL_CLOSED), at=at, timing=timing)


def _apply(chosen: Q, event: Event, *, at: datetime, timing: Timing) -> int:
    changes = []
    with transaction.atomic():
        for delivery in Delivery.objects.filter(chosen).select_related("channel").order_by("pk")[:MOST]:
            row = row_of(delivery)
            new = decide(row, event, at=at, fence=row.fence, guarantee=guarantee_of(delivery.channel), timing=timing)
            if new is not None:
                changes.append((row, new, event))
        return len(store(changes, at=at))


def _look_up(now: Callable[[], datetime], timing: Timing, open_channel: Callable[[Channel], Asked]) -> int:
    due = Delivery.objects.filter(state=DeliveryState.CHECKING, due_at__lte=now()).values("channel_id").distinct()
    channels = [channel for channel in Channel.objects.filter(pk__in=due).order_by("pk") if channel.kind in KINDS]
    lanes = [
        Lane(open_channel(channel), Telling(ChannelRows(channel, timing=timing), now, timing).looking)
        for channel in channels
    ]
    return drive(lanes, now=now, round_for=timing.round_for)
