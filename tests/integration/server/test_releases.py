"""A database that a newer release wrote to is left alone."""

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from answerable.errors import Refused
from answerable.server.releases import refuse_newer

pytestmark = pytest.mark.django_db


def test_data_of_this_release_are_taken() -> None:
    refuse_newer()


def test_data_of_a_newer_release_are_refused_with_what_to_do() -> None:
    MigrationRecorder(connection).record_applied("desk", "0099_of_the_future")
    with pytest.raises(Refused, match="newer release"):
        refuse_newer()
