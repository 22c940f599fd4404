"""Gives a channel quiet hours, in which nothing is sent, or takes them away."""

from datetime import time

from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.roles import Act
from answerable.channels.models import Channel
from answerable.errors import Refused


def set_quiet_hours(*, channel: Channel, begins: time | None, ends: time | None, by: Person) -> None:
    """From `begins` to `ends` by the clock on the body's wall, over midnight where they end earlier; None for none."""
    if not by.may(Act.KEEP_CHANNELS):
        raise Refused(_("Only an administrator can do this to a channel. Ask one to do it."))
    if (begins is None) != (ends is None):
        raise Refused(_("Give both hours, or none."))
    if begins is not None and begins == ends:
        raise Refused(_("The two hours are the same, so the channel would never be quiet. Give another one."))
    Channel.objects.filter(pk=channel.pk).update(quiet_from=begins, quiet_until=ends)
