"""Every main page on a phone, at a desk and on paper: nothing to scroll sideways for, nothing on paper that is not read."""

import pytest
from axe import assert_accessible, assert_fits
from playwright.sync_api import Page, ViewportSize, expect
from product import Product
from steps import shows

pytestmark = pytest.mark.browser

PHONE, DESK = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=800)
PUBLIC = ["", "ask/", "received/", "record/", "rules/", "account/sign-in/", "no-such-page/"]
STAFF = [
    "",
    "?state=answering",
    "unsure/",
    "proposals/",
    "to-clear/",
    "posts/",
    "posts/bring-in/",
    "posts/unreadable/",
    "telling/",
    "telling/audit/",
    "channels/",
    "channels/open/file/",
    "figures/",
    "status/",
    "people/",
    "people/join/",
    "lists/",
    "account/",
]


@pytest.mark.parametrize("path", PUBLIC)
def test_everyone_can_read_a_public_page_on_a_phone_and_at_a_desk(page: Page, product: Product, path: str) -> None:
    _fits_both(page, f"{product.address}/{path}")


@pytest.mark.parametrize("path", STAFF)
def test_everyone_can_use_a_page_of_the_desk_on_a_phone_and_at_a_desk(desk: Page, product: Product, path: str) -> None:
    _fits_both(desk, f"{product.address}/desk/{path}")


@pytest.mark.parametrize("part", ["", "triage/", "posts/"])
def test_everyone_can_use_the_pages_of_a_question(desk: Page, product: Product, part: str) -> None:
    shows(desk, f"{product.address}/desk/", lambda: desk.locator("[data-row]"))
    address = desk.locator("[data-row]").first.get_attribute("href")
    _fits_both(desk, f"{product.address}{address}{part}")


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
