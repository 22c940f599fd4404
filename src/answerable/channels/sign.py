"""Signing a channel's rules sheet: who read it as it now stands; until then no post leaves the channel."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.roles import Act
from answerable.channels.limits import sheet_hash_of
from answerable.channels.models import Channel, Signature
from answerable.channels.sheet import sheet_of
from answerable.errors import Refused


def sign_sheet(*, channel: Channel, seen_hash: str, by: Person, at: datetime) -> Signature:
    """Signs the sheet that has `seen_hash`. Raises `Refused` where it changed while it was being read."""
    if not by.may(Act.KEEP_CHANNELS):
        raise Refused(_("Only an administrator can sign the rules of a channel. Ask one to do it."))
    with transaction.atomic():
        channel = Channel.objects.select_for_update().get(pk=channel.pk)
        stands = sheet_hash_of(channel.kind, channel.limits, channel.settings)
        if seen_hash != stands:
            raise Refused(_("A number or a rule changed while you were reading. Read the sheet again."))
        lines = [[line.about, line.words] for line in sheet_of(channel)]
        signed = Signature.objects.create(channel=channel, sheet_hash=stands, lines=lines, signed_by=by, signed_at=at)
        Channel.objects.filter(pk=channel.pk).update(
            sheet_hash=stands, signed_hash=stands, rules_read_at=at, keeper_told_at=None
        )
    return signed
