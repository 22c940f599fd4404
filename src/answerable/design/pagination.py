"""Addresses of the next, the previous and the numbered pages of a list, keeping the filters that are set."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, QueryDict


@dataclass(frozen=True, slots=True)
class PageLink:
    """One number in the row of pages; `number` 0 stands for the gap between two numbers."""

    number: int
    href: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """What the pagination macro shows; empty strings where there is no such page."""

    previous: str
    next: str
    links: tuple[PageLink, ...] = ()


def numbered(query: QueryDict, number: int, count: int, key: str = "page") -> Pages:
    """Links for page `number` of `count` (both from 1), with the first, the last and the neighbours by number."""
    shown = sorted({1, count, *range(max(1, number - 1), min(count, number + 1) + 1)})
    links: list[PageLink] = []
    for one in shown:
        if links and one - links[-1].number > 1:
            links.append(PageLink(0, ""))
        links.append(PageLink(one, changed(query, **{key: one}), current=one == number))
    previous = changed(query, **{key: number - 1}) if number > 1 else ""
    following = changed(query, **{key: number + 1}) if number < count else ""
    return Pages(previous, following, tuple(links) if count > 1 else ())


def steps(query: QueryDict, previous: str | None, following: str | None) -> Pages:
    """Links for a list that is walked by bookmark (`before` and `after`) and never counted: for a million rows."""
    back = changed(query, before=previous, after=None) if previous else ""
    onward = changed(query, after=following, before=None) if following else ""
    return Pages(back, onward)


def changed(query: QueryDict, **values: Any) -> str:
    """The query with some values set, or taken out where None, as an address relative to the page: `?q=bins&page=2`."""
    # Not a copy of the query: that is a deep one, and a page makes a dozen of these.
    made: dict[str, list[Any]] = dict(query.lists())
    for key, value in values.items():
        if value is None:
            made.pop(key, None)
        else:
            made[key] = [value]
    return "?" + urlencode(made, doseq=True)


def with_query(request: HttpRequest, **values: Any) -> str:
    """`changed` for templates, which have the request at hand."""
    return changed(request.GET, **values)
