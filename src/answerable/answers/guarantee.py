"""From a channel to what can be promised there, in the form the decisions need."""

from datetime import timedelta
from typing import Final

from answerable.answers.row import Guarantee, Timing, in_hands
from answerable.channels.connect import kind_of
from answerable.channels.models import Channel
from answerable.networks.contract import Can, Promise
from answerable.networks.hand.places import place_named
from answerable.networks.kinds import KINDS

BY_HAND: Final = tuple(name for name, kind in KINDS.items() if kind.by_hand)
"""The kinds where a person posts what the desk prepares."""


def guarantee_of(channel: Channel) -> Guarantee:
    """The promise of the channel's kind. A kind that remembers keys says for how long with `key_window_seconds`."""
    kind = kind_of(channel)
    window = kind.key_window_seconds
    return Guarantee(kind.promise, timedelta(seconds=kind.settle_seconds), timedelta(seconds=window))


def corrects_in_place(channel: Channel) -> bool:
    """Whether what was sent there is corrected by changing it.

    Only where it can be read back: an unclear change is then settled before a newer one begins, and cannot come late
    and stand over it.
    """
    kind = kind_of(channel)
    return Can.EDIT in kind.can and kind.promise is Promise.READ_BACK


def timing_of(channel: Channel, usual: Timing) -> Timing:
    """`usual`, or what a person is given who posts by hand at the channel's place."""
    if not kind_of(channel).by_hand:
        return usual
    return in_hands(usual, timedelta(minutes=place_named(channel.settings["network"]).hold_minutes))
