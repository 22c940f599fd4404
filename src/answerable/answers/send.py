"""The round that tells: what is due on each open channel, at the channel's pace, one message at a time."""

from collections.abc import Callable, Sequence
from datetime import datetime

from answerable.accounts.models import Body
from answerable.answers.ask import Asked, opened
from answerable.answers.drive import Lane, drive
from answerable.answers.mind_clock import mind_clock
from answerable.answers.models import Outlet
from answerable.answers.row import USUAL, Timing
from answerable.answers.rows import ChannelRows
from answerable.answers.steady import Watch, boottime
from answerable.answers.steps import Telling
from answerable.channels.connect import kind_of
from answerable.channels.models import UNREAD, Channel, State
from answerable.networks.contract import Pace
from answerable.networks.kinds import KINDS


def send_due(
    *,
    at: datetime,
    timing: Timing = USUAL,
    now: Callable[[], datetime] | None = None,
    open_channel: Callable[[Channel], Asked] = opened,
    paces: Sequence[Pace] | None = None,
    steady: Callable[[], float] | None = boottime,
) -> int:
    """Tells what is due now; returns how many rows were taken up. Safe to run beside itself and to miss.

    A test may give its own `now`, its own networks and other paces; one that makes its own time gives `steady` as
    None: then nobody minds whether the clock was set.
    """
    now = now or Watch(at)
    if steady is not None:
        mind_clock(at=at, timing=timing, steady=steady)
    lanes = [_lane(channel, timing, now, open_channel, paces) for channel in _open_channels()]
    return drive(lanes, now=now, round_for=timing.round_for)


def _open_channels() -> list[Channel]:
    """What a worker may write to: open, not stopped, known to this release, safe where we train, not by hand.

    Their rules are signed and their keeper is not needed; an outlet whose channel was mended is let go on.
    """
    training = Body.objects.filter(training=True).exists()
    ready = Channel.objects.filter(state=State.OPEN, needs_keeper="").exclude(UNREAD).values("pk")
    Outlet.objects.filter(channel__in=ready).exclude(needs_keeper="").update(needs_keeper="", uncertain_in_a_row=0)
    outlets = Outlet.objects.filter(stopped_at=None, channel__in=ready).select_related("channel")
    channels = [outlet.channel for outlet in outlets.order_by("pk") if outlet.channel.kind in KINDS]
    kinds = [(channel, kind_of(channel)) for channel in channels]
    return [channel for channel, kind in kinds if not kind.by_hand and (kind.training_safe or not training)]


def _lane(
    channel: Channel,
    timing: Timing,
    now: Callable[[], datetime],
    open_channel: Callable[[Channel], Asked],
    paces: Sequence[Pace] | None,
) -> Lane:
    telling = Telling(ChannelRows(channel, timing=timing, paces=paces), now, timing)
    return Lane(open_channel(channel), telling.sending)
