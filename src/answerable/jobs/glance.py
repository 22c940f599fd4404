"""Small questions that every page of the desk asks, answered by the database in one round trip instead of four."""

from datetime import datetime
from typing import Any

from django.db import connection


def glance(*questions: str, at: datetime) -> tuple[Any, ...]:
    """The value of each. They are statements of ours that give one value (JSON where it is more) and may name `at`."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(f'({one})' for one in questions)}", {"at": at})
        found: tuple[Any, ...] = cursor.fetchone()
    return found
