"""From a channel to what can be promised there, in the form the decisions need."""

from datetime import timedelta

from answerable.answers.row import Guarantee
from answerable.channels.connect import kind_of
from answerable.channels.models import Channel


def guarantee_of(channel: Channel) -> Guarantee:
    """The promise of the channel's kind. A kind that remembers keys says for how long with `key_window_seconds`."""
    kind = kind_of(channel)
    window = kind.key_window_seconds
    return Guarantee(kind.promise, timedelta(seconds=kind.settle_seconds), timedelta(seconds=window))
