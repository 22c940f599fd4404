"""What each network allows, asked of the network itself and kept beside the channel, so that plans need no call."""

from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Q

from answerable.channels.connect import connect
from answerable.channels.models import Channel, State
from answerable.errors import Failed, Refused
from answerable.networks.contract import Limits, MediaRule, Pace, TextRule

STALE = timedelta(hours=6)


def read_limits_due(*, at: datetime) -> int:
    """Asks every open channel whose limits are unknown or old; one that does not answer keeps what it had."""
    due = Channel.objects.filter(Q(limits_read_at=None) | Q(limits_read_at__lt=at - STALE)).exclude(state=State.CLOSED)
    count = 0
    for channel in due:
        try:
            limits = connect(channel).limits()
        except (Failed, Refused):
            continue
        Channel.objects.filter(pk=channel.pk).update(limits=plain(limits), limits_read_at=at)
        count += 1
    return count


def limits_of(channel: Channel) -> Limits | None:
    """What was last read, or None before the first reading."""
    kept: dict[str, Any] = channel.limits
    if not kept:
        return None
    return Limits(
        text=TextRule(**kept["text"]),
        paces=tuple(Pace(**pace) for pace in kept["paces"]),
        source=kept["source"],
        checked_on=date.fromisoformat(kept["checked_on"]),
        media=MediaRule(**kept["media"]) if kept.get("media") else None,
        page_most=kept.get("page_most"),
    )


def plain(limits: Limits) -> dict[str, Any]:
    """As the row keeps them; `limits_of` reads it back."""
    return asdict(limits) | {"checked_on": limits.checked_on.isoformat()}
