"""What the page of channels offers to open, and the rules of a space as far as we know them."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from answerable.channels.connect import offered_kinds
from answerable.channels.models import Channel
from answerable.errors import Refused
from answerable.networks.contract import Kind
from answerable.networks.hand.places import PLACES, place_named
from answerable.networks.kinds import KINDS
from answerable.networks.space import SpaceRule


@dataclass(frozen=True)
class Offered:
    """One line of the list; of each way in `ways`, its title and the query that fills in the form."""

    kind: Kind
    title: str
    about: str
    ways: tuple[tuple[str, str], ...] = ()


def offers() -> list[Offered]:
    """Each kind with what it offers: the places that are answered by hand stand under theirs."""
    return [
        Offered(kind, kind.title, kind.about, tuple((one.title, "?" + urlencode(one.given)) for one in kind.offers))
        for kind in offered_kinds()
    ]


def title_of(channel: Channel) -> str:
    """What kind of network the channel is on, in words; of a place answered by hand, which place it is."""
    kind = KINDS.get(channel.kind)
    if kind is None:
        return channel.kind
    place = PLACES.get(str(channel.settings.get("network", ""))) if kind.by_hand else None
    return _("%(place)s, by hand") % {"place": place.title} if place else kind.title


def rules_of_space(kind: str, given: Mapping[str, str]) -> tuple[SpaceRule, ...]:
    """What the space asks of those who write there: the kind's rules, or the manners of a place answered by hand."""
    if kind not in KINDS:
        return ()
    if not KINDS[kind].by_hand:
        return KINDS[kind].rules
    try:
        place = place_named(given.get("network", ""))
    except Refused:
        return ()
    return tuple(
        SpaceRule(f"Manners, {number}", words, place.source, place.checked_on)
        for number, words in enumerate(place.manners, 1)
    )
