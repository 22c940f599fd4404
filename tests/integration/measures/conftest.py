"""The body that is measured; pages find their styles by plain names."""

import pytest

from answerable.accounts.models import Body
from tests.integration import factories as make
from tests.integration.factories import plain_static  # noqa: F401  a fixture


@pytest.fixture(autouse=True)
def _body(db: None) -> Body:
    return make.body()
