"""Setting a channel up: its credentials are proven by a call, a person sees whose account it is, then it opens."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.roles import Act
from answerable.channels.connect import kind_of, settings_of
from answerable.channels.credentials import lock, unlock
from answerable.channels.limits import limits_read, sheet_hash_of
from answerable.channels.models import Channel, Connection, State
from answerable.channels.open import check_case, kept_channel, new_id, note_opened, secret_names
from answerable.channels.prove import EVERY, account_columns
from answerable.channels.trouble import trust
from answerable.errors import Failed, Refused
from answerable.networks.contract import Account, Kind, Network, TryLater
from answerable.networks.kinds import KINDS


def set_up_channel(
    *,
    name: str,
    kind: str,
    given: Mapping[str, str],
    objective: str,
    promised_days: int,
    by: Person,
    at: datetime,
    answers_through: Channel | None = None,
) -> Channel:
    """Proves the credentials, reads the limits, and keeps the channel, not open yet. `given` are the kind's settings.

    Raises `Refused` where the opening case is not whole, and with what the network said where it does not let us in.
    """
    check_case(name=name, kind=kind, objective=objective, given=given, by=by, answers_through=answers_through)
    public_id = new_id("ch")
    network = KINDS[kind].connect(settings_of(KINDS[kind], dict(given)))
    account = proven(network)
    told = {"sheet_hash": sheet_hash_of(kind, {}, given)} | limits_read(network, kind=kind, settings=given, at=at)
    secret = secret_names(KINDS[kind])
    own = {key: value for key, value in given.items() if key not in secret}
    sealed = lock({k: v for k, v in given.items() if k in secret}, channel_id=public_id, keys=settings.KEYS)
    with transaction.atomic():
        channel = kept_channel(
            public_id=public_id,
            name=name.strip(),
            kind=kind,
            settings=own,
            credentials=sealed,
            objective=objective,
            keeper=by,
            promised_days=promised_days,
            answers_through=answers_through,
            opened_at=at,
            prove_at=at + EVERY,
            state=State.SETTING_UP,
            **told,
        )
        _keep_connection(channel, account, by, at)
    return channel


def proven(network: Network) -> Account:
    """Whose account it is. Raises `Refused` with what the network said, and what to do."""
    try:
        account = network.prove()
    except TryLater as failed:
        raise Refused(
            _("The network could not be reached: %(why)s. Check the address, or try again later.") % {"why": failed.why}
        ) from failed
    except Failed as failed:
        raise Refused(
            _("The network does not let us in: %(why)s. Check what you filled in.") % {"why": failed.why}
        ) from failed
    return account


def open_set_up(*, channel: Channel, by: Person, at: datetime) -> Channel:
    """Opens a channel that was set up, once its rules sheet is signed; it is listened to from now on."""
    _check(by)
    with transaction.atomic():
        channel = Channel.objects.select_for_update().get(pk=channel.pk)
        if channel.state != State.SETTING_UP:
            raise Refused(_("This channel is not being set up. Look at its page."))
        if channel.is_unread:
            raise Refused(_("Read and sign the rules sheet of this channel first."))
        channel.state, channel.opened_at, channel.prove_at = State.OPEN, at, at + EVERY
        channel.save(update_fields=["state", "opened_at", "prove_at"])
        note_opened(channel, at)
    return channel


def discard_set_up(*, channel: Channel, by: Person) -> None:
    """Takes back a channel that never was open, with its credentials."""
    _check(by)
    with transaction.atomic():
        if Channel.objects.select_for_update().get(pk=channel.pk).state != State.SETTING_UP:
            raise Refused(_("This channel is or was open, so it is closed and not discarded."))
        channel.delete()


def connect_again(*, channel: Channel, given: Mapping[str, str], by: Person, at: datetime) -> Account:
    """Gives a channel new credentials or settings; a secret left blank stays. They count only once a call proved them.

    Until then, and when the call fails, everything stays as it was. Raises `Refused` then, and where the account is
    another: people would be answered by somebody else.
    """
    _check(by)
    kind = kind_of(channel)
    whole = _whole(channel, kind, given)
    account = proven(kind.connect(settings_of(kind, whole)))
    secret = secret_names(kind)
    own = {key: value for key, value in whole.items() if key not in secret}
    sealed = lock({k: v for k, v in whole.items() if k in secret}, channel_id=channel.public_id, keys=settings.KEYS)
    with transaction.atomic():
        channel = Channel.objects.select_for_update().get(pk=channel.pk)
        if channel.state == State.CLOSED:
            raise Refused(_("This channel is closed for good. Open another one."))
        before = channel.connections.order_by("-made_at", "-pk").first()
        if before is not None and before.account_url != account.url[:500]:
            raise Refused(
                _("That is another account: %(new)s instead of %(old)s. Open a channel of its own for it.")
                % {"new": account.name, "old": before.account_name}
            )
        channel.settings, channel.credentials, channel.prove_at = own, sealed, at + EVERY
        channel.save(update_fields=["settings", "credentials", "prove_at"])
        _keep_connection(channel, account, by, at)
        trust(channel.pk)
    return account


def _whole(channel: Channel, kind: Kind, given: Mapping[str, str]) -> dict[str, Any]:
    """The settings as they would be: a blank secret is the one we have, if it can still be read."""
    secret = secret_names(kind)
    kept: dict[str, str] = {}
    if any(not given.get(name) for name in secret):
        kept = unlock(bytes(channel.credentials), channel_id=channel.public_id, keys=settings.KEYS)
    blank = {name for name in secret if not given.get(name)}
    named = {field.name for field in fields(kind.settings)}
    return {
        **channel.settings,
        **{key: value for key, value in given.items() if key in named - blank},
        **{name: kept[name] for name in blank if name in kept},
    }


def _keep_connection(channel: Channel, account: Account, by: Person, at: datetime) -> None:
    own = {"settings": channel.settings, "credentials": channel.credentials, "made_by": by, "made_at": at}
    Connection.objects.create(channel=channel, proven_at=at, **own, **account_columns(account))


def _check(by: Person) -> None:
    if not by.may(Act.KEEP_CHANNELS):
        raise Refused(_("Only an administrator can do this to a channel. Ask one to do it."))
