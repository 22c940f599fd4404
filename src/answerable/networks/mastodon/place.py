"""The bookmark of a reading: how far it came, and the posts it keeps an eye on."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

KEPT_IN_SIGHT = 200
"""Posts whose edits and deletions are heard: the latest ones. A line of some 150 bytes each in the bookmark."""


class Me(NamedTuple):
    """Our account: its id on our server, its name, and the domain of its page."""

    local_id: str
    user: str
    domain: str


class Known(NamedTuple):
    """A post we have told about: its id on our server, its own address, which version of it, and its thread."""

    local_id: str
    uid: str
    version: str
    root: str


@dataclass(frozen=True)
class Place:
    """Where a reading stands.

    `me` is our account, None before the first sweep; `notes` are the ids of the latest notifications, oldest first, the
    first of which is where the next sweep begins; `own` is the id of our latest post and when it was written, as the
    server says; `known` are the posts in sight, the earliest told first, and `turn` is which is looked at next.
    """

    me: Me | None = None
    notes: Sequence[str] = ()
    own: tuple[str, str] = ("", "")
    known: Sequence[Known] = field(default=())
    turn: int = 0

    @classmethod
    def from_bookmark(cls, bookmark: str | None) -> "Place":
        """Raises `ValueError` for a text that is no bookmark of ours."""
        if not bookmark:
            return cls()
        me, notes, own, known, turn = json.loads(bookmark)
        return cls(Me(*me), notes, (own[0], own[1]), [Known(*one) for one in known], turn)

    def bookmark(self) -> str:
        """As text, to be stored."""
        return json.dumps([self.me, list(self.notes), self.own, [list(one) for one in self.known], self.turn])

    def due(self, most: int) -> list[Known]:
        """The `most` posts whose turn it is."""
        return [*self.known[self.turn :], *self.known[: self.turn]][:most]

    def having_looked(self, *, now: Mapping[str, Known], gone: Collection[str], most: int) -> "Place":
        """After a sweep: `now` are posts as they are by their uid, `gone` are the uids of those that are no more.

        The ones longest in sight go when there are too many.
        """
        stay = [now.get(one.uid, one) for one in self.known if one.uid not in gone]
        before = {one.uid for one in stay}
        known = [*stay, *(one for uid, one in now.items() if uid not in before)][-KEPT_IN_SIGHT:]
        return replace(self, known=known, turn=(self.turn + most) % max(1, len(known)))
