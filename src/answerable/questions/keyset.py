"""Walks a long ordered list page by page from a bookmark, in time that does not grow with how far one has walked."""

from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from django.db.models import Model, Q, QuerySet

Row = TypeVar("Row", bound=Model)


class Walk(Generic[Row]):
    """Rows in an order of columns ("-asker_count" falls); the last column must tell every row from every other.

    A bookmark is the row's values in that order. Each page is one query: a union of index ranges, one for each column
    from which on two rows may differ, because a plain OR over mixed directions would be read from the beginning.
    """

    def __init__(self, rows: QuerySet[Row], order: Sequence[str]) -> None:
        self.rows, self.order = rows, tuple(order)

    def first(self, count: int) -> list[Row]:
        """The beginning of the list."""
        return list(self.rows.order_by(*self.order)[:count])

    def after(self, bookmark: Sequence[Any], count: int) -> list[Row]:
        """The rows that follow the bookmark."""
        return self._next(bookmark, count, self.order)

    def before(self, bookmark: Sequence[Any], count: int) -> list[Row]:
        """The rows that come just before the bookmark, in the list's own order."""
        turned = tuple(column[1:] if column.startswith("-") else f"-{column}" for column in self.order)
        return self._next(bookmark, count, turned)[::-1]

    def _next(self, bookmark: Sequence[Any], count: int, order: Sequence[str]) -> list[Row]:
        parts = [
            self.rows.filter(condition).order_by(*order)[:count]
            for condition in _ranges(order, bookmark)
            if condition is not None
        ]
        return list(parts[0].union(*parts[1:], all=True).order_by(*order)[:count])


def _ranges(order: Sequence[str], bookmark: Sequence[Any]) -> list[Q | None]:
    """For each column: equal in those before it, beyond in this one; None where nothing lies beyond."""
    ranges: list[Q | None] = []
    for at, column in enumerate(order):
        equal = Q(**{name.lstrip("-"): value for name, value in zip(order[:at], bookmark[:at], strict=True)})
        ranges.append(_beyond(column, bookmark[at], equal))
    return ranges


def _beyond(column: str, value: Any, equal: Q) -> Q | None:
    if isinstance(value, bool):
        falls = column.startswith("-")
        return equal & Q(**{column.lstrip("-"): not value}) if value == falls else None
    step = "lt" if column.startswith("-") else "gt"
    return equal & Q(**{f"{column.lstrip('-')}__{step}": value})
