"""The stream for several accounts at once: each account's watch, and the stream they all hear."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from answerable.errors import Failed
from answerable.networks.bluesky.accounts import own_did
from answerable.networks.bluesky.calls import Calls
from answerable.networks.bluesky.follow import follow
from answerable.networks.bluesky.payloads import payload_of
from answerable.networks.bluesky.settings import BlueskySettings
from answerable.networks.bluesky.stream import Watch
from answerable.networks.bluesky.topics import Topics
from answerable.networks.contract import Closed, Raw
from answerable.networks.streaming import Batch, Caught, Stream

NOBODY = "did:unknown:nobody"

MOST_NAMES = 25
"""Of `app.bsky.actor.getProfiles`, by its lexicon; the others of a batch stay without a name."""


def follow_accounts(accounts: Sequence[BlueskySettings], bookmark: str | None) -> Iterator[Batch]:
    """What is caught for each of the accounts, which have one stream. Raises `TryLater` or `Closed`."""
    first = accounts[0]
    calls = Calls.of(first)
    watches = [_watch(one) for one in accounts]
    for batch in follow(first.stream, watches, bookmark, reach=first.stream_reach):
        yield _with_names(batch, calls)


def _watch(settings: BlueskySettings) -> Watch:
    """An account that is closed is still listened for by its handle and topics, and keeps the others from nothing."""
    try:
        us = own_did(Calls.of(settings))
    except Closed:
        us = NOBODY
    return Watch(us, settings.handle, Topics.of(settings.topic_words))


def _with_names(batch: Batch, calls: Calls) -> Batch:
    """The stream tells authors by permanent names only; those for people are asked for, and left where it fails."""
    dids = list(dict.fromkeys(str(one.raw.payload["author"]["did"]) for one in batch.caught if _is_new(one)))
    if not dids:
        return batch
    try:
        told = calls.ask("app.bsky.actor.getProfiles", {"actors": dids[:MOST_NAMES]})
        names = {str(one["did"]): one for one in told["profiles"]}
    except (Failed, KeyError, TypeError):
        return batch
    return replace(batch, caught=tuple(_named(one, names) if _is_new(one) else one for one in batch.caught))


def _is_new(one: Caught) -> bool:
    return not one.only_if_kept


def _named(one: Caught, names: Mapping[str, Mapping[str, Any]]) -> Caught:
    payload = one.raw.payload
    author = names.get(payload["author"]["did"], payload["author"])
    raw: Raw = payload_of(
        payload["uri"], payload["cid"], author, payload["record"], us=payload["us"], asks_us=payload["asks_us"]
    )
    return replace(one, raw=raw)


STREAM = Stream(address=lambda settings: str(settings.stream), follow=follow_accounts)
