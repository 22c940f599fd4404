"""Pausing a channel, opening it again, closing it for good."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.roles import Act
from answerable.channels.connect import kind_of
from answerable.channels.models import MOVES, Channel, State
from answerable.channels.open import check_training
from answerable.errors import Refused
from answerable.record.append import append


def change_state(*, channel: Channel, to: str, reason: str, by: Person, at: datetime) -> Channel:
    """Moves the channel along its life; a closed channel keeps its name and is never opened again.

    The reason for closing stands in the public record.
    """
    if not by.may(Act.KEEP_CHANNELS):
        raise Refused(_("Only an administrator can do this to a channel. Ask one to do it."))
    with transaction.atomic():
        channel = Channel.objects.select_for_update().get(pk=channel.pk)
        if to not in MOVES[channel.state]:
            raise Refused(
                _("The channel is %(state)s, so this cannot be done now.")
                % {"state": State(channel.state).label.lower()}
            )
        if to != State.OPEN and not reason.strip():
            raise Refused(_("Give the reason in a sentence."))
        if to == State.OPEN:
            check_training(kind_of(channel))
        channel.state, channel.state_reason = to, reason.strip()[:300]
        channel.closed_at = at if to == State.CLOSED else None
        channel.save(update_fields=["state", "state_reason", "closed_at"])
        if to == State.CLOSED:
            append(
                type="channel.closed",
                fields={"channel": channel.public_id, "reason": "closed"},
                disclosed={"notice": channel.state_reason},
                on=at.date(),
            )
    return channel
