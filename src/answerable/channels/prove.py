"""Shows once a day that each channel still lets us in: a lost sign-in is noticed before a reply fails."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import Q

from answerable.channels.connect import connect
from answerable.channels.models import Channel, Connection, State
from answerable.channels.trouble import lose, trust
from answerable.errors import Failed, Refused
from answerable.networks.contract import Account, Closed, Network
from answerable.networks.kinds import KINDS

EVERY = timedelta(days=1)
WHEN_LOST = timedelta(hours=1)
WHEN_AWAY = timedelta(minutes=15)
"""Until the next proof: usually, where the last one was turned away, and where the network could not be reached."""

CLAIM = timedelta(minutes=5)
"""How long a channel is left to the worker that took it."""

ENDED = "The sign-in has ended. Connect the channel again"


def prove_due(*, at: datetime, open_channel: Callable[[Channel], Network] = connect) -> int:
    """Proves every channel that is due, open or paused; returns how many. Safe beside itself and to miss."""
    due = Q(prove_at=None) | Q(prove_at__lte=at)
    count = 0
    for channel in Channel.objects.filter(due, kind__in=KINDS, state__in=[State.OPEN, State.PAUSED]):
        if Channel.objects.filter(due, pk=channel.pk).update(prove_at=at + CLAIM):
            prove_channel(channel, at=at, open_channel=open_channel)
            count += 1
    return count


def prove_channel(channel: Channel, *, at: datetime, open_channel: Callable[[Channel], Network] = connect) -> None:
    """Asks the network whose account it is, and notes what comes of it. No transaction is open meanwhile."""
    try:
        account = open_channel(channel).prove()
    except (Closed, Refused) as failure:
        lose(channel.pk, failure.why if isinstance(failure, Closed) else failure.reason, by_proof=True, at=at)
        wait = WHEN_LOST
    except Failed:
        wait = WHEN_AWAY
    else:
        wait = _proven(channel, account, at)
    Channel.objects.filter(pk=channel.pk).update(prove_at=at + wait)


def _proven(channel: Channel, account: Account, at: datetime) -> timedelta:
    """Keeps what the network said; returns how long until it is asked again."""
    told = account_columns(account) | {"proven_at": at}
    newest = Connection.objects.filter(channel=channel).order_by("-made_at", "-pk").values("pk")[:1]
    if not Connection.objects.filter(pk__in=newest).update(**told):
        # Opened before connections were kept.
        own = {"settings": channel.settings, "credentials": channel.credentials, "made_at": channel.opened_at}
        Connection.objects.create(channel=channel, **own, **told)
    if account.expires_at is not None and account.expires_at <= at:
        lose(channel.pk, ENDED, by_proof=True, at=at)
        return WHEN_LOST
    if channel.lost_by_proof:
        trust(channel.pk)
    return EVERY if account.expires_at is None else min(EVERY, account.expires_at - at)


def account_columns(account: Account) -> dict[str, object]:
    """What a connection keeps of the account."""
    return {
        "account_name": account.name[:200],
        "account_url": account.url[:500],
        "notes": list(account.notes),
        "expires_at": account.expires_at,
    }
