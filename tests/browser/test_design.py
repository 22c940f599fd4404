"""Every component, seen by a real browser: accessible, readable on a phone, and whole without scripts."""

from collections.abc import Iterator

import gallery
import pytest
from axe import assert_accessible, assert_fits
from django.test import override_settings
from playwright.sync_api import Browser, Page, ViewportSize, expect

PAGES = [*sorted(path.stem for path in gallery.HERE.glob("*.html")), "errors"]
PHONE, DESK = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=800)
PLAIN_STATIC = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with override_settings(STORAGES=PLAIN_STATIC, ROOT_URLCONF="allauth.urls"), gallery.served() as base:
        yield base


@pytest.mark.parametrize("name", PAGES)
def test_everyone_can_use_the_page_on_a_phone_and_at_a_desk(page: Page, address: str, name: str) -> None:
    page.set_viewport_size(PHONE)
    page.goto(f"{address}/{name}")
    assert_accessible(page)
    assert_fits(page)
    page.set_viewport_size(DESK)
    assert_fits(page)


@pytest.mark.parametrize("name", ["desk", "draft", "telling"])
def test_colours_hold_in_the_dark_at_a_desk(page: Page, address: str, name: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{address}/{name}")
    assert_accessible(page)


def test_errors_are_read_first_and_lead_to_their_fields(page: Page, address: str) -> None:
    page.goto(f"{address}/errors")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    page.get_by_role("link", name="What happens to this question: choose one").click()
    expect(page.get_by_role("radio", name="Answer it")).to_be_focused()


def test_the_keyboard_goes_from_question_to_question(page: Page, address: str) -> None:
    page.goto(f"{address}/desk")
    rows = page.locator("[data-row]")
    rows.first.focus()
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("k")
    expect(rows.nth(1)).to_be_focused()


def test_one_can_skip_to_the_content(page: Page, address: str) -> None:
    page.goto(f"{address}/desk")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


def test_a_live_part_updates_and_can_be_stopped(page: Page, address: str) -> None:
    page.goto(f"{address}/live")
    expect(page.get_by_role("status")).not_to_have_text("asked 0 times")
    page.get_by_role("button", name="Stop updating").click()
    page.wait_for_timeout(300)  # an answer may have been on its way
    stopped_at = page.get_by_role("status").inner_text()
    page.wait_for_timeout(600)
    expect(page.get_by_role("status")).to_have_text(stopped_at)
    page.get_by_role("button", name="Update again").click()
    expect(page.get_by_role("status")).not_to_have_text(stopped_at)


def test_a_live_part_ends_when_the_server_says_so(page: Page, address: str) -> None:
    page.goto(f"{address}/live?until=3")
    expect(page.get_by_role("status")).to_contain_text("asked 3 times")
    expect(page.get_by_role("button", name="Stop updating")).to_have_count(0)


def test_without_scripts_everything_is_there(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(f"{address}/errors")
    expect(page.get_by_role("link", name="Password: fill this in")).to_be_visible()
    expect(page.get_by_role("button", name="Open the channel")).to_be_visible()
    expect(page.get_by_text("You can write up to 300 characters")).to_be_visible()
    page.get_by_text("Priya Nair").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    context.close()


def test_on_paper_the_ways_about_the_desk_are_gone(page: Page, address: str) -> None:
    page.emulate_media(media="print")
    page.goto(f"{address}/draft")
    expect(page.get_by_role("navigation", name="Desk")).to_be_hidden()
    expect(page.get_by_text("NO BINS AGAIN")).to_be_visible()
