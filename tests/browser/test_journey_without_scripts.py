"""The same road with JavaScript off, by two people: everything that matters works in the plainest browser."""

import pytest
from axe import watch_console
from playwright.sync_api import Page, StorageState, expect
from product import Product
from pytest_playwright.pytest_playwright import CreateContextCallback
from steps import clear, find_question, hand_in, public_id, shows, sign_in, telling_over, triage_to_answer, write

pytestmark = pytest.mark.browser

SKATING = "Is the skate park in Weir Lane open after dark this winter?"
ASKED = [
    {"id": "skate-1", "handle": "pip", "author": "Pip Larch", "text": SKATING},
    {
        "id": "skate-2",
        "handle": "mab",
        "author": "Mab Reed",
        "text": f"@tarnbrook {SKATING}",
    },
]
TOO_EARLY = "The skate park is open until 9 in the evening. DRAFT"
ANSWER = "Yes. The skate park in Weir Lane has lights and is open until 9 in the evening all winter."
BEN = ("ben@tarnbrook.example", "green paper harbour")


@pytest.fixture
def plain(new_context: CreateContextCallback, signed_in: StorageState) -> Page:
    """Ada's browser, which runs no scripts; she signs in by the page."""
    return new_context(java_script_enabled=False, viewport={"width": 1024, "height": 800}).new_page()


@pytest.fixture
def plain_too(new_context: CreateContextCallback) -> Page:
    """Ben's, on a phone."""
    return new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}).new_page()


def test_two_people_answer_a_question_without_any_script(plain: Page, plain_too: Page, product: Product) -> None:
    said, said_too = watch_console(plain), watch_console(plain_too)
    sign_in(plain, product.address)
    _ask_to_join(plain, plain_too, product)
    product.people_write(ASKED)
    find_question(plain, product.address, "skate park", asked_by=2)
    question = public_id(plain)

    triage_to_answer(plain)
    write(plain, TOO_EARLY)
    plain.get_by_role("button", name="Save", exact=True).click()
    expect(plain.get_by_text("“DRAFT” is a protective marking.")).to_be_visible()
    write(plain, ANSWER)
    hand_in(plain)
    _second_person_clears(plain_too, product, question)
    telling_over(plain_too)

    expect(plain_too.get_by_role("row", name="pip")).to_contain_text("Told")
    expect(plain_too.get_by_role("row", name="mab")).to_contain_text("Told")
    plain.goto(f"{product.address}/answers/{question}/")
    expect(plain.get_by_text(ANSWER)).to_be_visible()
    entry = plain.get_by_role("link", name="answer.published", exact=True, include_hidden=True)
    shows(plain, plain.url, lambda: entry)
    plain.get_by_text("This answer in the record").click()
    entry.click()
    expect(plain.get_by_text(ANSWER)).to_be_visible()
    assert said + said_too == []


def _ask_to_join(plain: Page, theirs: Page, product: Product) -> None:
    plain.goto(f"{product.address}/desk/people/join/")
    plain.get_by_label("Name", exact=True).fill("Ben Example")
    plain.get_by_label("Email address").fill(BEN[0])
    plain.get_by_role("checkbox", name="Clearer").check()
    plain.get_by_role("button", name="Make the link").click()
    link = plain.get_by_role("code").inner_text()

    theirs.goto(link)
    theirs.get_by_label("Your name").fill("Ben Example")
    theirs.get_by_label("Choose a password").fill(BEN[1])
    theirs.get_by_role("button", name="Continue").click()
    theirs.goto(link)
    expect(theirs.get_by_text("This link has been used or has run out.")).to_be_visible()


def _second_person_clears(theirs: Page, product: Product, question: str) -> None:
    theirs.goto(f"{product.address}/desk/to-clear/")
    theirs.get_by_role("link", name=SKATING).click()
    expect(theirs.get_by_text("written by Ada Example")).to_be_visible()
    theirs.goto(f"{product.address}/desk/questions/{question}/")
    clear(theirs)
