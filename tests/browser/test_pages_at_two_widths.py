"""Every main page on a phone, at a desk and on paper: nobody scrolls sideways, and paper carries no navigation."""

from collections.abc import Iterator

import pytest
from axe import assert_accessible, assert_fits
from playwright.sync_api import Browser, Page, StorageState, ViewportSize, expect
from product import Product
from steps import shows

pytestmark = pytest.mark.browser

PHONE, DESK = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=800)
PUBLIC = [
    "",
    "ask/",
    "received/",
    "not-answered/",
    "how-quickly/",
    "accounts/",
    "record/",
    "record/accounts/",
    "record/check/",
    "record/downloads/",
    "rules/",
    "rules/editions/",
    "account/sign-in/",
    "no-such-page/",
]
STAFF = [
    "",
    "?state=answering",
    "unsure/",
    "proposals/",
    "topics/",
    "strays/",
    "day/",
    "to-clear/",
    "second-looks/",
    "safeguarding/",
    "processes/",
    "posts/",
    "posts/bring-in/",
    "posts/unreadable/",
    "telling/",
    "telling/audit/",
    "telling/off-record/",
    "telling/late-rule/",
    "channels/",
    "channels/open/file/",
    "figures/",
    "status/",
    "records/",
    "records/people/new/",
    "records/holds/",
    "records/holds/new/",
    "records/periods/",
    "records/periods/spam/",
    "records/information/",
    "records/redacting/",
    "people/",
    "people/join/",
    "people/programs/",
    "switches/",
    "switches/new/election/",
    "switches/new/embargo/",
    "held/",
    "lists/",
    "guidance/",
    "guidance/comments/",
    "guidance/rules/PD-07/",
    "account/",
]


@pytest.fixture(scope="module")
def citizen(browser: Browser) -> Iterator[Page]:
    """One window for all public pages: what every page shares is fetched once, as in life."""
    with browser.new_context() as context:
        yield context.new_page()


@pytest.fixture(scope="module")
def colleague(browser: Browser, signed_in: StorageState) -> Iterator[Page]:
    """One window for all pages of the desk."""
    with browser.new_context(storage_state=signed_in) as context:
        yield context.new_page()


@pytest.mark.parametrize("path", PUBLIC)
def test_everyone_can_read_a_public_page_on_a_phone_and_at_a_desk(citizen: Page, product: Product, path: str) -> None:
    _fits_both(citizen, f"{product.address}/{path}")


@pytest.mark.parametrize("path", STAFF)
def test_everyone_can_use_a_page_of_the_desk_on_a_phone_and_at_a_desk(
    colleague: Page, product: Product, path: str
) -> None:
    _fits_both(colleague, f"{product.address}/desk/{path}")


@pytest.mark.parametrize("part", ["", "triage/", "posts/"])
def test_everyone_can_use_the_pages_of_a_question(colleague: Page, product: Product, part: str) -> None:
    shows(colleague, f"{product.address}/desk/", lambda: colleague.locator("[data-row]"))
    address = colleague.locator("[data-row]").first.get_attribute("href")
    _fits_both(colleague, f"{product.address}{address}{part}")


@pytest.mark.parametrize("path", ["", "record/", "received/", "rules/"])
def test_on_paper_a_public_page_has_no_navigation(page: Page, product: Product, path: str) -> None:
    page.goto(f"{product.address}/{path}")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation")).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def _fits_both(page: Page, address: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(address)
    assert_accessible(page)
    assert_fits(page)
    page.set_viewport_size(DESK)
    assert_fits(page)
