"""Notices that the clock on the wall was set, and begins every running timer again: no lease or wait ends early."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from answerable.answers.decide import decide
from answerable.answers.events import ClockJumped
from answerable.answers.guarantee import guarantee_of, timing_of
from answerable.answers.models import ClockMark, Delivery, DeliveryState, Outlet
from answerable.answers.pace import clock_set
from answerable.answers.row import Timing
from answerable.answers.rows import columns_of, gate_of
from answerable.answers.steady import boot_id, boottime, was_set
from answerable.answers.store import row_of, store

COMPARED_EVERY = timedelta(seconds=60)


def mind_clock(
    *, at: datetime, timing: Timing, steady: Callable[[], float] = boottime, machine: Callable[[], str] = boot_id
) -> bool:
    """Compares `at` with the clock that cannot be set; True where it was set since, or the machine restarted.

    Drift is forgiven: the two are compared anew every minute.
    """
    with transaction.atomic():
        mark = ClockMark.objects.select_for_update().filter(pk=machine()).first()
        seconds = steady()
        if mark is None:
            restarted = ClockMark.objects.exists()
            ClockMark.objects.get_or_create(boot_id=machine(), defaults={"wall_at": at, "steady_seconds": seconds})
            jumped, by = restarted, timedelta(0)
        else:
            passed = timedelta(seconds=seconds - mark.steady_seconds)
            by = at - mark.wall_at - passed
            jumped = was_set(wall_passed=at - mark.wall_at, steady_passed=passed)
            if jumped or passed > COMPARED_EVERY:
                ClockMark.objects.filter(pk=mark.pk).update(wall_at=at, steady_seconds=seconds)
        if jumped:
            begin_again(at=at, by=by, timing=timing)
    return jumped


def begin_again(*, at: datetime, by: timedelta, timing: Timing) -> int:
    """Begins every running timer again, in the caller's transaction; returns how many rows had one.

    `by` is how far the clock was set on, zero where nobody knows.
    """
    waits = Q(due_at__gt=at + timing.backoff) | Q(first_sent_at__isnull=False)
    running = Q(state__in=[DeliveryState.CLAIMED, DeliveryState.SENDING, DeliveryState.CHECKING])
    changes = []
    for delivery in Delivery.objects.filter(running | (Q(state=DeliveryState.PENDING) & waits)).select_related(
        "channel"
    ):
        row, event, channel = row_of(delivery), ClockJumped(), delivery.channel
        new = decide(
            row, event, at=at, fence=row.fence, guarantee=guarantee_of(channel), timing=timing_of(channel, timing)
        )
        if new is not None:
            changes.append((row, new, event))
    for outlet in Outlet.objects.select_for_update().order_by("pk"):
        gate = clock_set(gate_of(outlet), at=at, by=by, lease=timing.lease)
        Outlet.objects.filter(pk=outlet.pk).update(**columns_of(gate))
    return len(store(changes, at=at))
