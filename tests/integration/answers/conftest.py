"""Django ready before the tests of telling are read, and the people they all need."""

import django
import pytest

django.setup()  # pytest reads this file before pytest-django is ready when the folder is named on the command line

from tests.integration.answers import made_answers as made  # noqa: E402


@pytest.fixture
def who() -> made.People:
    return made.people()
