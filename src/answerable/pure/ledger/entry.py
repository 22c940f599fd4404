"""An entry read back from its bytes, exactly as everyone else reads them."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from typing import Any

from answerable.pure.ledger.entry_types import ENTRY_TYPES

Entry = dict[str, Any]
"""A parsed entry: texts, whole numbers, booleans and lists of texts by name; without digests it has no `_sd`."""

_TYPE = '"type":"'


def parse_entry(raw: bytes) -> Entry:
    """The entry's fields; ValueError unless the bytes are the canonical JSON (RFC 8785) of a type in the table.

    Comparing with the type's pattern also finds repeated names, spaces, second spellings and words where none belong.
    """
    text = raw.decode("ascii")
    start = text.find(_TYPE) + len(_TYPE)
    name = text[start : text.find('"', start)]
    known = ENTRY_TYPES.get(name)
    if known is None:
        raise ValueError("an entry of a type that this version does not know")
    match = known.pattern.fullmatch(text)
    if match is None:
        raise ValueError(f"an entry of type {name} that holds what its type does not allow, or is not canonical")
    entry: Entry = {field: value for field, value in match.groupdict().items() if value is not None}
    for field, read in _CONVERTED[name]:
        if field in entry:
            entry[field] = read(entry[field])
    entry["type"] = name
    return entry


@lru_cache(maxsize=10_000)
def parse_day(text: str) -> date:
    """The day of YYYY-MM-DD; ValueError if there is none such. Kept, as a record has many entries a day."""
    return date.fromisoformat(text)


def _real_day(value: str) -> str:
    parse_day(value)
    return value


def _read_list(value: str) -> list[str]:
    return value[2:-2].split('","') if len(value) > 2 else []  # noqa: PLR2004 - an empty list is two brackets


def _read_digests(value: str) -> list[str]:
    digests = _read_list(value)
    if digests != sorted(set(digests)):
        raise ValueError("an entry whose digests are not sorted, or that holds one twice")
    return digests


_READ: dict[str, Callable[[str], object]] = {
    "day": _real_day,
    "ids": _read_list,
    "digests": _read_digests,
    "count": int,
    "one": int,
    "flag": "true".__eq__,
}
_CONVERTED = {
    name: tuple((field, _READ[kind]) for field, kind in {**each.fields, "_sd": "digests"}.items() if kind in _READ)
    for name, each in ENTRY_TYPES.items()
}
