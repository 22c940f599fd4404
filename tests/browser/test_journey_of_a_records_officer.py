"""The records officer: a person asks, is found, gets a copy, is erased; a hold is placed; a file is made."""

import os
import zipfile
from pathlib import Path

import pytest
from axe import assert_accessible, assert_fits
from playwright.sync_api import Page, expect
from product import Product
from steps import shows

pytestmark = pytest.mark.browser

WORDS = "Could somebody mend the swing in Alder Park? My lad loves it"


def picture(page: Page, name: str) -> None:
    """Fits and is accessible on both widths; keeps pictures where somebody asked for them, and one as print."""
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert_fits(page)
        if folder := os.environ.get("ANSWERABLE_PICTURES"):
            page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
    assert_accessible(page)
    if folder := os.environ.get("ANSWERABLE_PICTURES"):
        page.emulate_media(media="print")
        page.screenshot(path=Path(folder) / f"{name}-print.png", full_page=True)
        page.emulate_media(media="screen")


def test_a_person_is_found_gets_a_copy_and_is_erased(desk: Page, product: Product, tmp_path: Path) -> None:
    product.people_write([{"id": "swing", "handle": "swing_parent_77", "text": WORDS}])
    shows(desk, f"{product.address}/desk/posts/?q=swing", lambda: desk.get_by_text("Alder Park"))
    desk.goto(f"{product.address}/desk/records/")
    picture(desk, "records")
    desk.get_by_role("link", name="A person asks").click()
    desk.get_by_label("What did the person give?").fill("@swing_parent_77")
    desk.get_by_role("button", name="Look them up").click()
    picture(desk, "look-up")
    desk.get_by_label("swing_parent_77").check()
    desk.get_by_label("A copy first, then erasure").check()
    desk.get_by_label("Day it reached anybody here").fill("2026-01-05")
    desk.get_by_role("button", name="Open the request").click()
    picture(desk, "check")
    desk.get_by_label("one-time code").check()
    desk.get_by_role("button", name="I made sure").click()
    with desk.expect_download() as copied:
        desk.get_by_role("button", name="Take the copy").click()
    copied.value.save_as(tmp_path / "copy.zip")
    assert WORDS in zipfile.ZipFile(tmp_path / "copy.zip").read("index.html").decode()
    desk.reload()
    desk.get_by_role("link", name="Look at what would be erased").click()
    picture(desk, "erase")
    desk.get_by_role("button", name="Erase this now").click()
    expect(desk.get_by_role("heading", name="Receipt of an erasure")).to_be_visible()
    shows(desk, desk.url, lambda: desk.get_by_role("link", name="its proof as a file"))
    picture(desk, "receipt")
    desk.goto(f"{product.address}/desk/posts/?q=swing")
    expect(desk.get_by_text("Alder Park")).to_have_count(0)


def test_a_hold_is_placed_and_a_file_is_made(desk: Page, product: Product) -> None:
    desk.goto(f"{product.address}/desk/records/holds/new/")
    desk.get_by_label("Everything heard in a period").check()
    desk.get_by_label("The period: its first day").fill("2020-01-01")
    desk.get_by_label("The period: its last day").fill("2020-01-31")
    desk.get_by_label("Why?").fill("An inquiry asked for it.")
    desk.get_by_role("button", name="Place the hold").click()
    expect(desk.get_by_text("An inquiry asked for it.")).to_be_visible()
    picture(desk, "holds")
    desk.goto(f"{product.address}/desk/records/periods/")
    picture(desk, "periods")
    desk.goto(f"{product.address}/desk/records/information/")
    desk.get_by_label("First day").fill("2020-01-01")
    desk.get_by_label("Last day").fill("2030-12-31")
    desk.get_by_role("button", name="Make the file").click()
    shows(desk, f"{product.address}/desk/records/information/", lambda: desk.get_by_role("link", name="Download ex_"))
    picture(desk, "information")
    desk.goto(f"{product.address}/desk/records/redacting/")
    picture(desk, "redacting")
