"""The kinds of network there are; a new one is a folder, and one line here."""

from collections.abc import Mapping

from answerable.networks.contract import Kind
from answerable.networks.file.kind import KIND as FILE
from answerable.networks.hand.kind import KIND as HAND
from answerable.networks.mastodon.kind import KIND as MASTODON
from answerable.networks.practice.kind import KIND as PRACTICE
from answerable.networks.web.kind import KIND as WEB
from answerable.networks.x.kind import KIND as X

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (WEB, MASTODON, HAND, FILE, PRACTICE, X)}
