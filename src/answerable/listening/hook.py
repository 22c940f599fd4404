"""A signed message comes in at a webhook: believed, stored as it was told, and only then acknowledged."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from answerable.channels.connect import connect
from answerable.channels.models import Channel
from answerable.listening.ingest import store_payloads
from answerable.listening.models import HookMessage
from answerable.networks.webhook.kind import Webhook
from answerable.networks.webhook.signing import check_signed

MOST_BYTES: Final = 256_000
REMEMBERED: Final = timedelta(days=30)
"""Senders try again for days, always under the same id."""


def take_message(*, channel: Channel, body: bytes, headers: Mapping[str, str], at: datetime) -> bool:
    """Stores the message; False where its id came before, and nothing is added. Reading it is the next round's work.

    Raises `NotSignedError` and `NoMessageError`: then nothing is kept, and the id may come again.
    """
    network = connect(channel)
    assert isinstance(network, Webhook)  # noqa: S101  its kind says so
    message_id = check_signed(body, headers, secrets=network.secrets, at=at)
    raw = network.raw_of(body)
    with transaction.atomic():
        # The versions of a post are told apart by the order they are stored in.
        Channel.objects.select_for_update(no_key=True).get(pk=channel.pk)
        HookMessage.objects.filter(heard_at__lt=at - REMEMBERED).delete()
        seen = {"heard_at": at}
        _row, is_new = HookMessage.objects.get_or_create(channel=channel, message_id=message_id, defaults=seen)
        if is_new:
            store_payloads(channel=channel, items=[raw], at=at)
    return is_new
