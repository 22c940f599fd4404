"""Danger comes before everything: seen in the inbox, opened by name, looked after; and a request gets its clock."""

import os
from pathlib import Path

import pytest
from axe import assert_accessible, assert_fits
from playwright.sync_api import Locator, Page, expect
from product import Product
from steps import shows

pytestmark = pytest.mark.browser

DANGER = "I dont want to live any more, my number is 07700 900123"
REQUEST = "FOI request: how much was spent on the Christmas lights since 2021? Reply to 07700 900124"


def picture(page: Page, name: str) -> None:
    """Keeps a picture where somebody asked for one, on both widths and as print."""
    if folder := os.environ.get("ANSWERABLE_PICTURES"):
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 800})
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
        page.set_viewport_size({"width": 1280, "height": 800})


def told_of(desk: Page, words: str) -> Locator:
    """The post with these words in the list: on the practice network others write meanwhile."""
    return desk.locator("article").filter(has_text=words)


def test_somebody_in_danger_is_seen_first_and_looked_after(desk: Page, product: Product) -> None:
    product.people_write([{"id": "danger", "handle": "kim", "text": DANGER}])
    shows(desk, f"{product.address}/desk/safeguarding/", lambda: told_of(desk, "I dont want to live"))
    desk.goto(f"{product.address}/desk/")
    assert_accessible(desk)
    picture(desk, "inbox")
    desk.get_by_role("link", name="Read them now").click()
    waiting = told_of(desk, "I dont want to live")
    expect(waiting.get_by_text("Nobody has opened it yet.")).to_be_visible()
    expect(waiting.get_by_text("07700")).to_have_count(0)
    assert_accessible(desk)
    picture(desk, "queue")
    waiting.get_by_role("button", name="Open it").click()
    expect(desk.get_by_text("07700 900123")).to_be_visible()
    assert_accessible(desk)
    picture(desk, "risk")
    desk.get_by_label("Called the emergency services").check()
    desk.get_by_label("Note").fill("999, reference 12")
    desk.get_by_role("button", name="Write it down").click()
    expect(desk.get_by_text("999, reference 12")).to_be_visible()
    desk.get_by_label("Nothing more to do here").check()
    desk.get_by_role("button", name="Write it down").click()
    desk.goto(f"{product.address}/desk/safeguarding/")
    expect(desk.get_by_role("heading", name="People at risk")).to_be_visible()
    expect(told_of(desk, "I dont want to live")).to_have_count(0)


def test_a_request_for_information_is_offered_and_gets_its_clock(desk: Page, product: Product) -> None:
    product.people_write([{"id": "foi", "handle": "pat", "text": REQUEST}])
    shows(desk, f"{product.address}/desk/processes/", lambda: told_of(desk, "FOI request"))
    assert_accessible(desk)
    told_of(desk, "FOI request").get_by_role("link", name="Decide").click()
    expect(desk.get_by_text("names the law on information")).to_be_visible()
    assert_accessible(desk)
    picture(desk, "signs")
    expect(desk.get_by_label("Request for information")).to_be_checked()
    desk.get_by_label("Who has it now?").fill("The records officer has it")
    desk.get_by_role("button", name="Start its clock").click()
    expect(desk.get_by_text("Handed over: Request for information")).to_be_visible()
    desk.goto(f"{product.address}/desk/processes/")
    expect(told_of(desk, "FOI request").get_by_text("days left")).to_be_visible()
    assert_accessible(desk)
    picture(desk, "processes")
    told_of(desk, "FOI request").get_by_label("How did it end?").fill("Sent the figures")
    told_of(desk, "FOI request").get_by_role("button", name="End it").click()
    expect(desk.get_by_text("No clock runs")).to_be_visible()
    assert_fits(desk)
