"""A program at the door of the HTTP interface: whether its token is good, and whether it asks too often."""

from datetime import datetime, timedelta
from typing import Final

from django.db import connection

from answerable.accounts.way_in import hash_secret

MOST_A_MINUTE: Final = 120
_MINUTE: Final = timedelta(minutes=1)

# One statement counts and asks, so that several processes keep one count.
_COUNT: Final = """
UPDATE accounts_program SET used_at = %(at)s,
  counted = CASE WHEN counted_from > %(since)s THEN counted + 1 ELSE 1 END,
  counted_from = CASE WHEN counted_from > %(since)s THEN counted_from ELSE %(at)s END
WHERE token_hash = %(hash)s AND withdrawn_at IS NULL
RETURNING name, counted, counted_from
"""


class UnknownProgramError(Exception):
    """No program that is let in has this token."""


class TooOftenError(Exception):
    """The program asked more often than is allowed; it may again in `seconds`."""

    def __init__(self, seconds: int) -> None:
        super().__init__(f"again in {seconds} seconds")
        self.seconds = seconds


def admit_program(token: str, *, at: datetime) -> str:
    """The name of the program, whose request is counted. Raises `UnknownProgramError` and `TooOftenError`."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"at": at, "since": at - _MINUTE, "hash": hash_secret(token)})
        row = cursor.fetchone()
    if row is None:
        raise UnknownProgramError
    name, counted, counted_from = row
    if counted > MOST_A_MINUTE:
        raise TooOftenError(max(1, round((counted_from + _MINUTE - at).total_seconds())))
    return str(name)
