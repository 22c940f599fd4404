"""The main road in a real browser: from a citizen's post to askers who were told and a record that proves it."""

import pytest
from axe import assert_accessible
from playwright.sync_api import Page, expect
from product import Product
from steps import clear, find_question, hand_in, public_id, shows, tab_to, telling_over, triage_to_answer, write

pytestmark = pytest.mark.browser

MARKET = "When does the Saturday market come back to Mill Square?"
ASKED = [
    {"id": "market-1", "handle": "jude", "author": "Jude Marl", "text": MARKET},
    {"id": "market-2", "handle": "cleo", "author": "Cleo Fenn", "text": f"@tarnbrook {MARKET}"},
    {"id": "market-3", "handle": "bram", "author": "Bram Teal", "text": f"{MARKET}?? 🙏"},
    {"id": "market-4", "handle": "odile", "author": "Odile Rook", "text": f"{MARKET} Thanks", "behaviour": "blocks_us"},
]
TITLE = "When is the Saturday market back?"
FIRST_TRY = "The Saturday market is back from 5 December. DRAFT You can utilise the car park in Mill Lane for free."
ANSWER = "The Saturday market is back from 5 December. You can use the car park in Mill Lane for free."
SOURCE = "https://tarnbrook.example/markets"


def test_a_question_goes_all_the_way_from_asked_to_told_and_proven(desk: Page, product: Product) -> None:
    product.people_write(ASKED)
    find_question(desk, product.address, "Saturday market", asked_by=4)
    assert_accessible(desk)
    question = public_id(desk)

    triage_to_answer(desk)
    _write_and_mend(desk)
    hand_in(desk, title=TITLE)
    assert_accessible(desk)
    _read_and_clear(desk)
    telling_over(desk)

    _everyone_is_accounted_for(desk)
    _the_reply_is_in_the_thread_once(desk, product)
    _anyone_reads_the_answer(desk, product, question)
    _the_record_tells_of_it(desk)


def _write_and_mend(desk: Page) -> None:
    findings = desk.get_by_role("status").filter(has=desk.locator(".finding, p"))
    desk.get_by_label("Answer", exact=True).press_sequentially(FIRST_TRY)
    expect(findings.get_by_text("“DRAFT” is a protective marking.")).to_be_visible()
    assert_accessible(desk)

    write(desk, FIRST_TRY.replace(" DRAFT", ""), sources=SOURCE)
    expect(findings.get_by_text("“DRAFT” is a protective marking.")).to_be_hidden()
    desk.get_by_role("button", name="Save", exact=True).click()
    desk.get_by_role("button", name="Mend it").first.click()

    expect(desk.get_by_label("Answer", exact=True)).to_have_value(ANSWER)
    assert_accessible(desk)


def _read_and_clear(desk: Page) -> None:
    desk.get_by_role("link", name="Read and decide").click()
    expect(desk.get_by_text("Your yes tells 4 people exactly these words.")).to_be_visible()
    expect(desk.get_by_role("table", name="Who will be told")).to_be_visible()
    assert_accessible(desk)
    desk.get_by_role("link", name="Back to the question").click()
    clear(desk)


def _everyone_is_accounted_for(desk: Page) -> None:
    askers = desk.get_by_role("table", name="Who asked")
    for handle in ("jude", "cleo", "bram"):
        expect(askers.get_by_role("row", name=handle)).to_contain_text("Told")
    expect(askers.get_by_role("row", name="odile")).to_contain_text("blocked")
    assert_accessible(desk)


def _the_reply_is_in_the_thread_once(desk: Page, product: Product) -> None:
    with desk.context.new_page() as thread:
        thread.goto(f"{product.practice}/posts/market-2")
        expect(thread.get_by_text(ANSWER)).to_have_count(1)
        thread.goto(f"{product.practice}/posts/market-4")
        expect(thread.get_by_text(ANSWER)).to_have_count(0)


def _anyone_reads_the_answer(desk: Page, product: Product, question: str) -> None:
    desk.goto(f"{product.address}/")
    assert_accessible(desk)
    desk.get_by_role("link", name=TITLE).click()
    expect(desk).to_have_url(f"{product.address}/answers/{question}/")
    expect(desk.get_by_text(ANSWER)).to_be_visible()
    expect(desk.get_by_role("link", name=SOURCE)).to_be_visible()
    expect(desk.get_by_text("Asked by a few people")).to_be_visible()
    assert_accessible(desk)


def _the_record_tells_of_it(desk: Page) -> None:
    entry = desk.get_by_role("link", name="answer.published", exact=True, include_hidden=True)
    shows(desk, desk.url, lambda: entry)
    desk.get_by_text("This answer in the record").click()
    assert_accessible(desk)
    entry.click()
    expect(desk.get_by_role("definition").filter(has_text=ANSWER)).to_be_visible()
    assert_accessible(desk)
    with desk.expect_download() as coming:
        desk.get_by_role("link", name="Download the proof").click()
    proof = coming.value.path().read_text(encoding="utf-8")
    assert proof.startswith("c2sp.org/tlog-proof@v1\n")


def test_the_keyboard_alone_leads_from_the_inbox_to_a_triaged_question(desk: Page, product: Product) -> None:
    product.people_write(
        [{"id": "benches", "handle": "tilda", "text": "Who do I tell about the broken benches by the boating lake?"}]
    )
    shows(desk, f"{product.address}/desk/?q=broken+benches", lambda: desk.locator("[data-row]"))
    row = desk.locator("[data-row]").first

    desk.keyboard.press("Tab")
    expect(desk.get_by_role("link", name="Skip to main content")).to_be_focused()
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("main")).to_be_focused()
    tab_to(desk, row)
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("heading", name="What people say")).to_be_visible()
    question = desk.url
    tab_to(desk, desk.get_by_role("link", name="Triage"))
    desk.keyboard.press("Enter")
    tab_to(desk, desk.get_by_role("radio", name="Answer it"))
    desk.keyboard.press("ArrowDown")
    expect(desk.get_by_role("radio", name="Note it")).to_be_checked()
    tab_to(desk, desk.get_by_label("Who has it now"))
    desk.keyboard.type("The parks team has it on its list.")
    tab_to(desk, desk.get_by_role("button", name="Decide"))
    desk.keyboard.press("Enter")

    expect(desk.get_by_role("heading", name="Questions", level=1)).to_be_visible()
    desk.goto(question)
    expect(desk.get_by_text("The parks team has it on its list.").first).to_be_visible()


def test_what_is_wrong_with_a_form_is_read_first(desk: Page, product: Product) -> None:
    desk.goto(f"{product.address}/desk/people/join/")
    desk.get_by_role("button", name="Make the link").click()
    expect(desk.locator(".govuk-error-summary")).to_be_focused()
    assert_accessible(desk)
