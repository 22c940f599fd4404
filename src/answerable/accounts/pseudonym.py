"""What a person is called in the public record: a name that nobody outside can turn back."""

import os
import secrets
from datetime import date
from pathlib import Path

from django.conf import settings

from answerable.accounts.models import Person
from answerable.record.pseudonym import pseudonym


def name_in_record(person: Person, *, on: date) -> str:
    """The person's pseudonym for the year of `on`; a new year brings a new one, so that careers cannot be followed."""
    return pseudonym(str(person.key), on.year, _secret(settings.KEYS / "pseudonym_key"))


def _secret(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        made = secrets.token_bytes(32)
        file.write(made)
    return made
