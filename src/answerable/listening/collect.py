"""Asks the channels that are due what is new, page by page; several workers share them without asking twice."""

from datetime import datetime, timedelta

from django.db import transaction

from answerable.channels.connect import connect, kind_of
from answerable.channels.models import Channel, State
from answerable.channels.trouble import lose
from answerable.errors import Failed, Refused
from answerable.listening.ingest import ingest
from answerable.listening.models import Bookmark
from answerable.networks.contract import Closed, TryLater
from answerable.networks.kinds import KINDS

CLAIM = timedelta(minutes=2)
"""How long a channel is left to the worker that took it; one that dies is followed by another after that."""

PAUSE_ON_THIS_MACHINE = timedelta(seconds=3)
"""Between two readings of the practice network beside us, which may be asked as often as we like."""

FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(minutes=15)
KEEPER_WAIT = timedelta(hours=1)
"""After a failure: as long again as it has failed already, within these; a channel that needs its keeper, hourly."""

MOST_PAGES = 10
"""In one turn, so that a channel with years behind it does not keep the others waiting."""


def collect_due(*, at: datetime) -> int:
    """Reads every open channel that is due and says how many payloads were new.

    A claim moves `due_at` on and commits, so that no transaction is open while a network is asked. A failure is noted
    on the bookmark in words; the next turn begins where the last stored page ended.
    """
    _begin_bookmarks(at)
    count = 0
    while (channel := _claim(at)) is not None:
        count += _collect(channel, at=at)
    return count


def _begin_bookmarks(at: datetime) -> None:
    """A channel is due as soon as it is open."""
    reading = [name for name, kind in KINDS.items() if kind.reads]
    fresh = Channel.objects.filter(kind__in=reading, state=State.OPEN).exclude(pk__in=Bookmark.objects.values("pk"))
    Bookmark.objects.bulk_create([Bookmark(channel=channel, due_at=at) for channel in fresh], ignore_conflicts=True)


def _claim(at: datetime) -> Channel | None:
    reading = [name for name, kind in KINDS.items() if kind.reads]
    with transaction.atomic():
        due = Bookmark.objects.filter(due_at__lte=at, channel__state=State.OPEN, channel__kind__in=reading)
        free = due.order_by("due_at").select_for_update(skip_locked=True, of=("self",))
        bookmark = free.select_related("channel").first()
        if bookmark is None:
            return None
        bookmark.due_at = at + CLAIM
        bookmark.save(update_fields=["due_at"])
    return bookmark.channel


def _collect(channel: Channel, *, at: datetime) -> int:
    """One turn of one channel."""
    count, more = 0, True
    try:
        network = connect(channel)
        for _page in range(MOST_PAGES):
            position = Bookmark.objects.values_list("position", flat=True).get(pk=channel.pk)
            page = network.read(position or None)
            ingested = ingest(channel=channel, page=page, at=at, read_from=position)
            count += ingested.new
            more = page.more and not ingested.overtaken
            if not more:
                break
    except (Failed, Refused) as failure:
        _note_failure(channel, failure, at=at)
        return count
    kind = kind_of(channel)
    pause = PAUSE_ON_THIS_MACHINE if kind.training_safe else timedelta(seconds=kind.read_every_seconds)
    # What is left is for the next round: at this moment it would be claimed again by this one, and others would wait.
    Bookmark.objects.filter(pk=channel.pk).update(due_at=at + (timedelta(milliseconds=1) if more else pause))
    return count


def _note_failure(channel: Channel, failure: Failed | Refused, *, at: datetime) -> None:
    needs_keeper = isinstance(failure, Closed | Refused)
    if needs_keeper:
        # A sign-in that cannot read cannot tell: the deliveries wait, and the keeper is told.
        lose(channel.pk, failure.reason if isinstance(failure, Refused) else failure.why, by_proof=True, at=at)
    why = failure.reason if isinstance(failure, Refused) else failure.why
    with transaction.atomic():
        bookmark = Bookmark.objects.select_for_update().get(pk=channel.pk)
        bookmark.failing_since = bookmark.failing_since or at
        bookmark.failing_why, bookmark.needs_keeper = why[:300], needs_keeper
        bookmark.due_at = at + (KEEPER_WAIT if needs_keeper else _wait(failure, at - bookmark.failing_since))
        bookmark.save(update_fields=["failing_since", "failing_why", "needs_keeper", "due_at"])


def _wait(failure: Failed | Refused, failing_for: timedelta) -> timedelta:
    asked = timedelta(seconds=failure.after_seconds) if isinstance(failure, TryLater) else FIRST_WAIT
    return max(asked, min(max(failing_for, FIRST_WAIT), LONGEST_WAIT))
