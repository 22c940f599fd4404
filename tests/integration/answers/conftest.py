"""The people that all tests of telling need, and one of them signed in."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client, override_settings

from tests.integration.answers import made_answers as made

PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@pytest.fixture
def who() -> made.People:
    return made.people()


@pytest.fixture
def visitor(who) -> Iterator[Client]:
    """Ben, who may tell, at his desk."""
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    with override_settings(STORAGES=settings.STORAGES | PLAIN):
        client = Client()
        client.force_login(who.clearer, backend=settings.AUTHENTICATION_BACKENDS[0])
        yield client
