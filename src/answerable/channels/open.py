"""Opening a channel: an objective, a keeper, rules that were read, credentials; then it is listened to."""

import secrets
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Body, Person
from answerable.accounts.roles import Act
from answerable.channels.connect import check_switched_on, kind_of, settings_of
from answerable.channels.credentials import lock
from answerable.channels.models import Channel, Objective, State
from answerable.channels.official import account_address
from answerable.errors import Refused
from answerable.networks.contract import Kind
from answerable.networks.kinds import KINDS
from answerable.record.append import append

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_id(prefix: str) -> str:
    """A random public identifier such as `ch_7f3ab2k9`: no two letters in it look alike."""
    return prefix + "_" + "".join(secrets.choice(ALPHABET) for _ in range(10))


def open_channel(  # noqa: PLR0913  what the opening case asks for
    *,
    name: str,
    kind: str,
    given: Mapping[str, str],
    objective: str,
    promised_days: int,
    rules_read: bool,
    by: Person,
    at: datetime,
    answers_through: Channel | None = None,
) -> Channel:
    """Opens a channel whose keeper is `by`. `given` are the kind's settings, its secrets among them.

    Raises `Refused` where the guidance's tips are not met (no objective, or the rules of the space not read), and for
    settings that the kind itself refuses.
    """
    check_case(name=name, kind=kind, objective=objective, given=given, by=by, answers_through=answers_through)
    if not rules_read:
        raise Refused(_("Read the rules of this network first, then say that you have."))
    secret = secret_names(KINDS[kind])
    public_id = new_id("ch")
    with transaction.atomic():
        channel = kept_channel(
            public_id=public_id,
            name=name.strip(),
            kind=kind,
            settings={key: value for key, value in given.items() if key not in secret},
            credentials=lock({k: v for k, v in given.items() if k in secret}, channel_id=public_id, keys=settings.KEYS),
            objective=objective,
            keeper=by,
            promised_days=promised_days,
            rules_read_at=at,
            answers_through=answers_through,
            opened_at=at,
        )
        note_opened(channel, at)
    return channel


def note_opened(channel: Channel, at: datetime) -> None:
    """Puts it into the public record, in the caller's transaction; with the account's address, for who compares."""
    address = account_address(channel)
    texts = {"name": channel.name, "objective": str(Objective(channel.objective).label), "address": address}
    append(
        type="channel.opened",
        fields={"channel": channel.public_id, "network": channel.kind},
        disclosed={name: text for name, text in texts.items() if text},
        on=at.date(),
    )


def secret_names(kind: Kind) -> frozenset[str]:
    """The settings that are kept sealed and never shown."""
    return frozenset(field.name for field in fields(kind.settings) if field.metadata.get("secret"))


def kept_channel(**values: Any) -> Channel:
    """The new row; of two people who open the same channel at once, one is told so."""
    try:
        with transaction.atomic():
            return Channel.objects.create(**values)
    except IntegrityError as error:
        raise Refused(_("There is already a channel of this name. Give this one another name.")) from error


def check_training(kind: Kind) -> None:
    """Raises `Refused` in training mode for a kind of network that lies outside this machine.

    One that is answered by hand may be opened: the desk calls nothing there, and in training nobody is told there.
    """
    if not (kind.training_safe or kind.by_hand) and Body.objects.get().training:
        raise Refused(
            _("Nothing may leave this machine in training mode, so this channel cannot be opened. End it first.")
        )


def check_case(
    *,
    name: str,
    kind: str,
    objective: str,
    given: Mapping[str, str],
    by: Person,
    answers_through: Channel | None,
) -> None:
    """Raises `Refused` where the opening case is not whole, or the kind refuses its settings."""
    _check(name=name, kind=kind, objective=objective, by=by)
    _check_way(KINDS[kind], given=given, answers_through=answers_through)


def _check(*, name: str, kind: str, objective: str, by: Person) -> None:
    if not by.may(Act.KEEP_CHANNELS):
        raise Refused(_("Only an administrator can open a channel. Ask one to do it."))
    if kind not in KINDS:
        raise Refused(_("This kind of network is not known. Choose one from the list."))
    if objective not in Objective.values:
        raise Refused(_("Say what the channel is for: a channel without an objective is not opened."))
    if not name.strip():
        raise Refused(_("Give the channel a name that colleagues will know it by."))
    if Channel.objects.filter(name__iexact=name.strip()).exists():
        raise Refused(_("There is already a channel of this name. Give this one another name."))
    check_switched_on(KINDS[kind])
    check_training(KINDS[kind])


def _check_way(kind: Kind, *, given: Mapping[str, str], answers_through: Channel | None) -> None:
    """The settings are complete and say where to, and whoever tells for a file can tell."""
    try:
        settings_of(kind, dict(given))
    except TypeError as error:
        raise Refused(
            _("Some of the network's settings are missing. Fill in every field that is not optional.")
        ) from error
    if answers_through is None:
        return
    if kind.tells:
        raise Refused(_("This channel tells people itself. Leave the other channel out."))
    if answers_through.state == State.CLOSED or not kind_of(answers_through).tells:
        raise Refused(_("Nobody can be told through that channel. Choose an open one that can answer."))
