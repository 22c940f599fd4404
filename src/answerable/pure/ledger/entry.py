"""An entry read back from its bytes, exactly as everyone else reads them."""

import json

from answerable.pure.ledger.entry_types import check_fields


def parse_entry(raw: bytes) -> dict[str, object]:
    """The entry's fields; ValueError unless the bytes are canonical JSON (RFC 8785) of a known type.

    All names and texts in an entry are ASCII and all numbers whole, so writing it again with the standard library gives
    the canonical form; comparing the bytes also finds repeated names, spaces and second spellings.
    """
    try:
        entry = json.loads(raw.decode("utf-8"))
    except RecursionError:
        raise ValueError("an entry nested without end") from None
    if not isinstance(entry, dict):
        raise ValueError("an entry is a JSON object")  # noqa: TRY004 - readers of bytes raise one kind of error
    check_fields(entry)
    if json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() != raw:
        raise ValueError("an entry that is not canonical JSON")
    return entry


def digests_in(entry: dict[str, object]) -> list[str]:
    """The digests of the texts that lie, or lay, beside the entry."""
    digests = entry.get("_sd", [])
    return [str(each) for each in digests] if isinstance(digests, list) else []
