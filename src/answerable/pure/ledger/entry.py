"""An entry read back from its bytes, exactly as everyone else reads them."""

import json
from datetime import date
from functools import lru_cache
from typing import Any

from answerable.pure.ledger.entry_types import ENTRY_TYPES

Entry = dict[str, Any]
"""A parsed entry: texts, whole numbers, booleans and lists of texts by name; with digests it has `_sd`, `_sd_alg`."""

_TYPE = '"type":"'


def parse_entry(raw: bytes) -> Entry:
    """The entry's fields; ValueError unless the bytes are the canonical JSON (RFC 8785) of a type in the table.

    Comparing with the type's pattern finds repeated names, spaces, second spellings and words where none belong; what
    then is left is so plain that Python's own JSON reader cannot take it for anything else.
    """
    text = raw.decode("ascii")
    start = text.find(_TYPE) + len(_TYPE)
    name = text[start : text.find('"', start)]
    known = ENTRY_TYPES.get(name)
    if known is None:
        raise ValueError("an entry of a type that this version does not know")
    if known.pattern.fullmatch(text) is None:
        raise ValueError(f"an entry of type {name} that holds what its type does not allow, or is not canonical")
    entry: Entry = _read_fields(text)[0]
    for field in _DAYS[name]:
        if field in entry:
            parse_day(entry[field])
    if "_sd" in entry:
        _check_digests(entry["_sd"])
    return entry


@lru_cache(maxsize=10_000)
def parse_day(text: str) -> date:
    """The day of YYYY-MM-DD; ValueError if there is none such. Kept, as a record has many entries a day."""
    return date.fromisoformat(text)


def _check_digests(digests: list[str]) -> None:
    if len(digests) > 1 and digests != sorted(set(digests)):
        raise ValueError("an entry whose digests are not sorted, or that holds one twice")


_read_fields = json.JSONDecoder().raw_decode
_DAYS = {
    name: tuple(field for field, kind in each.fields.items() if kind == "day") for name, each in ENTRY_TYPES.items()
}
