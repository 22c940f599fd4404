"""From a channel's row to its network, with its settings and its secrets."""

from dataclasses import fields
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from answerable.channels.credentials import unlock
from answerable.channels.models import Channel
from answerable.errors import Refused
from answerable.networks.contract import Kind, Network
from answerable.networks.kinds import KINDS


def kind_of(channel: Channel) -> Kind:
    """The kind of network that the channel is on."""
    try:
        return KINDS[channel.kind]
    except KeyError as error:
        raise Refused(
            _("This release does not know networks of the kind “%(kind)s”.") % {"kind": channel.kind}
        ) from error


def network_of(channel: Channel) -> str:
    """The word that rules know the channel's network by; a place answered by hand has its own."""
    return str(channel.settings.get("network", channel.kind)) if kind_of(channel).by_hand else channel.kind


def connect(channel: Channel) -> Network:
    """The network, opened with the channel's settings; nothing is sent yet."""
    kind = kind_of(channel)
    check_switched_on(kind)
    return kind.connect(settings_given(channel))


def settings_given(channel: Channel) -> Any:
    """The settings of the channel's kind, its secrets among them. Raises `Refused` where they cannot be read."""
    secrets = unlock(bytes(channel.credentials), channel_id=channel.public_id, keys=settings.KEYS)
    return settings_of(kind_of(channel), {**channel.settings, **secrets})


def offered_kinds() -> list[Kind]:
    """The kinds that a channel may be opened on: experimental ones only where they were switched on."""
    return [kind for kind in KINDS.values() if not kind.experimental or kind.name in settings.EXPERIMENTAL_KINDS]


def check_switched_on(kind: Kind) -> None:
    """Raises `Refused` for an experimental kind that this desk has not switched on."""
    if kind not in offered_kinds():
        raise Refused(
            _("“%(kind)s” is experimental and switched off here. Put %(name)s into ANSWERABLE_EXPERIMENTAL to use it.")
            % {"kind": kind.title, "name": kind.name}
        )


def settings_of(kind: Kind, given: dict[str, Any]) -> Any:
    """The kind's settings from stored or submitted values; names it does not know are left out."""
    known = {field.name for field in fields(kind.settings)}
    return kind.settings(**{name: value for name, value in given.items() if name in known})
