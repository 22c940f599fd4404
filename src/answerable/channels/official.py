"""The body's own accounts, as anyone may know them: made from the channels that are open, paused or closed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from answerable.channels.models import Channel, Connection, Objective, State
from answerable.networks.hand.places import PLACES
from answerable.networks.kinds import KINDS
from answerable.pure.text.genuine import Official


@dataclass(frozen=True)
class OfficialAccount:
    """An account with what else the list says of it; `account` is what claims are compared with."""

    account: Official
    state: str
    purpose: str
    opened_on: date
    closed_on: date | None


def official_accounts() -> list[OfficialAccount]:
    """All accounts that people may meet us at, the open ones first; channels without an account of ours are none."""
    rows = _with_accounts(Channel.objects.exclude(state=State.SETTING_UP))
    found = [(row, _account(row, row.account_name or "", row.account_url or "")) for row in rows]
    listed = [_listed(row, account) for row, account in found if account is not None]
    return sorted(listed, key=lambda one: (not one.account.is_open, one.account.network, one.account.name))


def account_address(channel: Channel) -> str:
    """Where the account behind a channel is to be seen; empty where there is none, or nobody has said which it is."""
    row = _with_accounts(Channel.objects.filter(pk=channel.pk)).get()
    account = _account(row, row.account_name or "", row.account_url or "")
    return account.url if account else ""


def _with_accounts(channels: QuerySet[Channel]) -> QuerySet[Channel, Any]:
    """With the name and address of the account as the network last told them."""
    newest = Connection.objects.filter(channel=OuterRef("pk")).order_by("-made_at", "-pk")
    return channels.annotate(
        account_name=Subquery(newest.values("account_name")[:1]), account_url=Subquery(newest.values("account_url")[:1])
    )


def _listed(row: Channel, account: Official) -> OfficialAccount:
    closed_on = row.closed_at.date() if row.closed_at else None
    return OfficialAccount(account, row.state, str(Objective(row.objective).label), row.opened_at.date(), closed_on)


def _account(row: Channel, name: str, url: str) -> Official | None:
    """The account behind a channel; None for files, feeds, webhooks, and where nobody has said which account it is."""
    read = _READERS.get(row.kind)
    account = read(row, name.removeprefix("@"), url) if read else None
    if account is None or not account.name:
        return None
    return replace(account, is_open=row.state != State.CLOSED)


def _bluesky(row: Channel, name: str, url: str) -> Official:
    """The handle may change, the number behind it (in the address) never does."""
    handle = name or _given(row, "account")
    address = url or f"https://bsky.app/profile/{handle}"
    return Official(KINDS[row.kind].title, handle, "bsky.app", address, also=(address.rsplit("/", 1)[-1],))


def _mastodon(row: Channel, name: str, url: str) -> Official:
    user, _at, server = name.partition("@")
    host = server or _given(row, "address").split("//")[-1].strip("/")
    return Official(KINDS[row.kind].title, name, host, url, also=(user,))


def _x(row: Channel, _name: str, _url: str) -> Official:
    account = _given(row, "account")
    return Official(KINDS[row.kind].title, account, "x.com", f"https://x.com/{account}")


def _email(row: Channel, name: str, _url: str) -> Official:
    address = name or _given(row, "address")
    return Official(KINDS[row.kind].title, address, address.rpartition("@")[2], f"mailto:{address}")


def _web(row: Channel, _name: str, _url: str) -> Official:
    address = f"{settings.PUBLIC_ADDRESS}{reverse('listening:ask_on', args=[row.public_id])}"
    return Official(KINDS[row.kind].title, row.name, own_host(), address)


def _hand(row: Channel, _name: str, _url: str) -> Official | None:
    place, account = PLACES.get(_given(row, "network")), _given(row, "account").removeprefix("@")
    if place is None or not place.hosts:
        return None
    address = place.profile.format(account=account) if place.profile else ""
    return Official(place.title, account, place.hosts[0].removeprefix("www."), address)


def _given(row: Channel, name: str) -> str:
    return str(row.settings.get(name, "")).strip()


_READERS: Mapping[str, Callable[[Channel, str, str], Official | None]] = {
    "bluesky": _bluesky,
    "mastodon": _mastodon,
    "x": _x,
    "email": _email,
    "web": _web,
    "hand": _hand,
}
"""By kind of network: where people meet us under a name. Files, feeds and webhooks are no such place."""


def own_host() -> str:
    """The name under which our own pages stand."""
    return (urlsplit(settings.PUBLIC_ADDRESS).hostname or "").removeprefix("www.")
