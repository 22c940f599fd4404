"""The secrets of a webhook: made here and shown once, two at a time so that the sender can change over."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.roles import Act
from answerable.channels.credentials import lock, unlock
from answerable.channels.models import Channel, State
from answerable.errors import Refused
from answerable.networks.webhook.signing import new_secret

AT_ONCE = 2


def make_secret(*, channel: Channel, by: Person) -> str:
    """A new secret, returned this once; messages signed with the one before are taken until `end_old_secret`."""
    with transaction.atomic():
        channel = _locked(channel, by)
        made = new_secret()
        _keep(channel, [made, *secrets_of(channel)][:AT_ONCE])
    return made


def end_old_secret(*, channel: Channel, by: Person) -> None:
    """From now on only the newest secret is taken."""
    with transaction.atomic():
        channel = _locked(channel, by)
        _keep(channel, secrets_of(channel)[:1])


def secrets_of(channel: Channel) -> list[str]:
    """The secrets in force, the newest first."""
    credentials = unlock(bytes(channel.credentials), channel_id=channel.public_id, keys=settings.KEYS)
    return credentials.get("secrets", "").split()


def secret_count(channel: Channel) -> int:
    """How many there are; none that can be used where the key file is not the one they were locked with."""
    try:
        return len(secrets_of(channel))
    except Refused:
        return 0


def _locked(channel: Channel, by: Person) -> Channel:
    if not by.may(Act.KEEP_CHANNELS):
        raise Refused(_("Only an administrator can change the secrets of a channel. Ask one to do it."))
    channel = Channel.objects.select_for_update().get(pk=channel.pk)
    if channel.kind != "webhook" or channel.state == State.CLOSED:
        raise Refused(_("Only a webhook that is not closed has secrets."))
    return channel


def _keep(channel: Channel, secrets: list[str]) -> None:
    locked = lock({"secrets": " ".join(secrets)}, channel_id=channel.public_id, keys=settings.KEYS)
    Channel.objects.filter(pk=channel.pk).update(credentials=locked)
