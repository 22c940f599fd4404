"""An entry's canonical bytes (RFC 8785), for the side that writes; verifiers do without this module."""

from collections.abc import Mapping, Sequence
from datetime import date

import rfc8785

from answerable.pure.ledger.disclosure import sorted_digests
from answerable.pure.ledger.entry_types import check_fields
from answerable.pure.ledger.tiles import MOST_ENTRY_BYTES

Field = str | int | bool | Sequence[str]
ENTRY_VERSION = 1


def write_entry(entry_type: str, fields: Mapping[str, Field], disclosures: Sequence[str], on: date) -> bytes:
    """The bytes of an entry; ValueError naming a field that its type does not allow."""
    if {"v", "type", "on", "_sd", "_sd_alg"} & fields.keys():
        raise ValueError("v, type, on and the digests are set here, not by the caller")
    entry: dict[str, object] = {"v": ENTRY_VERSION, "type": entry_type, "on": on.isoformat()}
    entry.update((name, value if isinstance(value, str | int) else list(value)) for name, value in fields.items())
    if disclosures:
        entry |= {"_sd": sorted_digests(disclosures), "_sd_alg": "sha-256"}
    check_fields(entry)
    raw = rfc8785.dumps(entry)  # type: ignore[arg-type] # check_fields has left only JSON's own types
    if len(raw) > MOST_ENTRY_BYTES:
        raise ValueError("an entry is at most 65,535 bytes")
    return raw
