"""The stream for several accounts at once: each account's watch, and the stream they all hear."""

from collections.abc import Iterator, Sequence

from answerable.networks.bluesky.accounts import own_did
from answerable.networks.bluesky.calls import Calls
from answerable.networks.bluesky.follow import follow
from answerable.networks.bluesky.settings import BlueskySettings
from answerable.networks.bluesky.stream import Watch
from answerable.networks.bluesky.topics import Topics
from answerable.networks.contract import Closed
from answerable.networks.streaming import Batch, Stream

NOBODY = "did:unknown:nobody"


def follow_accounts(accounts: Sequence[BlueskySettings], bookmark: str | None) -> Iterator[Batch]:
    """What is caught for each of the accounts, which have one stream. Raises `TryLater` or `Closed`."""
    first = accounts[0]
    yield from follow(first.stream, [_watch(one) for one in accounts], bookmark, reach=first.stream_reach)


def _watch(settings: BlueskySettings) -> Watch:
    """An account that is closed is still listened for by its handle and topics, and keeps the others from nothing."""
    try:
        us = own_did(Calls.of(settings))
    except Closed:
        us = NOBODY
    return Watch(us, settings.handle, Topics.of(settings.topic_words))


STREAM = Stream(address=lambda settings: str(settings.stream), follow=follow_accounts)
