"""What some kinds offer beside being read: posts as rows of a file, and several entries where channels are opened."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, runtime_checkable


@runtime_checkable
class NamesRows(Protocol):
    """A network whose posts may come in as rows of a file, and that can tell from a row which post it is."""

    def name_of(self, row: Mapping[str, str]) -> str | None:
        """The post's `uid`; None where the row does not say. Raises `Refused` for a row that is not of this network."""
        ...


@dataclass(frozen=True)
class Offer:
    """One way in which a kind is offered where channels are opened, with the settings that it fills in."""

    title: str
    about: str
    given: Mapping[str, str] = field(default_factory=dict)
