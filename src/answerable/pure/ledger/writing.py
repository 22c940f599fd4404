"""An entry's canonical bytes (RFC 8785), for the side that writes; verifiers do without this module."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

import rfc8785

from answerable.pure.ledger.disclosure import sorted_digests
from answerable.pure.ledger.entry import parse_entry
from answerable.pure.ledger.entry_types import ENTRY_TYPES, KINDS, EntryType
from answerable.pure.ledger.tiles import MOST_ENTRY_BYTES

Field = str | int | bool | Sequence[str]
ENTRY_VERSION = 1
_SET_HERE = frozenset(["v", "type", "on", "_sd", "_sd_alg"])


def write_entry(entry_type: str, fields: Mapping[str, Field], disclosures: Sequence[str], on: date) -> bytes:
    """The bytes of an entry; ValueError naming the field that is missing, unknown or not a token of its kind."""
    known = ENTRY_TYPES.get(entry_type)
    if known is None or not _SET_HERE.isdisjoint(fields):
        raise ValueError("an entry of a type not in the table, or with a field that is set here")
    plain = {name: value if isinstance(value, str | int) else list(value) for name, value in fields.items()}
    entry = {**plain, "v": ENTRY_VERSION, "type": entry_type, "on": on.isoformat()}
    if disclosures:
        entry |= {"_sd": sorted_digests(disclosures), "_sd_alg": "sha-256"}
    raw = rfc8785.dumps(entry)
    if len(raw) > MOST_ENTRY_BYTES:
        raise ValueError("an entry is at most 65,535 bytes")
    try:
        parse_entry(raw)
    except ValueError as error:
        raise ValueError(f"{entry_type}: {_fault_of(known, plain) or error}") from None
    return raw


def _fault_of(known: EntryType, fields: Mapping[str, str | int | list[str]]) -> str:
    """What is wrong with the fields, by name and never by value; empty if each by itself is right."""
    missing = known.required - fields.keys() - _SET_HERE
    if missing:
        return f"it lacks {', '.join(sorted(missing))}"
    for name, value in fields.items():
        kind = known.fields.get(name)
        if kind is None:
            return "it has a field that its type does not have"
        if not re.fullmatch(KINDS[kind], rfc8785.dumps(value).decode(), re.ASCII):
            return f"it has a field {name} that is not of the kind {kind}"
    return ""
