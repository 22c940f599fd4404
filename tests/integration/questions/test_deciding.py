"""What people decide about unsure posts and proposals is done once and remembered."""

import pytest

from answerable.accounts.models import Person
from answerable.errors import Refused
from answerable.listening.models import Post
from answerable.questions.decide_proposal import decide_proposal
from answerable.questions.decide_unsure import Verdict, decide_unsure
from answerable.questions.models import How, NotTheSame, Placing, Proposal, Question, State
from answerable.questions.move import move_post
from answerable.questions.states import move_question
from answerable.record.models import Entry
from tests.integration.questions.conftest import NOW, Group, MakePost, asked_in, question_of

pytestmark = pytest.mark.django_db


BINS = "When will the bins be collected after the bank holiday?"


BINS_AGAIN = "when are the bins being collected after the bank holiday"


PERMIT = "How do I apply for a parking permit for my carer?"


OVER_65 = "Is the bus free for people over 65?"


OVER_75 = "Is the bus free for people over 75?"


def refused(call: object, /, **arguments: object) -> str:
    with pytest.raises(Refused) as caught:
        call(**arguments)  # type: ignore[operator]
    return caught.value.reason


def entries(kind: str) -> int:
    return Entry.objects.filter(type=kind).count()


@pytest.fixture
def unsure(make_post: MakePost, group: Group) -> tuple[Post, Question]:
    there = make_post(OVER_65)
    group()
    waiting = make_post(OVER_75)
    group()
    assert question_of(waiting) is None
    return waiting, asked_in(there)


def test_the_same_joins_and_later_copies_follow(
    unsure: tuple[Post, Question], make_post: MakePost, group: Group, person: Person
) -> None:
    post, question = unsure

    decide_unsure(post=post, verdict=Verdict.SAME, question=question, person=person, at=NOW)
    copy = make_post(OVER_75)
    group()

    assert asked_in(post) == asked_in(copy) == question
    assert asked_in(post).post_count == 3


def test_a_new_question_is_never_offered_its_candidate_again(unsure: tuple[Post, Question], person: Person) -> None:
    post, question = unsure

    made = decide_unsure(post=post, verdict=Verdict.NEW, person=person, at=NOW)

    assert made == asked_in(post) != question
    assert made.post_count == 1
    assert NotTheSame.objects.filter(post=post, question=question).exists()
    assert entries("question.opened") == 2


def test_no_question_is_remembered_for_copies_too(
    unsure: tuple[Post, Question], make_post: MakePost, group: Group, person: Person
) -> None:
    post, _question = unsure

    assert decide_unsure(post=post, verdict=Verdict.NOTHING, person=person, at=NOW) is None
    copy = make_post(OVER_75)
    group()

    placing = Placing.objects.get(post=copy)
    assert (placing.question, placing.how) == (None, How.PERSON)


def test_copies_that_wait_are_decided_together(
    unsure: tuple[Post, Question], make_post: MakePost, group: Group, person: Person
) -> None:
    post, question = unsure
    copy = make_post(OVER_75)
    group()

    decide_unsure(post=post, verdict=Verdict.SAME, question=question, person=person, at=NOW)

    assert asked_in(copy) == question


def test_the_second_to_decide_is_told(unsure: tuple[Post, Question], person: Person) -> None:
    post, _question = unsure
    decide_unsure(post=post, verdict=Verdict.NEW, person=person, at=NOW)

    assert "Somebody else" in refused(decide_unsure, post=post, verdict=Verdict.NOTHING, person=person, at=NOW)


def test_distress_among_the_unsure_makes_the_question_urgent(make_post: MakePost, group: Group, person: Person) -> None:
    there, emoji = make_post(BINS), make_post("🙃", same_wording="")
    group()
    Post.objects.filter(pk=emoji.pk).update(text="I want to die")

    decide_unsure(post=emoji, verdict=Verdict.SAME, question=asked_in(there), person=person, at=NOW)

    assert asked_in(there).urgent


