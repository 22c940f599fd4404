"""A real browser for the tests that need one: skipped aloud where there is none, a failure with REQUIRE_BROWSER set."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from axe import watch_console
from playwright.sync_api import Page

django.setup()

# A closed network and a container: no sandbox, no calls home.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
FLAGS += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]


def _chromium() -> str:
    named = os.environ.get("CHROMIUM", "")
    return named or shutil.which("chromium") or shutil.which("chromium-browser") or ""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder; skip them where no browser is found and none is required."""
    here = [item for item in items if Path(__file__).parent in item.path.parents]
    for item in here:
        item.add_marker("browser")
        if not _chromium() and not os.environ.get("REQUIRE_BROWSER"):
            item.add_marker(pytest.mark.skip(reason="no chromium here: install it to run the browser tests"))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's own Chromium."""
    if not _chromium():
        pytest.fail("REQUIRE_BROWSER is set and no chromium is on the path. Install it with apt.")
    return {**browser_type_launch_args, "executable_path": _chromium(), "args": FLAGS}


@pytest.fixture(autouse=True)
def quiet_console(page: Page) -> Iterator[None]:
    """The browser has nothing to complain of: no blocked script, no missing file, no error."""
    said = watch_console(page)
    yield
    assert said == []


@pytest.fixture(scope="session")
def base_url() -> None:
    """None: every test knows its own server. Also stands before the plugin's own fixture, which pytest 9 warns of."""
