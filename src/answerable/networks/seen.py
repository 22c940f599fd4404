"""What anyone sees of an account without signing in: its public posts, as a citizen reads them.

`bluesky.seen`, `mastodon.seen` and `feed.seen` read it; nothing here needs a channel, a setting or a database.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from answerable.networks.contract import Rejected, TryLater
from answerable.networks.outgoing import WAIT_SECONDS, Outgoing
from answerable.networks.reach import Reach, reach_of

MOST_POSTS = 20_000
"""How many of an account's posts are read, the latest first: 200 calls on Bluesky, 500 on Mastodon."""

TIMEOUT_SECONDS = 20.0
_FINE, _MANY = 200, 429


@dataclass(frozen=True)
class SeenPost:
    """One public post in its author's own words. `at` is when the network says that it was written."""

    url: str
    text: str
    at: datetime | None


@dataclass(frozen=True)
class SeenAccount:
    """An account and its public posts, the latest first.

    `network` is the code that the record has for it, `names` all by which it may be known, in lower case: addresses,
    permanent names. `shared_count` posts are other people's, shared. `is_whole` where the list goes back to the first.
    """

    network: str
    name: str
    names: frozenset[str]
    posts: tuple[SeenPost, ...]
    shared_count: int = 0
    is_whole: bool = True
    notes: tuple[str, ...] = field(default=())


def fetch(address: str, *, params: Mapping[str, str] | None = None, reach: Reach | None = None) -> Any:
    """The JSON at a public address. Raises `TryLater`, `Closed`, or `Rejected` with what the server answered.

    `reach` is given where the address was told by somebody else than the person who asked.
    """
    outgoing = Outgoing(reach or reach_of(address), timeout_seconds=TIMEOUT_SECONDS)
    response = outgoing.read(address, params=params)
    host = address.split("/")[2]
    if response.status == _MANY:
        raise TryLater(f"{host} asks us to slow down; try again in some minutes", after_seconds=WAIT_SECONDS)
    if response.status != _FINE:
        raise Rejected(f"{host} answered {response.status}")
    try:
        return response.json()
    except ValueError as error:
        raise TryLater(f"{host} did not answer in JSON", after_seconds=WAIT_SECONDS) from error
