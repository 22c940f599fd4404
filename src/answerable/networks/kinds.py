"""The kinds of network there are; a new one is a folder, and one line here."""

from collections.abc import Mapping

from answerable.networks.bluesky.kind import KIND as BLUESKY
from answerable.networks.bluesky.listening import STREAM as BLUESKY_STREAM
from answerable.networks.contract import Kind
from answerable.networks.email.kind import KIND as EMAIL
from answerable.networks.email.stream import STREAM as EMAIL_STREAM
from answerable.networks.feed.kind import KIND as FEED
from answerable.networks.file.kind import KIND as FILE
from answerable.networks.hand.kind import KIND as HAND
from answerable.networks.mastodon.kind import KIND as MASTODON
from answerable.networks.practice.kind import KIND as PRACTICE
from answerable.networks.streaming import Stream
from answerable.networks.web.kind import KIND as WEB
from answerable.networks.webhook.kind import KIND as WEBHOOK
from answerable.networks.x.kind import KIND as X

_ALL = (WEB, EMAIL, BLUESKY, MASTODON, X, HAND, FEED, FILE, WEBHOOK, PRACTICE)
KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _ALL}

STREAMS: Mapping[str, Stream] = {BLUESKY.name: BLUESKY_STREAM, EMAIL.name: EMAIL_STREAM}
"""How kinds that can be followed as it happens are followed."""
