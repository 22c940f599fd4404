"""Vectors to and from PostgreSQL in its binary form: as text they would cost more than finding their neighbours."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

import numpy as np
from django.db import connection
from pgvector import HalfVector
from pgvector.psycopg.halfvec import register_halfvec_info
from psycopg import Cursor
from psycopg.types import TypeInfo

from answerable.pure.grouping.embedder import DIMENSION, Vectors


def fetch(statement: str, **values: Any) -> list[tuple[Any, ...]]:
    """The rows of `statement` with `%(name)b` filled in, in the current transaction, sent and read in binary."""
    connection.ensure_connection()
    raw = connection.connection
    if raw.adapters.types.get("halfvec") is None:
        # Every migrated database has the type: the first migration brings it.
        register_halfvec_info(raw, cast("TypeInfo", TypeInfo.fetch(raw, "halfvec")))
    with Cursor(raw) as cursor:
        cursor.execute(statement, values, binary=True)
        return cursor.fetchall() if cursor.description else []


def to_rows(vectors: Iterable[Vectors]) -> list[HalfVector]:
    """Each vector as a value for a `halfvec[]`."""
    return [HalfVector(vector) for vector in vectors]


def from_rows(stored: Sequence[HalfVector]) -> Vectors:
    """float32[n, DIMENSION] of what the column holds."""
    if not stored:
        return np.empty((0, DIMENSION), np.float32)
    return np.stack([one.to_numpy() for one in stored]).astype(np.float32)
