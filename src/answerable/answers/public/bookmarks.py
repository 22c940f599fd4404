"""Walking public lists: bookmarks as they stand in an address, and which pages there are before and after one."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Protocol, TypeVar

from django.http import QueryDict

from answerable.design.pagination import Pages, steps

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_LONGEST = len("9999999999999999")


class Marked(Protocol):
    """A row that knows its place in its list."""

    @property
    def bookmark(self) -> str:
        """As `write_bookmark` writes it."""
        ...


Row = TypeVar("Row", bound=Marked)


def write_bookmark(moment: datetime, number: int) -> str:
    """Microseconds since 1970, a dash, the number."""
    return f"{(moment - _EPOCH) // _MICROSECOND}-{number}"


def read_bookmark(bookmark: str) -> tuple[datetime, int] | None:
    """The moment and the number; None for anything else, which anybody may type into an address."""
    moment, _, number = bookmark.partition("-")
    if not all(part.isascii() and part.isdigit() and len(part) <= _LONGEST for part in (moment, number)):
        return None
    return _EPOCH + int(moment) * _MICROSECOND, int(number)


def page_and_steps(query: QueryDict, rows: Sequence[Row], count: int) -> tuple[Sequence[Row], Pages]:
    """The rows to show and the ways on; `rows` were read by the query's bookmark, one more than `count`."""
    more = len(rows) > count
    if read_bookmark(query.get("before", "")):
        shown, earlier, later = rows[-count:], more, bool(rows)
    else:
        shown, earlier, later = rows[:count], bool(read_bookmark(query.get("after", "")) and rows), more
    ends = (shown[0].bookmark if earlier else None, shown[-1].bookmark if later else None)
    return shown, steps(query, *ends)
