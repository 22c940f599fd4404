"""Who works on a question, and what is decided about it."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from answerable.accounts.roles import Role
from answerable.desk.claim import LASTS, assign_question, claim_question, release_question
from answerable.desk.release import release_lapsed
from answerable.desk.triage import reopen_question, triage_question
from answerable.errors import Refused
from answerable.questions.come_back import come_back_due
from answerable.questions.models import Outcome, Question, Reason, State
from answerable.record.read import entries_about
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
NOON = make.NOON
TOMORROW = date(2025, 6, 3)


def triage(about: Question, outcome: str, **more: object) -> Question:
    return triage_question(question=about, outcome=outcome, **({"by": make.lin(), "at": NOON} | more))


# claims


def test_a_claim_holds_for_a_while_and_says_whose_it_is() -> None:
    about = make.question()
    claim_question(question=about, by=make.ada(), at=NOON)
    with pytest.raises(Refused, match="Ada is working on this question"):
        claim_question(question=about, by=make.tom(), at=NOON + LASTS - timedelta(seconds=1))


def test_a_claim_runs_out() -> None:
    about = make.question()
    claim_question(question=about, by=make.ada(), at=NOON)
    claim_question(question=about, by=make.tom(), at=NOON + LASTS)
    about.refresh_from_db()
    assert (about.claimed_by, about.claimed_until) == (make.tom(), NOON + LASTS * 2)


def test_ones_own_claim_is_renewed() -> None:
    about = make.question()
    for minutes in (0, 10):
        claim_question(question=about, by=make.ada(), at=NOON + timedelta(minutes=minutes))
    about.refresh_from_db()
    assert about.claimed_until == NOON + timedelta(minutes=10) + LASTS


def test_a_claim_is_given_back_by_its_holder_only() -> None:
    about = make.question()
    claim_question(question=about, by=make.ada(), at=NOON)
    release_question(question=about, by=make.tom())
    about.refresh_from_db()
    assert about.claimed_by == make.ada()
    release_question(question=about, by=make.ada())
    about.refresh_from_db()
    assert (about.claimed_by, about.claimed_until) == (None, None)


def test_lapsed_claims_are_let_go_by_themselves() -> None:
    about, other = make.question(), make.question()
    claim_question(question=about, by=make.ada(), at=NOON)
    claim_question(question=other, by=make.ada(), at=NOON + timedelta(minutes=1))
    assert release_lapsed(at=NOON + LASTS) == 1
    about.refresh_from_db()
    other.refresh_from_db()
    assert (about.claimed_by, other.claimed_by) == (None, make.ada())


@pytest.mark.django_db(transaction=True)
def test_of_two_who_claim_at_once_one_gets_it() -> None:
    make.body()
    about, people = make.question(), [make.ada(), make.tom()]
    ready, got = threading.Barrier(2), []

    def claim(number: int) -> None:
        ready.wait()
        try:
            claim_question(question=about, by=people[number], at=NOON)
            got.append(people[number])
        except Refused:
            pass
        finally:
            connection.close()

    both = [threading.Thread(target=claim, args=(number,)) for number in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(got) == 1
    assert Question.objects.get().claimed_by == got[0]


def test_a_question_is_assigned_to_somebody_who_writes() -> None:
    about = make.question()
    assign_question(question=about, to=make.ada(), by=make.lin(), at=NOON)
    about.refresh_from_db()
    assert about.assigned_to == make.ada()
    with pytest.raises(Refused, match="may not write"):
        assign_question(question=about, to=make.ben(), by=make.lin(), at=NOON)
    assign_question(question=about, to=None, by=make.lin(), at=NOON)
    about.refresh_from_db()
    assert about.assigned_to is None


def test_roles_say_who_claims_and_assigns() -> None:
    about = make.question()
    with pytest.raises(Refused, match="take up"):
        claim_question(question=about, by=make.ben(), at=NOON)
    with pytest.raises(Refused, match="assign"):
        assign_question(question=about, to=make.ada(), by=make.ben(), at=NOON)


# triage


def test_to_answer_opens_the_way_to_a_draft() -> None:
    about = triage(make.question(), Outcome.ANSWER)
    assert (about.state, about.outcome, about.touched_at) == (State.ANSWERING, Outcome.ANSWER, NOON)


@pytest.mark.parametrize("outcome", [Outcome.NOTED, Outcome.PASSED_ON, Outcome.PRIVATE, Outcome.OTHER_PROCESS])
def test_an_outcome_that_gives_it_to_somebody_says_to_whom(outcome: str) -> None:
    about = make.question()
    with pytest.raises(Refused, match="Say in a sentence"):
        triage(about, outcome, note="  ")
    about = triage(about, outcome, note=" The highways agency has it. ")
    assert (about.state, about.outcome, about.reason) == (State.ENDED, outcome, "")
    assert about.outcome_note == "The highways agency has it."


@pytest.mark.parametrize("reason", [one for one in Reason if one not in {Reason.HOLD, Reason.ELEC}])
def test_not_answering_has_a_reason_of_the_closed_list(reason: str) -> None:
    about = triage(make.question(), Outcome.NOT_ANSWERING, reason=reason)
    assert (about.state, about.reason, about.comes_back_on) == (State.ENDED, reason, None)


@pytest.mark.parametrize("reason", ["", "BORED"])
def test_not_answering_without_a_reason_of_the_list_is_refused(reason: str) -> None:
    with pytest.raises(Refused, match="Choose the reason"):
        triage(make.question(), Outcome.NOT_ANSWERING, reason=reason)


@pytest.mark.parametrize("reason", [Reason.HOLD, Reason.ELEC])
def test_what_is_held_has_a_day_and_comes_back_on_it(reason: str) -> None:
    about = make.question()
    with pytest.raises(Refused, match="Choose the day"):
        triage(about, Outcome.NOT_ANSWERING, reason=reason)
    with pytest.raises(Refused, match="future"):
        triage(about, Outcome.NOT_ANSWERING, reason=reason, comes_back_on=NOON.date())
    triage(about, Outcome.NOT_ANSWERING, reason=reason, comes_back_on=TOMORROW)
    assert come_back_due(at=NOON) == 0
    assert come_back_due(at=NOON + timedelta(days=1)) == 1
    about.refresh_from_db()
    assert (about.state, about.outcome, about.comes_back_on) == (State.NEW, "", None)


def test_what_was_passed_on_may_come_back_on_a_day() -> None:
    about = triage(make.question(), Outcome.PASSED_ON, note="The water company.", comes_back_on=TOMORROW)
    assert about.comes_back_on == TOMORROW


def test_what_the_form_still_holds_from_another_choice_counts_for_nothing() -> None:
    about = triage(make.question(), Outcome.ANSWER, reason=Reason.HOLD, comes_back_on=NOON.date())
    assert (about.reason, about.comes_back_on) == ("", None)
    noted = triage(make.question(), Outcome.NOTED, reason=Reason.HOLD, note="Heard.")
    assert (noted.outcome, noted.reason) == (Outcome.NOTED, "")


@pytest.mark.parametrize("outcome", ["", "shrug", Outcome.KNOWN_ANSWER])
def test_an_outcome_outside_the_list_is_refused(outcome: str) -> None:
    with pytest.raises(Refused, match="Choose what happens"):
        triage(make.question(), outcome)


def test_only_those_who_triage_do() -> None:
    about = make.question()
    for who in (make.ada(), make.ben(), make.person("Rex", Role.RECORDS), make.amy()):
        with pytest.raises(Refused, match="triage"):
            triage(about, Outcome.ANSWER, by=who)
        with pytest.raises(Refused, match="triage"):
            reopen_question(question=about, by=who, at=NOON)


def test_the_same_decision_sent_twice_is_made_once() -> None:
    about = make.question()
    triage(about, Outcome.NOTED, note="Heard.")
    with pytest.raises(Refused, match="by now"):
        triage(about, Outcome.NOTED, note="Heard again.")
    about.refresh_from_db()
    assert about.outcome_note == "Heard."
    assert [entry.type for entry in entries_about(about.public_id)].count("question.triaged") == 1


def test_the_record_says_what_was_decided_and_not_the_note() -> None:
    about = make.question()
    triage(about, Outcome.NOT_ANSWERING, reason=Reason.HOLD, comes_back_on=TOMORROW, note="A secret of Mrs Jones.")
    [entry] = [one for one in entries_about(about.public_id) if one.type == "question.triaged"]
    told = entry.fields
    assert (told["outcome"], told["reason"], told["until"]) == ("not_answering", "HOLD", "2025-06-03")
    assert str(told["by"]).startswith("p_")
    assert "Jones" not in str(entry)


def test_what_ended_is_brought_back_with_its_note() -> None:
    about = triage(make.question(), Outcome.PASSED_ON, note="The highways agency has it.", comes_back_on=TOMORROW)
    about = reopen_question(question=about, by=make.lin(), at=NOON)
    assert (about.state, about.outcome, about.reason, about.comes_back_on) == (State.NEW, "", "", None)
    assert about.outcome_note == "The highways agency has it."
    assert triage(about, Outcome.ANSWER).state == State.ANSWERING


def test_only_what_ended_is_brought_back() -> None:
    about = make.answering()
    with pytest.raises(Refused, match="has not ended"):
        reopen_question(question=about, by=make.lin(), at=NOON)
    Question.objects.update(state=State.ANSWERED)
    with pytest.raises(Refused, match="has not ended"):
        reopen_question(question=about, by=make.lin(), at=NOON)


def test_what_waits_for_clearance_is_not_triaged_away_under_its_draft() -> None:
    waiting = make.handed_in().version.draft.question
    with pytest.raises(Refused, match="Waiting for clearance"):
        triage_question(question=waiting, outcome=Outcome.ANSWER, by=make.lin(), at=make.NOON)
