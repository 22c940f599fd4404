"""A real browser for the tests that need one: skipped aloud where there is none, a failure with REQUIRE_BROWSER set."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from axe import watch_console
from playwright.sync_api import Browser, Page, StorageState
from product import Product, running_product
from pytest_playwright.pytest_playwright import CreateContextCallback
from steps import first_run

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


@pytest.fixture(scope="session")
def product(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """The whole product, started once for all journeys; invented people write to it quickly."""
    with tempfile.TemporaryDirectory(prefix="answerable-journey-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        with running_product(Path(name), ANSWERABLE_PRACTICE_PACE="30") as started:
            yield started
        assert "Traceback" not in started.said, started.said


@pytest.fixture(scope="session")
def signed_in(product: Product, browser: Browser) -> StorageState:
    """The first person's cookies, after the first run: its pages are walked and looked at here, once."""
    context = browser.new_context()
    page = context.new_page()
    said = watch_console(page)
    first_run(page, product.way_in)
    assert said == []
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def desk(new_context: CreateContextCallback, signed_in: StorageState) -> Iterator[Page]:
    """A window in which the first person is signed in, at the width of a desk."""
    page = new_context(storage_state=signed_in, viewport={"width": 1280, "height": 800}).new_page()
    said = watch_console(page)
    yield page
    assert said == []


@pytest.fixture(autouse=True)
def quiet_console(page: Page) -> Iterator[None]:
    """The browser has nothing to complain of: no blocked script, no missing file, no error."""
    said = watch_console(page)
    yield
    assert said == []


@pytest.fixture(scope="session")
def base_url() -> None:
    """None: every test knows its own server. Also stands before the plugin's own fixture, which pytest 9 warns of."""
