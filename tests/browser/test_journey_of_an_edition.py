"""An edition of the guidance: the first person drafts it, a second publishes it, everyone can read it."""

import pytest
from axe import assert_accessible, assert_fits, watch_console
from playwright.sync_api import Browser, Page, ViewportSize, expect
from product import Product
from steps import second_person, shows

pytestmark = pytest.mark.browser

PHONE, DESK = ViewportSize(width=360, height=740), ViewportSize(width=1280, height=800)


def looks_well(page: Page) -> None:
    for size in (PHONE, DESK):
        page.set_viewport_size(size)
        assert_accessible(page)
        assert_fits(page)


def draft_a_rule(page: Page) -> None:
    page.get_by_role("link", name="Add a rule").click()
    looks_well(page)
    page.get_by_label("The rule in a plain sentence").fill("The old name of the council is not used.")
    page.get_by_label("Which principle does it serve?").select_option(label="Be more transparent and accountable.")
    page.get_by_label("How it is checked").select_option(label="It looks for words")
    page.get_by_label("Words to look for, if it looks for words").fill("Tarnbrook Borough")
    page.get_by_label("What the author is told, if it looks for words").fill("“{words}” is our old name.")
    page.get_by_label("Where it comes from").fill("Decision of the council")
    page.get_by_label("Day on which it is looked at again").fill("2027-05-01")
    page.get_by_label("Answers that pass").fill("Tarnbrook Council answers.")
    page.get_by_role("button", name="Keep this rule").click()
    expect(page.get_by_role("alert")).to_contain_text("Answers that fail")
    looks_well(page)
    page.get_by_label("Answers that fail").fill("Tarnbrook Borough answers.")
    page.get_by_role("button", name="Keep this rule").click()


def test_an_edition_is_drafted_published_read_and_downloaded(desk: Page, browser: Browser, product: Product) -> None:
    shows(desk, f"{product.address}/desk/guidance/", lambda: desk.get_by_role("heading", name="Edition 1"))
    looks_well(desk)
    desk.get_by_role("button", name="I have read this edition").click()
    expect(desk.get_by_text("You have read this edition.", exact=True)).to_be_visible()
    desk.get_by_role("button", name="Draft the next edition").click()
    looks_well(desk)
    draft_a_rule(desk)
    desk.get_by_label("What changes, in a sentence").fill("Our new name is used everywhere.")
    desk.get_by_role("button", name="Keep the sentence").click()
    desk.goto(f"{product.address}/desk/guidance/")
    desk.get_by_role("link", name="PLE-01").click()
    looks_well(desk)
    desk.get_by_role("button", name="From now on it must be mended").click()
    looks_well(desk)
    expect(desk.get_by_role("button", name="Publish this edition")).to_have_count(0)

    ben = second_person(desk, browser, product.address, name="Ben Second")
    said = watch_console(ben)
    ben.goto(f"{product.address}/desk/guidance/next/")
    looks_well(ben)
    ben.get_by_role("button", name="Publish this edition").click()
    expect(ben.get_by_role("heading", name="Edition 2")).to_be_visible()
    looks_well(ben)
    for path in ("rules/", "rules/editions/", "rules/editions/1/", "rules/editions/2/since/1/"):
        ben.goto(f"{product.address}/{path}")
        looks_well(ben)
    ben.goto(f"{product.address}/rules/")
    with ben.expect_download() as download:
        ben.get_by_role("link", name="Download this edition (PDF)").click()
    assert download.value.suggested_filename == "edition-2.pdf"
    ben.goto(f"{product.address}/desk/guidance/rules/OWN-01/")
    ben.get_by_label("Your comment").fill("The museum keeps the old name.")
    ben.get_by_role("button", name="Send your comment").click()
    desk.goto(f"{product.address}/desk/guidance/comments/")
    looks_well(desk)
    desk.get_by_role("link", name="Answer it").click()
    looks_well(desk)
    desk.get_by_label("Your answer").fill("True. It will be let be.")
    desk.get_by_role("button", name="Answer").click()
    expect(desk.get_by_text("True. It will be let be.")).to_be_visible()
    assert said == []
