"""A network that lets no program in: posts brought in from the keyboard, answers posted by hand by two people."""

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from axe import assert_accessible, assert_fits, watch_console
from playwright.sync_api import Browser, Page, expect
from product import Product, running_product
from steps import (
    EMAIL,
    NAME,
    PASSWORD,
    clear,
    find_question,
    public_id,
    shows,
    tab_to,
    triage_to_answer,
    write,
)

pytestmark = pytest.mark.browser

BEN = ("ben@tarnbrook.example", "green paper harbour")
ASKED = [
    ("anna_b", 11, "Is the ferry to Weir Island running on New Year's Day?"),
    ("bert", 12, "@tarnbrook is the ferry to Weir Island running on New Year's Day?"),
    ("cleo", 13, "is the ferry to Weir Island running on New Year's Day"),
]
ANSWER = "Yes. The ferry to Weir Island runs every hour from 10 in the morning on New Year's Day."


@pytest.fixture(scope="module")
def real() -> Iterator[Product]:
    """A desk out of training: posts by hand are for real."""
    with tempfile.TemporaryDirectory(prefix="answerable-by-hand-", ignore_cleanup_errors=True) as name:
        Path(name).chmod(0o755)
        with running_product(Path(name)) as started:
            yield started


@pytest.fixture(scope="module")
def ada(real: Product, browser: Browser) -> Iterator[Page]:
    """The first person, who opens X and LinkedIn in the first run; Ben joins, and training ends."""
    with browser.new_context(viewport={"width": 1280, "height": 800}) as context:
        page = context.new_page()
        said = watch_console(page)
        page.goto(real.way_in)
        page.get_by_label("Your name").fill(NAME)
        page.get_by_label("Your email address").fill(EMAIL)
        page.get_by_label("Choose a password").fill(PASSWORD)
        page.get_by_role("button", name="Continue").click()
        page.get_by_label("What is your body called?").fill("Tarnbrook Council")
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("button", name="Continue").click()
        page.get_by_role("radio", name="neither").check()
        page.get_by_role("checkbox", name="X (Twitter)").check()
        page.get_by_role("checkbox", name="LinkedIn").check()
        page.get_by_role("checkbox", name="Phone calls").check()
        assert_accessible(page)
        page.get_by_role("button", name="Open the desk").click()
        yield page
        assert said == []


@pytest.fixture(scope="module")
def ben(real: Product, ada: Page, browser: Browser) -> Iterator[Page]:
    """A clearer whose browser runs no scripts, on a phone."""
    ada.goto(f"{real.address}/desk/people/join/")
    ada.get_by_label("Name", exact=True).fill("Ben Example")
    ada.get_by_label("Email address").fill(BEN[0])
    ada.get_by_role("checkbox", name="Clearer").check()
    ada.get_by_role("button", name="Make the link").click()
    link = ada.get_by_role("code").inner_text()
    with browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}) as context:
        page = context.new_page()
        page.goto(link)
        page.get_by_label("Your name").fill("Ben Example")
        page.get_by_label("Choose a password").fill(BEN[1])
        page.get_by_role("button", name="Continue").click()
        ada.goto(f"{real.address}/desk/people/")
        ada.get_by_role("button", name=re.compile("training", re.IGNORECASE)).click()
        yield page


@pytest.fixture(scope="module")
def question(real: Product, ada: Page, ben: Page) -> str:
    """Three posts on X brought in from the keyboard alone, answered by Ada and cleared by Ben."""
    ada.goto(f"{real.address}/desk/posts/by-hand/")
    assert_accessible(ada)
    for account, number, text in ASKED:
        expect(ada.get_by_label("Link of the post")).to_be_focused()
        ada.keyboard.insert_text(f"https://x.com/{account}/status/{number}?s=20")
        ada.keyboard.press("Tab")
        ada.keyboard.insert_text(text)
        ada.keyboard.press("Control+Enter")
        expect(ada.get_by_text("Ready for the next")).to_be_visible()
    find_question(ada, real.address, "ferry", asked_by=len(ASKED))
    made = public_id(ada)
    triage_to_answer(ada)
    write(ada, ANSWER)
    _hand_in(ada)
    ben.goto(f"{real.address}/desk/questions/{made}/")
    clear(ben)
    return made


