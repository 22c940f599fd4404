"""Opening the channels a desk starts with: the body's own page, the practice network beside it, places by hand."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.channels.models import Channel, Objective
from answerable.channels.open import open_channel
from answerable.errors import Refused
from answerable.networks.hand.places import place_named
from answerable.networks.practice.server.network import tokens_path
from answerable.networks.practice.server.running import read_tokens

READY = "ready.json"
STORE = "network.sqlite"


def open_first_channels(
    *, practise_as: str, folder: Path, by: Person, at: datetime, by_hand: Sequence[str] = ()
) -> list[Channel]:
    """Opens the body's own page, and the practice network as the account `practise_as` unless that is empty.

    `folder` is where the practice network keeps its store; `by_hand` are places that are answered by hand. What is
    open already stays as it is.
    """
    wanted: list[tuple[str, str, dict[str, str]]] = [("web", _("Our own page"), {})]
    if practise_as:
        wanted.append(("practice", _("Practice network"), found_beside(folder, account=practise_as)))
    wanted = [one for one in wanted if not Channel.objects.filter(kind=one[0]).exists()]
    taken = {name.casefold() for name in Channel.objects.values_list("name", flat=True)}
    places = [place_named(name) for name in by_hand]
    wanted += [("hand", one.title, {"network": one.name}) for one in places if one.title.casefold() not in taken]
    with transaction.atomic():
        return [
            open_channel(
                name=name,
                kind=kind,
                given=given,
                objective=Objective.SERVICE,
                promised_days=2,
                rules_read=True,
                by=by,
                at=at,
            )
            for kind, name, given in wanted
        ]


def found_beside(folder: Path, *, account: str) -> dict[str, str]:
    """The settings of the practice network that runs beside the desk. Raises `Refused` when none does."""
    try:
        address = str(json.loads((folder / READY).read_text(encoding="utf-8"))["address"])
        token = read_tokens(tokens_path(folder / STORE))[account]
    except (OSError, ValueError, KeyError) as error:
        raise Refused(
            _("The practice network does not run here. Start the desk with `make run`, or go on without it.")
        ) from error
    return {"address": address, "account": account, "token": token}


def follow_practice(folder: Path) -> None:
    """Puts the practice network's address into its channels, should it have had to take another port this time."""
    try:
        address = str(json.loads((folder / READY).read_text(encoding="utf-8"))["address"])
    except (OSError, ValueError, KeyError):
        return
    for channel in Channel.objects.filter(kind="practice").exclude(settings__address=address):
        Channel.objects.filter(pk=channel.pk).update(settings=channel.settings | {"address": address})
