"""Lets the triggers that keep rows as they are stand aside, for the one transaction that erases what must go."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection


@contextmanager
def letting_go() -> Iterator[None]:
    """Inside it, this transaction alone may change what triggers keep; RuntimeError outside a transaction.

    The triggers guard against mistakes, and erasing is none: whoever uses this writes an entry in the same transaction.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("what is let go is let go inside the transaction that records it")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL answerable.letting_go = 'on'")
    try:
        yield
    finally:
        if not connection.needs_rollback:
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL answerable.letting_go = 'off'")
