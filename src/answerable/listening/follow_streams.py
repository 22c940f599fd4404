"""Follows the streams of networks as they happen, for every open channel that has one: the net beside collecting.

What comes asking is kept as it would be by `collect`; what only met a topic word is marked as not addressed to us, is
shown to people and never told anything.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from answerable.channels.connect import settings_given
from answerable.channels.models import Channel, State
from answerable.errors import Failed, Refused
from answerable.listening.ingest import store_payloads
from answerable.listening.models import Bookmark, Payload, StreamBookmark
from answerable.networks.contract import Closed, Raw
from answerable.networks.kinds import STREAMS
from answerable.networks.streaming import Batch, Stream

FIRST_WAIT = timedelta(seconds=1)
LONGEST_WAIT = timedelta(minutes=1)
KEEPER_WAIT = timedelta(minutes=15)


@dataclass(frozen=True)
class Group:
    """Open channels that hear one stream together, with their settings, in one order."""

    kind: str
    address: str
    stream: Stream
    channels: tuple[Channel, ...]
    settings: tuple[object, ...]

    @property
    def name(self) -> tuple[object, ...]:
        """Changes whenever something does that the stream was begun with."""
        both = zip(self.channels, self.settings, strict=True)
        return self.kind, self.address, *((channel.pk, given) for channel, given in both)


def groups() -> list[Group]:
    """The streams that are to be followed now. A channel whose settings cannot be read is left to its keeper."""
    found: dict[tuple[str, str], list[tuple[Channel, object]]] = {}
    for channel in Channel.objects.filter(state=State.OPEN, kind__in=list(STREAMS)).order_by("pk"):
        try:
            given = settings_given(channel)
        except Refused:
            continue
        address = STREAMS[channel.kind].address(given)
        if address:
            found.setdefault((channel.kind, address), []).append((channel, given))
    return [
        Group(kind, address, STREAMS[kind], tuple(one for one, _given in both), tuple(given for _one, given in both))
        for (kind, address), both in found.items()
    ]


def follow_group(
    group: Group, *, now: Callable[[], datetime], rest: Callable[[timedelta], None], stopped: Callable[[], bool]
) -> None:
    """Follows one stream until `stopped`, beginning again whatever ends it; `rest` waits between two tries."""
    wait = FIRST_WAIT
    while not stopped():
        try:
            for batch in group.stream.follow(group.settings, _position(group)):
                keep_batch(group, batch, at=now())
                wait = FIRST_WAIT
                if stopped():
                    return
        except Failed as failed:
            note_failure(group, failed, at=now())
            rest(KEEPER_WAIT if isinstance(failed, Closed) else wait)
            wait = min(wait * 2, LONGEST_WAIT)


def keep_batch(group: Group, batch: Batch, *, at: datetime) -> int:
    """Stores what was caught and moves the stream's bookmark, together or not at all; says how many were new."""
    count = 0
    with transaction.atomic():
        if batch.caught:
            # Whoever collects on one of these channels waits: versions of a post are told apart by their order.
            pks = [channel.pk for channel in group.channels]
            Bookmark.objects.bulk_create([Bookmark(channel_id=pk, due_at=at) for pk in pks], ignore_conflicts=True)
            list(Bookmark.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
            for place, channel in enumerate(group.channels):
                count += store_payloads(channel=channel, items=_for(channel, place, batch), at=at).new
        _move(group, batch, at=at)
    return count


def _for(channel: Channel, place: int, batch: Batch) -> list[Raw]:
    """What is for this channel, in the order it came: news of a post that it does not keep is not."""
    mine = [one for one in batch.caught if one.place == place]
    asked = [one.raw.uid for one in mine if one.only_if_kept]
    kept = set(Payload.objects.filter(channel=channel, uid__in=asked).values_list("uid", flat=True)) if asked else set()
    kept |= {one.raw.uid for one in mine if not one.only_if_kept}
    return [one.raw for one in mine if one.raw.uid in kept]


def _move(group: Group, batch: Batch, *, at: datetime) -> None:
    values: Mapping[str, object] = {
        "position": batch.bookmark,
        "heard_at": at,
        "failing_since": None,
        "failing_why": "",
    }
    if batch.note:
        values = {**values, "note": batch.note[:300], "noted_at": at}
    StreamBookmark.objects.update_or_create(kind=group.kind, address=group.address, defaults=values)


def _position(group: Group) -> str | None:
    found = StreamBookmark.objects.filter(kind=group.kind, address=group.address)
    return found.values_list("position", flat=True).first() or None


def note_failure(group: Group, failed: Failed, *, at: datetime) -> None:
    """Says on the stream's bookmark since when it fails and why."""
    row, _made = StreamBookmark.objects.get_or_create(kind=group.kind, address=group.address)
    row.failing_since, row.failing_why = row.failing_since or at, failed.why[:300]
    row.save(update_fields=["failing_since", "failing_why"])
