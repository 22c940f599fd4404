"""A citizen's road: asks on the public page without an account, follows the private link, reads the answer there."""

import pytest
from axe import assert_accessible
from playwright.sync_api import Page, expect
from product import Product
from steps import answer_question, find_question, shows

pytestmark = pytest.mark.browser

ASKED = "How do I book swimming lessons for my grandfather, who is deaf?"
ANSWER = "Book at the desk of the pool or by text message. A teacher who signs is there on Mondays."


def test_a_citizen_asks_without_an_account_and_is_answered_on_their_own_page(
    page: Page, desk: Page, product: Product
) -> None:
    page.goto(f"{product.address}/")
    page.get_by_role("navigation").get_by_role("link", name="Ask a question").click()
    assert_accessible(page)
    page.get_by_label("Your question").fill(ASKED)
    page.get_by_role("button", name="Send your question").click()
    expect(page.get_by_text("Your reference")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Your private page").click()
    private = page.url
    expect(page.get_by_text(ASKED)).to_be_visible()
    assert_accessible(page)

    find_question(desk, product.address, "swimming lessons grandfather", asked_by=1)
    answer_question(desk, ANSWER)

    page.goto(private)
    expect(page.get_by_text("It is answered.")).to_be_visible()
    expect(page.get_by_text(ANSWER)).to_be_visible()
    assert_accessible(page)
    assert page.context.cookies() == []


def test_an_empty_question_is_refused_in_words_and_nothing_typed_is_lost(page: Page, product: Product) -> None:
    page.goto(f"{product.address}/ask/")
    page.get_by_label("Your name").fill("Wren")
    page.get_by_role("button", name="Send your question").click()
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    expect(page.get_by_label("Your name")).to_have_value("Wren")
    assert_accessible(page)


def test_a_private_page_that_is_no_ones_says_so_and_nothing_more(page: Page, product: Product) -> None:
    page.goto(f"{product.address}/follow/abcdefghjkmnpqrstuvwxyz234/")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert_accessible(page)


def test_the_public_list_finds_an_answer_by_its_words(page: Page, desk: Page, product: Product) -> None:
    product.people_write([{"id": "geese", "handle": "noor", "text": "Who looks after the geese on the boating pond?"}])
    find_question(desk, product.address, "geese boating pond", asked_by=1)
    answer_question(desk, "The park rangers look after the geese.")

    found = shows(page, f"{product.address}/?q=geese", lambda: page.get_by_role("link", name="geese"))

    found.click()
    expect(page.get_by_text("The park rangers look after the geese.")).to_be_visible()


def test_an_answer_that_fits_is_shown_before_a_question_is_sent(page: Page, desk: Page, product: Product) -> None:
    product.people_write([{"id": "kites", "handle": "noor", "text": "Where in the park may I fly a kite?"}])
    find_question(desk, product.address, "fly kite park", asked_by=1)
    answer_question(desk, "Kites may fly on the meadow behind the bandstand.")

    page.goto(f"{product.address}/ask/")
    page.get_by_label("Your question").fill("Where may I fly my kite in the park?")
    page.get_by_role("button", name="Send your question").click()
    expect(page.get_by_text("Kites may fly on the meadow behind the bandstand.")).to_be_visible()
    expect(page.get_by_role("button", name="None of these: send my question")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="This answers me").first.click()

    expect(page.get_by_text("Your question was not sent")).to_be_visible()
    assert_accessible(page)
