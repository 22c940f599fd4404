"""A pre-election period: one person proposes it, a second confirms it, everyone sees it, two end it."""

import os
from datetime import date, timedelta
from pathlib import Path

import pytest
from axe import assert_accessible, assert_fits
from playwright.sync_api import Browser, Page, expect
from product import Product
from steps import second_person

pytestmark = pytest.mark.browser


def looks_well(page: Page, name: str) -> None:
    """At a desk, on a phone and on paper; pictures are kept where somebody asked for them."""
    folder = os.environ.get("ANSWERABLE_PICTURES")
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert_accessible(page)
        assert_fits(page)
        if folder:
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
    if folder:
        page.emulate_media(media="print")
        page.screenshot(path=Path(folder) / f"{name}-print.png", full_page=True)
        page.emulate_media(media="screen")


def test_a_period_is_started_by_two_seen_by_everyone_and_ended_by_two(
    desk: Page, browser: Browser, product: Product, page: Page
) -> None:
    eve = second_person(desk, browser, product.address, name="Eve Second")
    desk.goto(f"{product.address}/desk/switches/")
    looks_well(desk, "switches")
    desk.get_by_role("link", name="Pre-election period").click()
    desk.get_by_role("button", name="Propose it").click()
    expect(desk.get_by_role("alert")).to_contain_text("Its name")
    looks_well(desk, "propose")
    today = date.today()  # noqa: DTZ011  what the form's own day is, wherever this runs
    desk.get_by_label("Its name").fill("Local elections")
    desk.get_by_label("Why, in a sentence").fill("The council is elected in May.")
    desk.get_by_label("Only for these places (optional)").fill("Mill ward")
    desk.get_by_label("First day").fill((today - timedelta(days=1)).isoformat())
    desk.get_by_label("Last day").fill((today + timedelta(days=20)).isoformat())
    desk.get_by_role("button", name="Propose it").click()
    expect(desk.get_by_text("so another person must confirm it")).to_be_visible()
    looks_well(desk, "proposed")
    address = desk.url

    eve.goto(address)
    eve.get_by_label("Which channels of partners").fill("None; we asked.")
    looks_well(eve, "confirm")
    eve.get_by_role("button", name="Confirm it").click()
    expect(eve.get_by_text("In force", exact=True)).to_be_visible()
    looks_well(eve, "in-force")

    desk.goto(f"{product.address}/desk/")
    expect(desk.get_by_text("Pre-election period: Local elections (Mill ward)", exact=True)).to_be_visible()
    looks_well(desk, "desk")
    page.goto(f"{product.address}/")
    expect(page.get_by_text("Pre-election period: Local elections (Mill ward)", exact=True)).to_be_visible()
    looks_well(page, "public")
    desk.goto(f"{address}notices/")
    looks_well(desk, "notices")
    desk.goto(f"{product.address}/desk/held/")
    looks_well(desk, "held")
    if href := _first_held(desk):
        eve.goto(f"{product.address}{href}")
        looks_well(eve, "held-one")

    desk.goto(address)
    desk.get_by_label("Why it is to be ended").fill("It was practice.")
    desk.get_by_role("button", name="Propose to end it").click()
    eve.goto(address)
    looks_well(eve, "end")
    eve.get_by_role("button", name="End it now").click()
    expect(eve.get_by_text("Over", exact=True)).to_be_visible()
    page.goto(f"{product.address}/")
    expect(page.get_by_text("Pre-election period")).to_have_count(0)


def _first_held(desk: Page) -> str | None:
    held = desk.locator("main ul a")
    return held.first.get_attribute("href") if held.count() else None
