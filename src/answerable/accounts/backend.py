"""How a request's session becomes the person who works here: allauth signs people in, we fetch them."""

from allauth.account.auth_backends import AuthenticationBackend
from django.db import connection

from answerable.accounts.models import Person

_COLUMNS = [one.attname for one in Person._meta.concrete_fields]  # noqa: SLF001  documented
_FIND = f"SELECT {', '.join(_COLUMNS)} FROM accounts_person WHERE id = %s AND is_active"  # noqa: S608  our own words


class SignedIn(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Every page of the desk asks who is there, so it is plain SQL: a third of the work of composing the query anew."""

    def get_user(self, user_id: int) -> Person | None:
        """The person with this number; None for one who has left, whose sessions end with that."""
        with connection.cursor() as cursor:
            cursor.execute(_FIND, [user_id])
            row = cursor.fetchone()
        return None if row is None else Person.from_db("default", _COLUMNS, row)