def test_an_accepted_merge_is_done_smaller_into_larger(make_post: MakePost, group: Group, person: Person) -> None:
    one, _more, two = make_post(BINS), make_post(BINS_AGAIN), make_post(PERMIT)
    group()
    large, small = asked_in(one), asked_in(two)
    proposal = Proposal.objects.create(question=large, other=small, strength=0.5, proposed_at=NOW)

    decide_proposal(proposal=proposal, accept=True, person=person, at=NOW)

    assert asked_in(two) == large
    proposal.refresh_from_db()
    assert (proposal.accepted, proposal.decided_by) == (True, person)


@pytest.mark.parametrize("answered_first", [True, False])
def test_an_answered_question_takes_the_other_in(
    make_post: MakePost, group: Group, person: Person, *, answered_first: bool
) -> None:
    one, two = make_post(BINS), make_post(PERMIT)
    group()
    answered, fresh = asked_in(one), asked_in(two)
    Question.objects.filter(pk=answered.pk).update(state=State.ANSWERED)
    pair = (answered, fresh) if answered_first else (fresh, answered)
    proposal = Proposal.objects.create(question=pair[0], other=pair[1], strength=0.5, proposed_at=NOW)

    decide_proposal(proposal=proposal, accept=True, person=person, at=NOW)

    assert asked_in(two) == answered


def test_a_refused_merge_is_remembered(make_post: MakePost, group: Group, person: Person) -> None:
    one, two = make_post(BINS), make_post(PERMIT)
    group()
    proposal = Proposal.objects.create(question=asked_in(one), other=asked_in(two), strength=0.5, proposed_at=NOW)

    decide_proposal(proposal=proposal, accept=False, person=person, at=NOW)

    assert NotTheSame.objects.filter(question=asked_in(one), other=asked_in(two)).exists()
    assert "already" in refused(decide_proposal, proposal=proposal, accept=True, person=person, at=NOW)


def test_an_accepted_move_is_done(make_post: MakePost, group: Group, person: Person) -> None:
    stays, goes, there = make_post(BINS), make_post(BINS_AGAIN), make_post(PERMIT)
    group()
    proposal = Proposal.objects.create(
        post=goes, question=asked_in(stays), other=asked_in(there), strength=0.5, proposed_at=NOW
    )

    decide_proposal(proposal=proposal, accept=True, person=person, at=NOW)

    assert asked_in(goes) == asked_in(there)


@pytest.mark.parametrize("own", [True, False])
def test_a_refused_move_confirms_the_post(make_post: MakePost, group: Group, person: Person, *, own: bool) -> None:
    stays, goes, there = make_post(BINS), make_post(BINS_AGAIN), make_post(PERMIT)
    group()
    other = None if own else asked_in(there)
    proposal = Proposal.objects.create(post=goes, question=asked_in(stays), other=other, strength=0.5, proposed_at=NOW)

    decide_proposal(proposal=proposal, accept=False, person=person, at=NOW)

    assert Placing.objects.get(post=goes).confirmed_by == person
    assert NotTheSame.objects.filter(post=goes).exists() is not own


def test_a_decision_about_a_post_ends_what_was_proposed_for_it(
    make_post: MakePost, group: Group, person: Person
) -> None:
    stays, goes, there = make_post(BINS), make_post(BINS_AGAIN), make_post(PERMIT)
    group()
    proposal = Proposal.objects.create(post=goes, question=asked_in(stays), other=None, strength=0.5, proposed_at=NOW)

    move_post(post=goes, to=asked_in(there), person=person, at=NOW)

    proposal.refresh_from_db()
    assert (proposal.accepted, proposal.decided_by) == (False, person)


def test_a_state_changes_only_as_its_life_allows(make_post: MakePost, group: Group) -> None:
    post = make_post(BINS)
    group()
    question = asked_in(post)

    assert move_question(question=question, to=State.ANSWERING, at=NOW).state == State.ANSWERING
    assert "cannot become" in refused(move_question, question=question, to=State.ANSWERED, at=NOW)
    assert asked_in(post).state == State.ANSWERING
