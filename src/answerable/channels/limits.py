"""What each network allows, asked of the network itself and kept beside the channel, so that plans need no call."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, datetime, timedelta
from typing import Any

import rfc8785
from django.db.models import Q

from answerable.channels.connect import connect
from answerable.channels.models import Channel, State
from answerable.channels.offers import rules_of_space
from answerable.errors import Failed, Refused
from answerable.networks.contract import Limits, MediaRule, Network, Pace, TextRule
from answerable.networks.kinds import KINDS

STALE = timedelta(hours=6)


def read_limits_due(*, at: datetime) -> int:
    """Asks every open channel whose limits are unknown or old; one that does not answer keeps what it had."""
    due = Channel.objects.filter(Q(limits_read_at=None) | Q(limits_read_at__lt=at - STALE)).exclude(state=State.CLOSED)
    count = 0
    for channel in due:
        try:
            read = limits_read(connect(channel), kind=channel.kind, settings=channel.settings, at=at)
        except Refused:
            continue
        if read and read["sheet_hash"] != channel.sheet_hash:
            read["keeper_told_at"] = None
        count += bool(read) and bool(Channel.objects.filter(pk=channel.pk).update(**read))
    return count


def read_anew(channel_id: int) -> None:
    """Has the next round, seconds from now, ask the network for its limits: it just enforced others."""
    Channel.objects.filter(pk=channel_id).update(limits_read_at=None)


def limits_read(network: Network, *, kind: str, settings: Mapping[str, str], at: datetime) -> dict[str, Any]:
    """What the row keeps once the network has told its limits, the sheet's hash with them; else nothing."""
    try:
        kept = plain(network.limits())
    except Failed:
        return {}
    return {"limits": kept, "limits_read_at": at, "sheet_hash": sheet_hash_of(kind, kept, settings)}


def sheet_hash_of(kind: str, kept: dict[str, Any], settings: Mapping[str, str]) -> str:
    """The rules sheet in 64 hexadecimal letters: another whenever a number or a rule changes, in no language.

    That a number was looked up again, or elsewhere, changes nothing.
    """
    rules, price = rules_of_space(kind, settings), KINDS[kind].price if kind in KINDS else None
    said: dict[str, Any] = {
        "limits": {name: value for name, value in kept.items() if name not in {"source", "checked_on", "page_most"}},
        "rules": [[rule.about, rule.words] for rule in rules],
        "price": [price.currency, str(price.least), str(price.most)] if price else [],
    }
    return hashlib.sha256(rfc8785.dumps(said)).hexdigest()


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
        media=_media(kept["media"]) if kept.get("media") else None,
        page_most=kept.get("page_most"),
    )


def _media(kept: dict[str, Any]) -> MediaRule:
    uploads = kept.get("uploads")
    return MediaRule(**kept | {"uploads": Pace(**uploads) if uploads else None})


def takes_pictures(channel: Channel) -> bool:
    """Whether pictures go along with what is sent there; until the limits are known they do not."""
    limits = limits_of(channel)
    return limits is not None and limits.media is not None


def paces_with(limits: Limits, *, picture_count: int) -> tuple[Pace, ...]:
    """All that bounds how fast replies with so many pictures go out; uploads have a pace of their own on Mastodon."""
    uploads = limits.media.uploads if limits.media and picture_count else None
    return (*limits.paces, replace(uploads, cost=picture_count)) if uploads else limits.paces


def plain(limits: Limits) -> dict[str, Any]:
    """As the row keeps them; `limits_of` reads it back."""
    return asdict(limits) | {"checked_on": limits.checked_on.isoformat()}
