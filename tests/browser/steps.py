"""What a person does on the pages, a step at a time: the journeys are told in these words."""

import time
from collections.abc import Callable

from axe import assert_accessible
from playwright.sync_api import Browser, Locator, Page, expect

NAME, EMAIL, PASSWORD = "Ada Example", "ada@tarnbrook.example", "purple otter lantern"
SOON_SECONDS = 120.0
"""Rounds begin every two to five seconds; a machine that is busy with other tests needs several of them."""


def until(look: Callable[[], bool], what: str, *, seconds: float = SOON_SECONDS) -> None:
    """Looks again and again until it is so."""
    deadline = time.monotonic() + seconds
    while not look():
        assert time.monotonic() < deadline, f"after {seconds:.0f} seconds still not: {what}"
        time.sleep(0.5)


def shows(page: Page, address: str, sought: Callable[[], Locator], *, seconds: float = SOON_SECONDS) -> Locator:
    """Opens the address, again and again, until what is sought is on the page."""

    def look() -> bool:
        page.goto(address)
        return sought().count() > 0

    until(look, f"{sought()} on {address}", seconds=seconds)
    return sought()


def first_run(page: Page, way_in: str, *, look: Callable[[Page], None] = assert_accessible) -> None:
    """From the link that was printed to the open desk, in training mode with the practice network."""
    page.goto(way_in)
    look(page)
    page.get_by_label("Your name").fill(NAME)
    page.get_by_label("Your email address").fill(EMAIL)
    page.get_by_label("Choose a password").fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Your body")).to_be_visible()
    look(page)
    page.get_by_label("What is your body called?").fill("Tarnbrook Council")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("radio", name="start in training mode")).to_be_checked()
    look(page)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("radio", name="a council")).to_be_checked()
    look(page)
    page.get_by_role("button", name="Open the desk").click()
    expect(page.get_by_role("heading", name="Questions", level=1)).to_be_visible()


def sign_in(page: Page, address: str, *, email: str = EMAIL, password: str = PASSWORD) -> None:
    """By the page, as everybody does after the first day."""
    page.goto(f"{address}/desk/")
    page.get_by_label("Email").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Questions", level=1)).to_be_visible()


def second_person(desk: Page, browser: Browser, address: str, *, name: str) -> Page:
    """Asks somebody to join as a clearer, and is them: a window in which they are signed in."""
    desk.goto(f"{address}/desk/people/join/")
    desk.get_by_label("Name").fill(name)
    desk.get_by_label("Email").fill(f"{name.lower().replace(' ', '.')}@tarnbrook.example")
    desk.get_by_label("Clearer").check()
    desk.get_by_role("button").filter(has_text="link").first.click()
    link = desk.locator("main").get_by_text("/way-in/").first.inner_text().strip()
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(link)
    page.get_by_label("Choose a password").fill("amber walrus ledger")
    page.get_by_role("button", name="Continue").click()
    return page


def find_question(page: Page, address: str, words: str, *, asked_by: int) -> None:
    """Waits until so many people stand behind the question that these words find, and opens it."""
    row = page.locator(".question").filter(has=page.locator(".question__asks strong", has_text=str(asked_by)))
    shows(page, f"{address}/desk/?q={words.replace(' ', '+')}", lambda: row)
    row.get_by_role("heading").get_by_role("link").click()
    expect(page.get_by_role("heading", name="What people say")).to_be_visible()


def triage_to_answer(page: Page) -> None:
    """From the question's page to the empty draft."""
    page.get_by_role("link", name="Triage").click()
    page.get_by_role("radio", name="Answer it").check()
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_label("Answer", exact=True)).to_be_visible()


def write(page: Page, text: str, *, sources: str = "") -> None:
    """Into the fields of the draft; nothing is saved yet."""
    page.get_by_label("Answer", exact=True).fill(text)
    page.get_by_label("Sources (optional)").fill(sources)


def hand_in(page: Page, *, title: str = "", reason: str = "It has to be said so.") -> None:
    """From the draft to waiting for a second person: a title for everyone, and a reason for each warning."""
    page.get_by_role("button", name="Save and hand in").click()
    expect(page.get_by_role("heading", name="Hand in for clearance")).to_be_visible()
    if title:
        page.get_by_label("The question, as everyone will read it").fill(title)
    _fill_all(page.locator("main textarea"), reason)
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("link", name="Read and decide")).to_be_visible()


def clear(page: Page, *, words: str = "Yes, I checked.") -> None:
    """From the question's page: the second person's yes."""
    page.get_by_role("link", name="Read and decide").click()
    _fill_all(page.locator("aside textarea"), words)
    page.get_by_role("button", name="Clear it").click()
    expect(page.get_by_text("Cleared. The answer is published and everyone who asked is told.")).to_be_visible()


def telling_over(page: Page) -> None:
    """From the question's page: waits until nothing is on its way any more, on the page about who was told."""
    link = page.get_by_role("link", name="See who was told")
    shows(page, page.url, lambda: link).click()
    expect(page.get_by_role("heading", name="Who asked")).to_be_visible()
    shows(page, page.url, lambda: page.get_by_text("Nothing is on its way any more."))


def answer_question(page: Page, text: str) -> None:
    """From the question's page to told, in training mode by one person."""
    triage_to_answer(page)
    write(page, text)
    hand_in(page)
    clear(page)
    telling_over(page)


def public_id(page: Page) -> str:
    """Of the question that the page is about."""
    return page.url.split("?")[0].split("#")[0].rstrip("/").rsplit("/", 1)[-1]


def tab_to(page: Page, sought: Locator, *, most: int = 40) -> None:
    """Presses Tab until what is sought has the focus."""
    for _press in range(most):
        page.keyboard.press("Tab")
        if sought.and_(page.locator(":focus")).count():
            return
    raise AssertionError(f"{sought} is not reached with {most} presses of Tab")


def _fill_all(fields: Locator, words: str) -> None:
    for field in fields.all():
        field.fill(words)
