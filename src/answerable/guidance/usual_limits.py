"""What each network usually takes, for texts that are judged without a channel; a channel has its own numbers."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Final

from answerable.errors import Refused
from answerable.networks.bluesky.limits import LIMITS as BLUESKY
from answerable.networks.contract import TextRule
from answerable.networks.hand.places import PLACES
from answerable.pure.checks.draft import Variant

THREADS: Final = TextRule("codepoint", 500)
"""Tables of third parties agree on it; the network itself publishes no number that we found (27 November 2026)."""

MASTODON: Final = TextRule("grapheme", 500, link_cost=23, mention_domain_free=True)
"""Mastodon's own figures (StatusLengthValidator, StatusesController); a server may take more."""

EMAIL: Final = TextRule("codepoint", 100_000)
"""Our own bound; mail has none that matters."""

CHECKED_ON: Final = date(2026, 11, 27)
"""When the three above were looked up."""

USUAL: Final[Mapping[str, tuple[TextRule, date]]] = {
    "bluesky": (BLUESKY.text, BLUESKY.checked_on),
    "email": (EMAIL, CHECKED_ON),
    "mastodon": (MASTODON, CHECKED_ON),
    "threads": (THREADS, CHECKED_ON),
    **{place.name: (place.text, place.checked_on) for place in PLACES.values()},
}
"""By the name that rules know a network by: how it counts, and the day that was looked up."""


def usual_variants(networks: Iterable[str], text: str) -> tuple[Variant, ...]:
    """`text` as each of `networks` would carry it, each once. Raises `Refused` for one that is not known."""
    chosen = tuple(dict.fromkeys(networks))
    strange = next((name for name in chosen if name not in USUAL), None)
    if strange is not None:
        raise Refused(f"There is no network called “{strange}”. Use some of: {', '.join(sorted(USUAL))}.")
    return tuple(Variant(channel=name, network=name, text=text, limit=USUAL[name][0]) for name in chosen)
