"""The desk's pages: each renders for whom it is for, shows hostile words as text, and loses nobody's words."""

from datetime import timedelta

import pytest
from django.test import Client

from answerable.accounts.models import Person
from answerable.accounts.roles import Role
from answerable.desk.claim import claim_question
from answerable.desk.clear import want_changes
from answerable.desk.models import Clearance, Decision, Draft, DraftVersion
from answerable.desk.triage import triage_question
from answerable.jobs import clock
from answerable.questions.models import Outcome, Question, Reason, State
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
HOSTILE = '<script>alert("hi")</script>\u202etxt.exe <img src=x onerror=alert(1)> {{ 7*191 }} Where is my bin?'
NEVER = ("<script>alert", "<img src=x", "\u202e", "1337")
WORDS = {"text": make.ANSWER, "short_text": "", "sources": "", "language": "en", "based_on": "0"}


def browser(who: Person | None = None) -> Client:
    return make.signed_in(who or make.person("All", *Role))


def at(about: Question, where: str = "") -> str:
    return f"/desk/questions/{about.public_id}/{where}"


def read(address: str, who: Person | None = None) -> str:
    page = browser(who).get(address)
    assert page.status_code == 200, page.headers
    return page.content.decode()


def hostile() -> Question:
    post = make.post(make.channel("Square"), HOSTILE, account='"><b>bold</b>')
    Question.objects.filter(pk=make.question(post).pk).update(title=HOSTILE)
    return Question.objects.get()


def to_answering(about: Question) -> Question:
    return triage_question(question=about, outcome=Outcome.ANSWER, by=make.lin(), at=make.NOON)


def test_hostile_posts_are_text_on_every_page() -> None:
    about = hostile()
    pages = [read(at(about)), read(at(about, "triage/"))]
    about = to_answering(about)
    pages.append(read(at(about, "draft/")))
    version = make.saved(about, "Bins <script>alert(2)</script> go out.\n\nOn Tuesdays.", sources="javascript:alert(3)")
    pages += [read(at(about, "draft/")), read(at(about, "draft/hand-in/"))]
    make.handed_in(version)
    pages += [read(at(about, "clear/"), make.ben()), read("/desk/to-clear/"), read(at(about))]
    for page in pages:
        assert not [one for one in NEVER if one in page]
        assert "&lt;script&gt;" in page
        assert "<b>bold</b>" not in page
    assert 'href="javascript:' not in "".join(pages)


def test_every_state_of_a_question_has_its_page() -> None:
    about = make.question()
    for state in State:
        into = make.question() if state == State.MERGED else None
        outcome = Outcome.NOTED if state == State.ENDED else ""
        Question.objects.filter(pk=about.pk).update(state=state, outcome=outcome, merged_into=into)
        assert str(State(state).label) in read(at(about))


def test_a_reader_sees_the_question_and_no_buttons() -> None:
    page = read(at(make.question()), make.person("Rex", Role.RECORDS))
    assert "What people say" in page
    assert "I am on it" not in page
    assert "Triage" not in page


def test_a_question_that_is_not_there_is_not_found() -> None:
    assert browser().get("/desk/questions/q_nothing/").status_code == 404


def test_the_next_step_leads_through_the_whole_way() -> None:
    about, ada, ben = make.question(), make.ada(), make.ben()
    assert f'href="{at(about, "triage/")}"' in read(at(about), make.lin())
    browser(make.lin()).post(at(about, "triage/"), {"outcome": "answer"})
    assert f'href="{at(about, "draft/")}"' in read(at(about), ada)
    sent = browser(ada).post(at(about, "draft/"), WORDS | {"hand_in": "1"})
    assert sent["Location"] == at(about, "draft/hand-in/")
    page = browser(ada).get(sent["Location"])
    reasons = make.reasons_for(DraftVersion.objects.get())
    assert browser(ada).post(sent["Location"], make.hidden_in(page) | reasons)["Location"] == at(about)
    assert f'href="{at(about, "clear/")}"' not in read(at(about), ada)
    assert f'href="{at(about, "clear/")}"' in read(at(about), ben)
    page = browser(ben).get(at(about, "clear/"))
    answers = make.answers_for(Clearance.objects.get())
    assert (
        browser(ben).post(at(about, "clear/"), make.hidden_in(page) | {"clear": "1", "note": ""} | answers).status_code
        == 302
    )
    assert "Cleared. It is published within seconds." in read(at(about), ben)


def test_who_triages_but_does_not_write_goes_back_to_the_list() -> None:
    about = make.question()
    assert browser(make.lin()).post(at(about, "triage/"), {"outcome": "answer"})["Location"] == "/desk/"


def test_triage_says_what_is_missing_beside_the_form() -> None:
    about = make.question()
    page = browser().post(at(about, "triage/"), {"outcome": "passed_on"})
    assert page.status_code == 422
    assert "Say in a sentence" in page.content.decode()
    sent = {"outcome": "not_answering", "reason": Reason.SPAM}
    assert browser().post(at(about, "triage/"), sent)["Location"] == "/desk/"
    about.refresh_from_db()
    assert about.reason == Reason.SPAM
    assert "Bring it back" in read(at(about))
    browser().post(at(about, "reopen/"))
    about.refresh_from_db()
    assert about.state == State.NEW


