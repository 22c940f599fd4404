"""Walks a long ordered list page by page from a bookmark, in time that does not grow with how far one has walked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """Rows of one table in an order of its columns ("-asker_count" falls); the last must tell each row from all others.

    `select` is SQL up to its WHERE and brings the columns of the order under their own names; `where` is the condition,
    with `values` for its named places. What a person typed may be in `values` only.

    A bookmark is the row's values in that order. Each page is one query: a union of index ranges, one for each column
    from which on two rows may differ, because a plain OR over mixed directions would be read from the beginning.
    """

    select: str
    where: str
    order: Sequence[str]
    values: Mapping[str, Any] = field(default_factory=dict)

    def first(self, count: int) -> list[Row]:
        """The beginning of the list."""
        return self._fetch([self.where], self.order, count)

    def after(self, bookmark: Sequence[Any], count: int) -> list[Row]:
        """The rows that follow the bookmark."""
        return self._fetch(self._beyond(self.order), self.order, count, bookmark)

    def before(self, bookmark: Sequence[Any], count: int) -> list[Row]:
        """The rows that come just before the bookmark, in the list's own order."""
        turned = [column[1:] if column.startswith("-") else f"-{column}" for column in self.order]
        return self._fetch(self._beyond(turned), turned, count, bookmark)[::-1]

    def _beyond(self, order: Sequence[str]) -> list[str]:
        """For each column: equal to the bookmark in those before it, beyond it in this one."""
        names = [column.lstrip("-") for column in order]
        equal = [f"{name} = %(mark_{at})s" for at, name in enumerate(names)]
        beyond = [
            f"{name} {'<' if column.startswith('-') else '>'} %(mark_{at})s"
            for at, (name, column) in enumerate(zip(names, order, strict=True))
        ]
        return [" AND ".join([self.where, *equal[:at], beyond[at]]) for at in range(len(names))]

    def _fetch(
        self, ranges: Sequence[str], order: Sequence[str], count: int, bookmark: Sequence[Any] = ()
    ) -> list[Row]:
        end = "ORDER BY " + ", ".join(f"{name[1:]} DESC" if name.startswith("-") else name for name in order)
        end += " LIMIT %(count)s"
        parts = " UNION ALL ".join(f"({self.select} WHERE {one} {end})" for one in ranges)
        marks = {f"mark_{at}": value for at, value in enumerate(bookmark)}
        with connection.cursor() as cursor:
            # Our own words but for the values, which go in by name.
            cursor.execute(f"SELECT * FROM ({parts}) AS found {end}", {**self.values, **marks, "count": count})  # noqa: S608
            rows: list[Row] = cursor.fetchall()
        return rows
