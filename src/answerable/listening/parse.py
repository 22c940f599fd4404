"""Reads stored payloads into posts: what has not been read yet, whoever stored it, in the order it was told."""

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from answerable.channels.connect import connect
from answerable.channels.models import Channel
from answerable.errors import Refused
from answerable.listening.ingest import UNNAMED
from answerable.listening.keep_posts import Reading, among, keep_posts
from answerable.listening.models import Payload
from answerable.networks.contract import Heard, Network, Raw, Unreadable

BATCH = 200
"""Payloads in one transaction."""

OUR_MISTAKES = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
"""`Unreadable` is a ValueError. The others are faults in our reading: the payload waits for the release that mends
them, and does not hold up those behind it."""


def parse_waiting(*, at: datetime, limit: int) -> int:
    """Reads up to `limit` payloads and says how many it took; any number of workers may run it at once.

    A batch is one transaction, and reading a payload twice gives the same rows. A channel that cannot be opened (its
    key file is missing) keeps its payloads waiting and holds up no other.
    """
    networks: dict[int, Network | None] = {}
    count = 0
    while count < limit:
        taken = _parse_batch(networks, at=at, most=min(BATCH, limit - count))
        if taken is None:
            break
        count += taken
    return count


def parse_again() -> int:
    """Lets every payload that could not be read be tried again, as after an update; says how many there are."""
    unreadable = Payload.objects.filter(parsed_at=None).exclude(unreadable_why="")
    return unreadable.exclude(uid__startswith=UNNAMED).update(unreadable_why="")


def parse_now(*, payload: Payload, at: datetime) -> None:
    """Reads one payload inside the caller's transaction."""
    channel = payload.channel
    keep_posts([_read(payload, connect(channel))], at=at)


def _parse_batch(networks: dict[int, Network | None], *, at: datetime, most: int) -> int | None:
    """How many were read; None when nothing is left that can be read now."""
    with transaction.atomic():
        closed = [channel for channel, network in networks.items() if network is None]
        payloads = list(_waiting(closed)[:most])
        fresh = {payload.channel_id for payload in payloads} - networks.keys()
        _open(fresh, networks)
        first = _first_versions(payloads)
        opened = [(payload, networks[payload.channel_id]) for payload in payloads if payload.pk in first]
        readings = [_read(payload, network) for payload, network in opened if network is not None]
        keep_posts(readings, at=at)
    # A channel that turned out to be closed is left out of the next batch, so that there may be another.
    return len(readings) if readings or any(networks[channel] is None for channel in fresh) else None


def _waiting(closed: list[int]) -> QuerySet[Payload]:
    """Oldest first, without those that another worker reads just now."""
    waiting = Payload.objects.filter(parsed_at=None, unreadable_why="").exclude(channel__in=closed)
    return waiting.order_by("id").select_for_update(skip_locked=True, of=("self",))


def _first_versions(payloads: Sequence[Payload]) -> set[int]:
    """Which of them may be read: a version waits until the one before it has been read, whoever reads that.

    Looked up by name only and compared here: asked for the unread ones, the database would go through all of them for
    each batch (300 ms at 6,000).
    """
    wanted = among((payload.channel_id, payload.uid) for payload in payloads)
    if wanted is None:
        return set()
    told = (
        Payload.objects.filter(wanted)
        .order_by("-id")
        .values_list("channel", "uid", "pk", "parsed_at", "unreadable_why")
    )
    first = {(channel, uid): pk for channel, uid, pk, parsed_at, why in told if parsed_at is None and not why}
    return set(first.values())


def _open(wanted: Iterable[int], networks: dict[int, Network | None]) -> None:
    for channel in Channel.objects.filter(pk__in=wanted):
        try:
            networks[channel.pk] = connect(channel)
        except Refused:
            networks[channel.pk] = None


def _read(payload: Payload, network: Network) -> Reading:
    try:
        heard = network.parse(Raw(uid=payload.uid, payload=json.loads(payload.content)))
        _check_types(heard)
    except OUR_MISTAKES as error:
        why = _("It could not be read: %(reason)s.") % {"reason": _reason(error)}
        return Reading(payload=payload, heard=None, why=why[:300])
    return Reading(payload=payload, heard=heard, why="")


def _check_types(heard: Heard) -> None:
    """A kind that passes on what it was given unchecked must not stop the reading of everything behind it."""
    words = (heard.text, heard.author_uid, heard.author_name, heard.url)
    maybe = (heard.parent_uid, heard.root_uid, heard.language)
    if not all(isinstance(one, str) for one in words) or not all(one is None or isinstance(one, str) for one in maybe):
        raise TypeError


def _reason(error: Exception) -> str:
    """The words of `Unreadable` are ours; those of other errors may repeat what a citizen wrote."""
    if isinstance(error, Unreadable):
        return str(error)
    return _("a fault of this program (%(kind)s)") % {"kind": type(error).__name__}
