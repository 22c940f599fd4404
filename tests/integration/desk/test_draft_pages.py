"""The writing page: nobody overwrites a colleague, and nobody's words are lost."""

import pytest
from django.test import Client

from answerable.accounts.models import Person
from answerable.accounts.roles import Role
from answerable.desk.models import Draft, DraftState, DraftVersion
from answerable.questions.models import Outcome, Question, State
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
WORDS = {"text": make.ANSWER, "short_text": "", "sources": "", "language": "en", "based_on": "0"}


def browser(who: Person | None = None) -> Client:
    return make.signed_in(who or make.person("All", *Role))


def at(about: Question, where: str = "") -> str:
    return f"/desk/questions/{about.public_id}/{where}"


def read(address: str, who: Person | None = None) -> str:
    page = browser(who).get(address)
    assert page.status_code == 200, page.headers
    return page.content.decode()


def test_looking_at_the_writing_page_claims_the_question_and_makes_no_draft() -> None:
    about = make.answering()
    assert "A new draft" in read(at(about, "draft/"), make.ada())
    about.refresh_from_db()
    assert about.claimed_by == make.ada()
    assert not Draft.objects.exists()


def test_a_question_that_nobody_decided_to_answer_has_no_writing_page() -> None:
    assert browser().get(at(make.question(), "draft/")).status_code == 409


def test_whoever_writes_beside_a_colleague_knows_it() -> None:
    about = make.answering()
    read(at(about, "draft/"), make.ada())
    assert "Ada is working on this question" in read(at(about, "draft/"), make.tom())


def test_the_same_form_sent_twice_is_one_version() -> None:
    about, ada = make.answering(), browser(make.ada())
    for _ in range(2):
        assert ada.post(at(about, "draft/"), WORDS)["Location"] == at(about, "draft/")
    assert DraftVersion.objects.count() == 1


def test_of_two_writers_the_second_sees_both_texts_and_loses_nothing() -> None:
    about = make.answering()
    browser(make.ada()).post(
        at(about, "draft/"), WORDS | {"text": "Bins go out one day later.", "sources": "https://a.example"}
    )
    page = browser(make.tom()).post(at(about, "draft/"), WORDS | {"text": "Bins go out two days later."})
    shown = page.content.decode()
    assert page.status_code == 409
    assert "Ada saved version 1 while you were writing" in shown
    assert "Bins go out one day later." in shown
    assert "Bins go out two days later." in shown
    assert "https://a.example" in shown
    again = make.hidden_in(page) | WORDS | {"text": "Both.", "based_on": make.hidden_in(page)["based_on"]}
    assert browser(make.tom()).post(at(about, "draft/"), again).status_code == 302
    assert [one.text for one in DraftVersion.objects.order_by("number")] == ["Bins go out one day later.", "Both."]


def test_words_typed_while_it_was_handed_in_are_not_lost() -> None:
    clearance = make.handed_in()
    about = clearance.version.draft.question
    page = browser(make.tom()).post(at(about, "draft/"), WORDS | {"text": "My own words."})
    assert page.status_code == 422
    assert "My own words." in page.content.decode()
    assert "take it back first" in page.content.decode()


def test_words_typed_while_the_question_ended_are_not_lost() -> None:
    about = make.answering()
    Question.objects.update(state=State.ENDED, outcome=Outcome.NOTED)
    page = browser().post(at(about, "draft/"), WORDS | {"text": "My own words."})
    assert page.status_code == 422
    assert "My own words." in page.content.decode()


def test_words_with_nul_and_more_than_20_000_characters() -> None:
    about = make.answering()
    assert browser().post(at(about, "draft/"), WORDS | {"text": "Bins\0 go out."}).status_code == 302
    assert DraftVersion.objects.get().text == "Bins go out."
    page = browser().post(at(about, "draft/"), WORDS | {"text": "a " * 10_001, "based_on": "1"})
    assert page.status_code == 422
    assert "a a a a" in page.content.decode()


def test_an_empty_answer_is_not_saved() -> None:
    about = make.answering()
    assert browser().post(at(about, "draft/"), WORDS | {"text": "  "}).status_code == 422
    assert not Draft.objects.exists()


def test_findings_are_shown_while_one_types_and_nothing_is_saved() -> None:
    about = make.answering(make.post(make.channel("Square")))
    page = browser().post(at(about, "draft/judge/"), WORDS | {"text": "Call me\0. " * 100})
    assert page.status_code == 200
    assert "over the limit of 500" in page.content.decode()
    assert "<html" not in page.content.decode()
    assert not Draft.objects.exists()


def test_a_mend_is_one_button() -> None:
    version = make.saved(text="You can apply online in order to utilise the service.")
    about = version.draft.question
    assert "Mend it" in read(at(about, "draft/"))
    number = next(number for number, one in enumerate(version.findings) if one["mend"] is not None)
    sent = {"number": "1", "finding": str(number)}
    assert browser().post(at(about, "draft/mend/"), sent).status_code == 302
    assert browser().post(at(about, "draft/mend/"), sent).status_code == 409
    assert browser().post(at(about, "draft/mend/"), {"number": "x"}).status_code == 409


def test_a_draft_is_laid_aside_by_one_button() -> None:
    about = make.saved().draft.question
    for _ in range(2):
        assert browser().post(at(about, "draft/drop/"))["Location"] == at(about)
    assert Draft.objects.get().state == DraftState.DROPPED