def test_two_people_post_each_answer_once_and_confirm_it(real: Product, ada: Page, ben: Page, question: str) -> None:
    address = f"{real.address}/desk/telling/by-hand/"
    shows(ada, address, lambda: ada.get_by_role("button", name="Take it"))
    assert_accessible(ada)
    ada.get_by_role("button", name="Take the longest waiting").focus()
    ada.keyboard.press("Enter")
    expect(ada.get_by_role("heading", name="Answer anna_b on X (Twitter)")).to_be_visible()
    assert_accessible(ada)
    ada.get_by_role("button", name="Copy").click()
    expect(ada.get_by_text("Copied", exact=True)).to_be_visible()

    ben.goto(ada.url)
    expect(ben.get_by_text("Ada Example has this in hand")).to_be_visible()
    ben.goto(address)
    ben.get_by_role("button", name="Take it").first.click()
    expect(ben.get_by_role("heading", name="Answer bert on X (Twitter)")).to_be_visible()
    expect(ben.locator("#cleared")).to_contain_text(ANSWER)
    assert ben.get_by_role("link", name="Open it on X").get_attribute("href") == "https://x.com/bert/status/12"
    ben.get_by_label("Link of what you posted").fill("https://x.com/tarnbrook/status/102")
    ben.get_by_role("button", name="Done", exact=True).click()
    expect(ben.get_by_text("Told. What you gave is kept as the evidence.")).to_be_visible()

    field = ada.get_by_label("Link of what you posted")
    tab_to(ada, field)
    ada.keyboard.insert_text("https://twitter.com/tarnbrook/status/102")
    ada.keyboard.press("Enter")
    expect(ada.get_by_text("given for another person's answer already").first).to_be_visible()
    assert_accessible(ada)
    ada.get_by_label("Link of what you posted").fill("https://x.com/tarnbrook/status/101")
    ada.get_by_role("button", name="Done, take the next").click()
    expect(ada.get_by_role("heading", name="Answer cleo on X (Twitter)")).to_be_visible()
    ada.get_by_text("It is not posted").click()
    ada.get_by_role("radio", name="The post is gone.").check()
    ada.get_by_role("button", name="It cannot be posted").click()
    expect(ada.get_by_role("heading", name="Nothing waits to be posted")).to_be_visible()

    shows(ada, f"{real.address}/desk/telling/{question}/", lambda: ada.get_by_text("Nothing is on its way any more."))
    expect(ada.get_by_role("row", name="anna_b")).to_contain_text("Told")
    expect(ada.get_by_role("row", name="bert")).to_contain_text("Told")
    expect(ada.get_by_role("row", name="cleo")).to_contain_text("The post is gone.")


def test_the_bookmark_fills_the_form_in_and_keeps_nothing_by_itself(real: Product, ada: Page) -> None:
    ada.goto(f"{real.address}/desk/posts/by-hand/")
    bookmark = ada.get_by_role("link", name="Bring to the desk")
    code = str(bookmark.get_attribute("href"))
    bookmark.click()
    expect(ada.get_by_text("pressed here, it would read this page")).to_be_visible()

    # As on a network's page: some words are selected there, and the bookmark is pressed.
    ada.goto(f"{real.address}/ask/")
    ada.evaluate("getSelection().selectAllChildren(document.querySelector('h1'))")
    with ada.context.expect_page() as opened:
        ada.evaluate(unquote(code.removeprefix("javascript:")))
    page = opened.value
    expect(page.get_by_label("What they wrote")).to_have_value("Ask a question")
    expect(page.get_by_label("Link of the post")).to_have_value(f"{real.address}/ask/")
    expect(page.get_by_text("Ask a question · Tarnbrook Council")).to_be_visible()
    assert "#" not in page.url
    page.reload()
    expect(page.get_by_label("What they wrote")).to_have_value("")
    page.close()


@pytest.mark.parametrize(
    "path", ["posts/by-hand/", "telling/by-hand/", "channels/", "channels/open/hand/?network=x", "channels/open/feed/"]
)
def test_everyone_can_use_its_pages_on_a_phone_and_at_a_desk(real: Product, ada: Page, path: str) -> None:
    for width in (360, 1280):
        ada.set_viewport_size({"width": width, "height": 800})
        ada.goto(f"{real.address}/desk/{path}")
        assert_accessible(ada)
        assert_fits(ada)


def _hand_in(page: Page) -> None:
    """Out of training the author is not offered to clear what they wrote."""
    page.get_by_role("button", name="Save and hand in").click()
    expect(page.get_by_role("heading", name="Hand in for clearance")).to_be_visible()
    for reason in page.locator("main textarea").all():
        reason.fill("It has to be said so.")
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_text("Version 1 handed in for clearance")).to_be_visible()