def test_the_same_triage_sent_twice_is_said_so() -> None:
    about, sent = make.question(), {"outcome": "noted", "note": "Heard."}
    assert browser().post(at(about, "triage/"), sent).status_code == 302
    assert browser().post(at(about, "triage/"), sent).status_code == 422


def test_claiming_assigning_and_giving_back() -> None:
    about, ada = make.question(), make.ada()
    browser(ada).post(at(about, "claim/"))
    assert "Give it back" in read(at(about), ada)
    assert "Ada, until" in read(at(about), make.tom())
    assert browser(make.tom()).post(at(about, "claim/")).status_code == 409
    browser(ada).post(at(about, "claim/"), {"release": "1"})
    browser(make.lin()).post(at(about, "assign/"), {"to": str(ada.pk)})
    assert "Expected from Ada" in read(at(about), make.tom())
    assert browser(make.lin()).post(at(about, "assign/"), {"to": "999"}).status_code == 409


def test_a_claim_that_ran_out_is_not_shown() -> None:
    about = make.question()
    claim_question(question=about, by=make.ada(), at=clock.now() - timedelta(hours=1))
    assert "Nobody yet." in read(at(about), make.tom())


# handing in, clearing


def test_what_blocks_is_shown_instead_of_the_button() -> None:
    about = make.saved(text="DRAFT: her NI number is QQ123456C, call 07700 900123.").draft.question
    page = read(at(about, "draft/hand-in/"))
    assert "This must change first" in page
    assert "Hand in</button>" not in page


def test_a_warning_asks_for_its_reason_beside_the_field() -> None:
    version = make.saved(text="We will obviously utilise ASAP the aforementioned KPI framework #bins #BINSDAY.")
    about = version.draft.question
    page = browser().post(at(about, "draft/hand-in/"), {"number": "1"})
    assert page.status_code == 422
    assert "Give a reason, or mend the words." in page.content.decode()
    assert browser().post(at(about, "draft/hand-in/"), {"number": ""} | make.reasons_for(version)).status_code == 422
    # “We will” is a promise: the page has it ticked, and a browser sends it along.
    sent = {"number": "1", "routes": ["commitment"]} | dict(make.reasons_for(version))
    assert browser().post(at(about, "draft/hand-in/"), sent).status_code == 302
    assert "It has to be said so." in read(at(about, "clear/"), make.ben())


def test_without_a_draft_there_is_nothing_to_hand_in() -> None:
    about = make.answering()
    assert browser().get(at(about, "draft/hand-in/"))["Location"] == at(about)
    assert not Draft.objects.exists()


def test_the_plan_is_shown_before_anybody_clears() -> None:
    square = make.channel("Square")
    posts = [make.post(square), make.post(square), make.post(make.channel("Exports", kind="file"))]
    about = make.handed_in(make.saved(make.answering(*posts))).version.draft.question
    page = read(at(about, "clear/"), make.ben())
    assert "Your yes tells 2 people exactly these words." in page
    assert "1 asked in a file without a way back" in page
    assert "Who will be told" in page


def test_a_page_without_its_hidden_part_clears_nothing() -> None:
    clearance = make.handed_in()
    address, answers = at(clearance.version.draft.question, "clear/"), dict(make.answers_for(clearance))
    for cutoff in ("", "yesterday", "2025-06-02T12:00:00", "2025-06-02T12:00:00+00:00"):
        page = browser(make.ben()).post(
            address, {"clear": "1", "note": "", "cutoff": cutoff, "seen_hash": "x"} | answers
        )
        assert page.status_code == 422
    assert Clearance.objects.get().decision == Decision.WAITING


def test_sending_back_needs_a_note_and_no_answers() -> None:
    about = make.handed_in().version.draft.question
    ben = browser(make.ben())
    assert ben.post(at(about, "clear/"), {"changes": "1", "note": ""}).status_code == 422
    assert ben.post(at(about, "clear/"), {"changes": "1", "note": "Say which week."}).status_code == 302
    assert "Ben wants changes" in read(at(about, "draft/"), make.ada())
    assert "Say which week." in read(at(about), make.ada())


def test_nothing_to_clear_leads_back_to_the_question() -> None:
    about = make.answering()
    assert browser(make.ben()).get(at(about, "clear/"))["Location"] == at(about)
    assert "Nothing waits for clearance" in read("/desk/to-clear/")


def test_the_list_of_what_waits_leads_to_each() -> None:
    about = make.handed_in().version.draft.question
    assert f'href="{at(about, "clear/")}"' in read("/desk/to-clear/", make.ben())


def test_an_author_who_looks_at_a_draft_that_waits_is_shown_where_it_stands() -> None:
    about = make.handed_in().version.draft.question
    assert browser(make.ada()).get(at(about, "draft/"))["Location"] == at(about)
    assert "Take the draft back" in read(at(about), make.ada())
    assert browser(make.ada()).post(at(about, "draft/take-back/"))["Location"] == at(about, "draft/")
    assert browser(make.ada()).post(at(about, "draft/take-back/")).status_code == 409


def test_the_story_is_told_from_the_first_post_to_the_decision() -> None:
    clearance = make.handed_in()
    want_changes(clearance=clearance, note="Say which week.", by=make.ben(), at=make.NOON)
    page = read(at(clearance.version.draft.question))
    told = ["First asked", "Version 1 saved", "Version 1 handed in for clearance", "Version 1 sent back"]
    places = [page.index(f"{one}</p>") for one in told]
    assert places == sorted(places)
