"""Where the keys of one test are."""

import pytest


@pytest.fixture
def keys(tmp_path):
    return tmp_path / "keys"
