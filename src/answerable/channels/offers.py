"""What the page of channels offers to open, and the rules of a space as far as we know them."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from answerable.errors import Refused
from answerable.networks.contract import Kind
from answerable.networks.hand.places import place_named
from answerable.networks.kinds import KINDS


@dataclass(frozen=True)
class Offered:
    """One line of the list; `query` fills in the form that it leads to."""

    kind: Kind
    title: str
    about: str
    query: str = ""


def offers() -> list[Offered]:
    """Each kind, or what the kind itself offers in its place."""
    found = []
    for kind in KINDS.values():
        found += [Offered(kind, one.title, one.about, "?" + urlencode(one.given)) for one in kind.offers] or [
            Offered(kind, kind.title, kind.about)
        ]
    return found


def rules_of_space(kind: str, given: Mapping[str, str]) -> tuple[str, ...]:
    """The manners of a place answered by hand; of other kinds, what the kind notes about itself."""
    try:
        return place_named(given.get("network", "")).manners if KINDS[kind].by_hand else ()
    except Refused:
        return ()
