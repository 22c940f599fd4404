"""Tells a WebSub hub which public feeds have changed, so that it passes them on at once; off unless a hub is named."""

import logging
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings

from answerable.accounts.models import Body
from answerable.answers.models import AnswerVersion, HubTold
from answerable.answers.public.addresses import FEEDS, whole
from answerable.answers.public.listing import By, page_of
from answerable.answers.public.selection import Selection
from answerable.errors import Failed
from answerable.networks.outgoing import Outgoing
from answerable.networks.reach import reach_of

MOST_NEW = 50
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_log = logging.getLogger(__name__)


def tell_hub(*, at: datetime) -> int:
    """How many feeds the hub was told of. What could not be told is tried again by the next round.

    By the versions on the first page and not by a last number: of two that are published at once the one with the
    lower number may be seen later.
    """
    hub = settings.WEBSUB_HUB
    if not hub or Body.objects.filter(training=True).exists():
        return 0
    now = [row.number for row in page_of(Selection(), By.CHANGED, MOST_NEW)]
    row = HubTold.objects.filter(hub=hub).first()
    new = set(now) - set(row.version_ids if row else [])
    if not new:
        return 0
    feeds = [whole("answers:feed", form, query=one.query) for one in _changed(new) for form in FEEDS]
    try:
        _send(hub, feeds)
    except Failed as failed:
        _log.warning("the WebSub hub was not told that the feeds changed: %s", failed.why)
        return 0
    HubTold.objects.update_or_create(hub=hub, defaults={"version_ids": now, "told_at": at})
    return len(feeds)


def has_hub(selection: Selection) -> bool:
    """Whether the hub is told of this feed: of the whole, of a topic and of a channel, never of a search."""
    return selection.is_whole or list(selection.parameters) in (["topic"], ["channel"])


def _changed(versions: set[int]) -> list[Selection]:
    rows = AnswerVersion.objects.filter(pk__in=versions)
    topics = set(rows.values_list("answer__question__topic__public_id", flat=True)) - {None}
    heard = rows.filter(answer__question__channel_counts__post_count__gt=0)
    channels = set(heard.values_list("answer__question__channel_counts__channel__public_id", flat=True))
    return [
        Selection(),
        *(Selection(topic=one) for one in sorted(topics)),
        *(Selection(channel=one) for one in sorted(channels)),
    ]


def _send(hub: str, feeds: list[str]) -> None:
    outgoing = Outgoing(reach_of(hub))
    for feed in feeds:
        content = urlencode({"hub.mode": "publish", "hub.url": feed, "hub.topic": feed}).encode()
        answer = outgoing.write(hub, content=content, headers=FORM)
        if answer.status >= 400:  # noqa: PLR2004  RFC 9110: a client's error, ours or the hub's rules
            _log.warning("the WebSub hub answered %s to a feed that changed", answer.status)
