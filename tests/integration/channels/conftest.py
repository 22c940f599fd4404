"""Pages find their styles by plain names; a practice network that runs, as settings of its kind."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from answerable.networks.practice.server.running import Running, running
from tests.integration.factories import plain_static  # noqa: F401  a fixture


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Running]:
    """A practice network of its own."""
    with running(tmp_path / "network.sqlite") as network:
        yield network


@pytest.fixture
def practice(there: Running) -> dict[str, str]:
    """The settings that open the council's account on it."""
    return {"address": there.address, "account": "council", "token": there.token("council")}
