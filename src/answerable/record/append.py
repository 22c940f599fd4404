"""Add an entry to the record, in the transaction of the thing that it records."""

import secrets
from collections.abc import Mapping
from datetime import date

from django.db import connection

from answerable.pure.ledger.disclosure import make_disclosure
from answerable.pure.ledger.entry_types import ENTRY_TYPES
from answerable.pure.ledger.writing import Field, write_entry

SALT_BYTES = 32

# Entry and texts in one round trip: two, through the ORM, made an append twice as slow.
_ADD = """
WITH added AS (INSERT INTO record_entry (type, about, "on", raw) VALUES (%s, %s, %s, %s) RETURNING id)
INSERT INTO record_disclosure (entry_id, name, encoded)
SELECT added.id, text.name, text.encoded FROM added, unnest(%s::text[], %s::text[]) AS text(name, encoded)
"""


def append(*, type: str, fields: Mapping[str, Field], disclosed: Mapping[str, str], on: date) -> None:  # noqa: A002
    """Add one pending entry; it is sealed into the tree later, by the one sequencer.

    `type` and the names in `fields` and `disclosed` come from the table in `pure.ledger.entry_types`. What is in
    `fields` can never be taken back, so it is tokens only; every text, name, address and network id goes into
    `disclosed`. `fields` may carry `about`, the public id of what the entry is about, to be found by `entries_about`.

    ValueError for anything the table does not allow, RuntimeError outside a transaction: both are mistakes of ours.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("append belongs inside the transaction of what it records")
    known = ENTRY_TYPES.get(type)
    if known is None or not disclosed.keys() <= known.texts:
        raise ValueError(f"{type} is not in the table of types, or discloses a text that the table does not name")
    texts = {name: make_disclosure(secrets.token_bytes(SALT_BYTES), name, value) for name, value in disclosed.items()}
    raw = write_entry(type, fields, list(texts.values()), on)
    with connection.cursor() as cursor:
        cursor.execute(_ADD, [type, str(fields.get("about", "")), on, raw, list(texts), list(texts.values())])
