"""The kinds of network there are; a new one is a folder, and one line here."""

from collections.abc import Mapping

from answerable.networks.contract import Kind
from answerable.networks.feed.kind import KIND as FEED
from answerable.networks.file.kind import KIND as FILE
from answerable.networks.hand.kind import KIND as HAND
from answerable.networks.practice.kind import KIND as PRACTICE
from answerable.networks.web.kind import KIND as WEB
from answerable.networks.webhook.kind import KIND as WEBHOOK

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (WEB, HAND, FEED, FILE, WEBHOOK, PRACTICE)}
