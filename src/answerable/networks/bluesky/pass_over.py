"""Where a reading of the notifications stands: from the newest down, until all is known or the end is reached."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Literal

OVERLAP = timedelta(minutes=10)
"""How far each pass goes below the newest of the last: what the network showed late is inside it."""

REMEMBERED = 200
"""Posts whose address the bookmark keeps (some 15 kB): two pages, so that a page without news is recognised."""

NEAR_PAGES = 2
"""Pages of each pass whose posts are looked up as they are now, so that an edit or a deletion is seen."""

Place = tuple[str, str]
"""Address of a post and its place in the order (ISO 8601 in UTC, as the network sorts)."""


@dataclass(frozen=True, slots=True)
class Pass:
    """One pass, and what the next needs of it.

    `until` is the newest place of the last pass, `top` of this one. `cursor` is where it stands, empty at its
    beginning. `seen` are the newest posts of the last pass in their order, `unmet` those of them that this pass has not
    come upon, `met` the newest of this pass. `down_to_end` is the daily sweep; its last part goes on through our own
    posts from the cursor `own`.
    """

    until: str = ""
    top: str = ""
    cursor: str = ""
    page: int = 0
    own: str = ""
    part: Literal["told", "own"] = "told"
    down_to_end: bool = True
    swept_on: str = ""
    seen: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()
    met: tuple[str, ...] = ()

    @classmethod
    def from_bookmark(cls, bookmark: str | None, *, at: datetime) -> "Pass":
        """The pass under way, or a new one, which once a day goes down to the end."""
        today = at.astimezone(UTC).date().isoformat()
        if not bookmark:
            return cls(swept_on=today)
        kept = json.loads(bookmark)
        now = cls(**{**kept, **{name: tuple(kept[name]) for name in ("seen", "unmet", "met")}})
        if now.is_under_way or now.swept_on == today:
            return now
        return replace(now, down_to_end=True, swept_on=today)

    def bookmark(self) -> str:
        """As it is stored."""
        return json.dumps(asdict(self), separators=(",", ":"))

    @property
    def is_under_way(self) -> bool:
        """Whether pages of this pass are left."""
        return bool(self.cursor)

    @property
    def is_near_the_top(self) -> bool:
        """Whether the posts of this page are looked up as they are now."""
        return self.page < NEAR_PAGES

    def page_read(self, places: Sequence[Place], cursor: str, *, own: str = "") -> tuple["Pass", list[str]]:
        """After a page of notifications.

        `cursor` is the network's word for where it ended, empty at the end. With the first page come the newest of our
        own posts, which end at `own`.

        With it come the posts that the last pass met and this one came past without meeting: deleted, or hidden.
        """
        uris = [uri for uri, _at in places]
        now = replace(
            self,
            top=max([self.top, *(at for _uri, at in places)]),
            met=tuple(dict.fromkeys((*self.met, *uris)))[:REMEMBERED],
            unmet=tuple(uri for uri in self.unmet if uri not in set(uris)),
            page=self.page + 1,
            cursor=_back_a_little(cursor, self.cursor),
            own=own or self.own,
        )
        if cursor and (self.down_to_end or self._has_news(places)):
            return now, []
        missing = _missing(now, at_the_end=not cursor)
        rest = self.down_to_end and bool(now.own)
        return (replace(now, part="own", cursor=now.own) if rest else _ended(now)), missing

    def own_page_read(self, cursor: str) -> "Pass":
        """After a page of our own posts, which only the pass down to the end goes through."""
        return replace(self, cursor=cursor) if cursor else _ended(self)

    def _has_news(self, places: Sequence[Place]) -> bool:
        """Whether the pass must go on below this page: something is new on it, or it ends within the overlap."""
        known = set(self.seen)
        oldest = min((at for _uri, at in places), default="")
        return any(uri not in known for uri, _at in places) or oldest > _before(self.until)


def _missing(now: Pass, *, at_the_end: bool) -> list[str]:
    """Down to the last one that was met again; what stands below it was not reached, unless the end was."""
    unmet = set(now.unmet)
    reached = max((number for number, uri in enumerate(now.seen) if uri not in unmet), default=-1)
    return [uri for number, uri in enumerate(now.seen) if uri in unmet and (at_the_end or number < reached)]


def _ended(now: Pass) -> Pass:
    return Pass(until=now.top, swept_on=now.swept_on, down_to_end=False, seen=now.met, unmet=now.met)


def _before(moment: str) -> str:
    try:
        return in_utc(datetime.fromisoformat(moment) - OVERLAP)
    except ValueError:
        return ""


def _back_a_little(cursor: str, last: str) -> str:
    """The cursor moved up by a millisecond: it is a bare moment and the next page begins below it.

    Posts of that very moment that did not fit on this page would be passed over. Only where more than a whole page
    shares one moment does it stay, because the same page would come for ever. Those beyond it are left to the stream.
    """
    try:
        moved = in_utc(datetime.fromisoformat(cursor) + timedelta(milliseconds=1))
    except ValueError:
        return cursor
    return moved if moved != last else cursor


def in_utc(moment: datetime) -> str:
    """As the network writes moments, so that they sort as text."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
