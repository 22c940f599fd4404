"""What moving a post does, and when it is refused."""

import pytest

from answerable.accounts.models import Person
from answerable.errors import Refused
from answerable.listening.models import Post
from answerable.questions.merge import merge
from answerable.questions.models import How, NotTheSame, Placing, PostVector, Question, State
from answerable.questions.move import move_post
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


def test_a_moved_post_goes_with_its_vector_and_its_count(make_post: MakePost, group: Group, person: Person) -> None:
    stays, goes, there = make_post(BINS), make_post(BINS_AGAIN), make_post(PERMIT)
    group()
    goal = asked_in(there)

    now_in = move_post(post=goes, to=goal, person=person, at=NOW)

    assert now_in == goal == asked_in(goes)
    assert (now_in.post_count, asked_in(stays).post_count) == (2, 1)
    assert PostVector.objects.get(post=goes).question == goal
    placing = Placing.objects.get(post=goes)
    assert (placing.how, placing.confirmed_by) == (How.PERSON, person)


def test_a_moved_post_is_never_put_back(make_post: MakePost, group: Group, person: Person) -> None:
    stays, goes, there = make_post(BINS), make_post(BINS_AGAIN), make_post(PERMIT)
    group()

    move_post(post=goes, to=asked_in(there), person=person, at=NOW)
    copy = make_post(BINS_AGAIN)
    group()

    assert asked_in(copy) == asked_in(there)
    assert NotTheSame.objects.filter(post=goes, question=asked_in(stays), said_by=person).exists()
    assert asked_in(stays).touched_at == asked_in(there).touched_at == NOW


def test_copies_of_a_wording_move_together(make_post: MakePost, group: Group, person: Person) -> None:
    stays, goes, copy, there = make_post(BINS), make_post(BINS_AGAIN), make_post(BINS_AGAIN), make_post(PERMIT)
    group()

    move_post(post=goes, to=asked_in(there), person=person, at=NOW)

    assert asked_in(copy) == asked_in(there) != asked_in(stays)


def test_a_post_may_become_a_question_of_its_own(make_post: MakePost, group: Group, person: Person) -> None:
    stays, goes = make_post(BINS), make_post(BINS_AGAIN)
    group()

    made = move_post(post=goes, to=None, person=person, at=NOW)

    assert made == asked_in(goes) != asked_in(stays)
    assert (entries("question.opened"), entries("question.split")) == (1, 1)


def test_a_question_that_loses_its_last_post_says_where_it_went(
    make_post: MakePost, group: Group, person: Person
) -> None:
    goes, there = make_post(BINS), make_post(PERMIT)
    group()
    emptied = asked_in(goes)

    move_post(post=goes, to=asked_in(there), person=person, at=NOW)

    emptied.refresh_from_db()
    assert (emptied.state, emptied.merged_into) == (State.MERGED, asked_in(there))
    assert entries("question.merged") == 1


def test_an_emptied_question_that_is_being_told_stays(make_post: MakePost, group: Group, person: Person) -> None:
    goes, there = make_post(BINS), make_post(PERMIT)
    group()
    Question.objects.filter(pk=asked_in(goes).pk).update(state=State.TELLING)
    emptied = asked_in(goes)

    move_post(post=goes, to=asked_in(there), person=person, at=NOW)

    emptied.refresh_from_db()
    assert (emptied.state, emptied.post_count) == (State.TELLING, 0)


def test_moving_to_where_it_is_is_refused(make_post: MakePost, group: Group, person: Person) -> None:
    post = make_post(BINS)
    group()

    assert "already" in refused(move_post, post=post, to=asked_in(post), person=person, at=NOW)
    assert "already" in refused(move_post, post=post, to=None, person=person, at=NOW)


def test_moving_a_post_without_a_question_is_refused(make_post: MakePost, person: Person) -> None:
    assert "unsure" in refused(move_post, post=make_post(BINS), to=None, person=person, at=NOW)


def test_moving_to_a_merged_question_is_refused(make_post: MakePost, group: Group, person: Person) -> None:
    post, two, three = make_post(BINS), make_post(PERMIT), make_post("Where can I vote on Thursday?")
    group()
    gone = asked_in(two)
    merge(question=gone, into=asked_in(three), person=person, at=NOW)

    assert "merged" in refused(move_post, post=post, to=gone, person=person, at=NOW)


def test_only_those_who_may_group_decide(make_post: MakePost, group: Group, clearer: Person) -> None:
    post = make_post(BINS)
    group()

    assert "roles" in refused(move_post, post=post, to=None, person=clearer, at=NOW)


@pytest.fixture
def unsure(make_post: MakePost, group: Group) -> tuple[Post, Question]:
    there = make_post(OVER_65)
    group()
    waiting = make_post(OVER_75)
    group()
    assert question_of(waiting) is None
    return waiting, asked_in(there)
