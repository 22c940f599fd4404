"""An entry's canonical bytes (RFC 8785), for the side that writes; verifiers do without this module."""

import re
from collections.abc import Mapping, Sequence
from datetime import date

import rfc8785

from answerable.pure.ledger.disclosure import sorted_digests
from answerable.pure.ledger.entry import parse_entry
from answerable.pure.ledger.entry_types import ENTRY_TYPES, KINDS
from answerable.pure.ledger.tiles import MOST_ENTRY_BYTES

Field = str | int | bool | Sequence[str]
ENTRY_VERSION = 1


def write_entry(entry_type: str, fields: Mapping[str, Field], disclosures: Sequence[str], on: date) -> bytes:
    """The bytes of an entry; ValueError naming the field that is missing, unknown or not a token of its kind."""
    plain = {name: value if isinstance(value, str | int) else list(value) for name, value in fields.items()}
    _check_fields(entry_type, plain)
    entry = {**plain, "v": ENTRY_VERSION, "type": entry_type, "on": on.isoformat()}
    if disclosures:
        entry |= {"_sd": sorted_digests(disclosures), "_sd_alg": "sha-256"}
    raw = rfc8785.dumps(entry)
    if len(raw) > MOST_ENTRY_BYTES:
        raise ValueError("an entry is at most 65,535 bytes")
    parse_entry(raw)
    return raw


def _check_fields(entry_type: str, fields: Mapping[str, str | int | list[str]]) -> None:
    known = ENTRY_TYPES.get(entry_type)
    if known is None:
        raise ValueError("an entry of a type that is not in the table")
    missing = known.required - fields.keys() - {"v", "on"}
    if missing:
        raise ValueError(f"{entry_type} lacks {', '.join(sorted(missing))}")
    for name, value in fields.items():
        kind = known.fields.get(name)
        if kind is None or name in {"v", "on"}:
            raise ValueError(f"{entry_type} has a field that is not its own to set")
        if not re.fullmatch(KINDS[kind], rfc8785.dumps(value).decode(), re.ASCII):
            raise ValueError(f"{entry_type} has a {name} that is not of the kind {kind}")
