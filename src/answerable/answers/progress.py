"""How far the telling of one answer is, and how long it will still take, from counts and the channels' pace."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count

from answerable.answers.models import ON_ITS_WAY, Answer, AnswerVersion, Coverage, Delivery, DeliveryState, Outlet
from answerable.answers.pace import Gate, paces_of, seconds_left
from answerable.answers.rows import gate_of
from answerable.channels.hours import body_zone, is_quiet, with_quiet
from answerable.channels.limits import limits_of
from answerable.channels.models import Channel, State


@dataclass(frozen=True)
class ChannelProgress:
    """One channel: counts by state, seconds until its last is told, and what stands in the way, if anything."""

    channel: Channel
    counts: Counter[str]
    seconds: float
    outlet: Outlet | None

    @property
    def on_its_way(self) -> int:
        """How many are neither final nor waiting for a person."""
        return sum(self.counts[state] for state in ON_ITS_WAY)


@dataclass(frozen=True)
class Progress:
    """The whole telling. `unreachable` are counted by reason: they were never going to be told, and are listed."""

    version: AnswerVersion
    counts: Counter[str]
    channels: list[ChannelProgress]
    unreachable: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        """How many deliveries there are."""
        return sum(self.counts.values())

    @property
    def on_its_way(self) -> int:
        """How many are neither final nor waiting for a person."""
        return sum(self.counts[state] for state in ON_ITS_WAY)

    @property
    def seconds(self) -> float:
        """Until the last is told, when nothing stands in the way: channels work beside each other."""
        return max((row.seconds for row in self.channels), default=0.0)

    @property
    def is_done(self) -> bool:
        """Whether a page that shows this may stop asking."""
        return self.on_its_way == 0

    @property
    def needs_person(self) -> bool:
        """Whether a person must look."""
        return self.counts[DeliveryState.HELD] > 0


def progress_of(version: AnswerVersion, *, at: datetime) -> Progress:
    """Counts the deliveries of one version."""
    counted = Delivery.objects.filter(version=version).values_list("channel_id", "state").annotate(count=Count("pk"))
    by_channel: dict[int, Counter[str]] = {}
    for channel_id, state, count in counted:
        by_channel.setdefault(channel_id, Counter())[state] = count
    channels = Channel.objects.in_bulk(by_channel)
    outlets = Outlet.objects.select_related("stopped_by").in_bulk(by_channel)
    shares = _shares(by_channel)
    rows = [
        ChannelProgress(
            channels[pk], counts, _seconds(channels[pk], counts, shares, outlets.get(pk), at), outlets.get(pk)
        )
        for pk, counts in by_channel.items()
    ]
    rows.sort(key=lambda row: (-row.on_its_way, row.channel.name))
    reasons = Coverage.objects.filter(answer=version.answer_id, delivery=None).values_list("reason")
    unreachable = Counter(dict(reasons.annotate(count=Count("pk"))))
    return Progress(version, sum(by_channel.values(), Counter()), rows, unreachable)


def _shares(channel_ids: Iterable[int]) -> dict[int, Counter[int]]:
    """How many rows of each version wait on each of the channels."""
    waiting = Delivery.objects.filter(channel_id__in=list(channel_ids), state=DeliveryState.PENDING)
    found: dict[int, Counter[int]] = {}
    for channel_id, version_id, count in waiting.values_list("channel_id", "version_id").annotate(count=Count("pk")):
        found.setdefault(channel_id, Counter())[version_id] = count
    return found


def _seconds(
    channel: Channel, counts: Counter[str], shares: dict[int, Counter[int]], outlet: Outlet | None, at: datetime
) -> float:
    """Answers take turns: each other answer is ahead with as many as we have, or with all it has."""
    ours = sum(counts[state] for state in ON_ITS_WAY)
    if not ours:
        return 0.0
    ahead = sum(min(ours, count) for count in shares.get(channel.pk, Counter()).values())
    gate = gate_of(outlet) if outlet else Gate()
    seconds = seconds_left(gate, max(ours, ahead), paces=paces_of(limits_of(channel)), at=at)
    return with_quiet(channel, seconds, at=at, zone=body_zone()) if channel.quiet_from else seconds


def _is_quiet(channel: Channel, at: datetime) -> bool:
    begins, ends = channel.quiet_from, channel.quiet_until
    return begins is not None and is_quiet(begins, ends, at=at, zone=body_zone())


def in_the_way(row: ChannelProgress, *, at: datetime) -> str:
    """What keeps the channel from being written to, as a word; empty where nothing does.

    closed, paused, keeper, unread, stopped, quiet or resting.
    """
    outlet, channel = row.outlet, row.channel
    rests = outlet is not None and outlet.paused_until is not None and outlet.paused_until > at
    hindrances = {
        str(channel.state): channel.state != State.OPEN,
        "keeper": bool(channel.needs_keeper),
        "unread": channel.is_unread,
        "stopped": outlet is not None and outlet.stopped_at is not None,
        "quiet": _is_quiet(channel, at),
        "resting": rests,
    }
    return next((word for word, stands in hindrances.items() if stands), "")


def newest_version(answer: Answer) -> AnswerVersion:
    """The version that stands."""
    return answer.versions.select_related("answer__question").latest("number")
