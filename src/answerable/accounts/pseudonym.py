"""What a person is called in the public record: a name that nobody outside can turn back."""

import secrets
from datetime import date

from django.conf import settings

from answerable.accounts.models import Person
from answerable.accounts.secret_file import kept_secret
from answerable.record.pseudonym import pseudonym

SECRET_BYTES = 32


def name_in_record(person: Person, *, on: date) -> str:
    """The person's pseudonym for the year of `on`; a new year brings a new one, so that careers cannot be followed."""
    secret = kept_secret(settings.KEYS / "pseudonym_key", lambda: secrets.token_bytes(SECRET_BYTES))
    return pseudonym(str(person.key), on.year, secret)
