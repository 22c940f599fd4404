"""Makes a draft from the plain table of an example or of a request: the fields of `Draft`, nested tables and lists."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from answerable.errors import Refused
from answerable.pure.checks.draft import (
    Draft,
    Embargo,
    Keeps,
    LinkSeen,
    Medium,
    Period,
    Published,
    Source,
    Variant,
    Version,
)

DAY_OF_EXAMPLES: Final = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""The moment at which examples are judged unless they name their own `now`: a Monday morning."""


@dataclass(frozen=True)
class Limit:
    """A network's way of counting, from a table."""

    unit: str
    most: int
    most_bytes: int | None = None
    link_cost: int | None = None
    mention_domain_free: bool = False


_LISTS: Final[Mapping[str, type]] = {
    "versions": Version,
    "media": Medium,
    "sources": Source,
    "links_seen": LinkSeen,
    "published": Published,
    "embargoes": Embargo,
    "statistics": Embargo,
    "periods": Period,
}


def draft_from(table: Mapping[str, Any]) -> Draft:
    """The draft that `table` describes. Raises `Refused` for a field that a draft does not have."""
    fields = {"now": DAY_OF_EXAMPLES, **table}
    text = fields.get("text", "")
    try:
        fields["variants"] = tuple(_variant(one, text) for one in fields.get("variants", ()))
        fields["keeps"] = Keeps(**_plain(fields.get("keeps", {})))
        return Draft(**_plain(fields))
    except (TypeError, AttributeError) as problem:
        raise Refused(f"A draft cannot be made from this table: {problem}. Use the fields of a draft.") from problem


def _plain(table: Mapping[str, Any]) -> dict[str, Any]:
    """Lists become tuples, tables in known lists become their values."""
    return {name: _value(name, value) for name, value in table.items()}


def _value(name: str, value: Any) -> Any:
    if isinstance(value, list) and name in _LISTS:
        return tuple(_LISTS[name](**_plain(one)) for one in value)
    return tuple(value) if isinstance(value, list) else value


def _variant(table: Mapping[str, Any], text: str) -> Variant:
    fields = {"text": text, "channel": table.get("network", ""), **table}
    if "limit" in fields:
        fields["limit"] = Limit(**fields["limit"])
    return Variant(**fields)
