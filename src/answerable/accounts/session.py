"""Sessions in the database, as Django keeps them; what every page of staff begins with is read by plain SQL."""

from typing import Any

from django.contrib.sessions.backends import db
from django.db import connection

from answerable.jobs import clock


class SessionStore(db.SessionStore):
    """Django's own but for the reading, which takes a quarter of the time without building an object."""

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing, and no key, when there is none or it has ended."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s",
                [self.session_key, clock.now()],
            )
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        held: dict[str, Any] = self.decode(row[0])
        return held
