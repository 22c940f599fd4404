"""The kinds of network there are; a new one is a folder, and one line here."""

from collections.abc import Mapping

from answerable.networks.contract import Kind
from answerable.networks.practice.kind import KIND as PRACTICE

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in (PRACTICE,)}
