"""The place of the one sequencer: whoever holds it may give entries their places, sign, or change what signs."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

SEQUENCER_LOCK = 0x5EC0D
"""The number of the advisory lock that only one sequencer in the whole installation can hold."""


@contextmanager
def sequencer(*, wait: bool = False) -> Iterator[bool]:
    """Whether we are the one sequencer; with `wait`, once we are. PostgreSQL frees the place if our connection dies."""
    take = "SELECT pg_advisory_lock(%s) IS NOT NULL" if wait else "SELECT pg_try_advisory_lock(%s)"
    with connection.cursor() as cursor:
        cursor.execute(take, [SEQUENCER_LOCK])
        ours = bool(cursor.fetchone()[0])
    try:
        yield ours
    finally:
        if ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [SEQUENCER_LOCK])
