"""Tells keepers by e-mail what only they can mend: a lost sign-in, one that will end soon, rules that changed."""

import smtplib
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.channels.models import Channel, Connection, State

SOON = timedelta(days=14)
"""How long before a sign-in ends its keeper is told."""


def tell_keepers(*, at: datetime) -> int:
    """One message for each trouble, sent once; returns how many. Where no mail is set up the desk alone shows it.

    What could not be sent is tried in the next round.
    """
    if not settings.MAIL_IS_SET_UP:
        return 0
    return sum(_lost(channel, at) for channel in _in_trouble()) + sum(_ends(one, at) for one in _ending(at))


def _in_trouble() -> Iterator[Channel]:
    trouble = ~Q(needs_keeper="") | (~Q(signed_hash="") & ~Q(signed_hash=F("sheet_hash")))
    waiting = Channel.objects.filter(trouble, state__in=[State.OPEN, State.PAUSED], keeper_told_at=None)
    yield from waiting.select_related("keeper")


def _ending(at: datetime) -> Iterator[Connection]:
    soon = Connection.objects.filter(expires_at__lte=at + SOON, expires_at__gt=at, warned_at=None)
    for one in soon.filter(channel__state__in=[State.OPEN, State.PAUSED]).select_related("channel__keeper"):
        if one == one.channel.connections.latest():
            yield one


def _lost(channel: Channel, at: datetime) -> bool:
    if channel.needs_keeper:
        what = _("What the network says: %(why)s.") % {"why": _(channel.needs_keeper).rstrip(".")}
        then = _("Nothing is sent there until it is mended, and nothing is lost.")
    else:
        what = _("A limit or a rule of the network has changed, so its rules sheet must be read and signed again.")
        then = _("Nothing is sent there until it is signed, and nothing is lost.")
    sent = write_to_keeper(channel, _("“%(name)s” needs you") % {"name": channel.name}, f"{what}\n{then}")
    return sent and bool(Channel.objects.filter(pk=channel.pk).update(keeper_told_at=at))


def _ends(connection: Connection, at: datetime) -> bool:
    channel, ends_at = connection.channel, connection.expires_at
    day = ends_at.strftime("%-d %B %Y") if ends_at else ""
    what = _("The sign-in of this channel ends on %(day)s. Connect it again before that.") % {"day": day}
    sent = write_to_keeper(channel, _("The sign-in of “%(name)s” ends soon") % {"name": channel.name}, what)
    return sent and bool(Connection.objects.filter(pk=connection.pk).update(warned_at=at))


def write_to_keeper(channel: Channel, subject: str, words: str, *, page: str = "") -> bool:
    """Whether it went out. `page` is the path of the page to go to, that of the channel where none is given."""
    if not settings.MAIL_IS_SET_UP:
        return False
    way = settings.PUBLIC_ADDRESS + (page or reverse("channels:channel", args=[channel.public_id]))
    try:
        return bool(send_mail(subject, f"{words}\n\n{way}\n", None, [channel.keeper.email]))
    except (OSError, smtplib.SMTPException):
        return False
