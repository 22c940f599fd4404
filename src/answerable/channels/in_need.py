"""Channels that only their keeper can mend, as every page of the desk shows them."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.jobs import clock
from answerable.jobs.glance import glance

IN_NEED: Final = """
SELECT coalesce(json_agg(json_build_array(name, public_id, needs_keeper) ORDER BY name), '[]') FROM channels_channel
WHERE state IN ('open', 'paused') AND (needs_keeper <> '' OR (signed_hash <> '' AND signed_hash <> sheet_hash))
"""
"""For `glance`: what `shown_in_need` reads."""


class InNeed(NamedTuple):
    """One channel, what is wrong in a sentence, and the page where it is mended."""

    name: str
    words: str
    href: str


def in_need() -> list[InNeed]:
    """By name."""
    return shown_in_need(*glance(IN_NEED, at=clock.now()))


def shown_in_need(found: Iterable[tuple[str, str, str]]) -> list[InNeed]:
    """The same from what IN_NEED found."""
    return [_shown(name, public_id, why) for name, public_id, why in found]


def _shown(name: str, public_id: str, why: str) -> InNeed:
    if why:
        return InNeed(name, _(why), reverse("channels:connect", args=[public_id]))
    words = _("A limit or a rule of the network has changed. Read its rules sheet and sign it again.")
    return InNeed(name, words, reverse("channels:rules", args=[public_id]))
