"""Splitting, merging, naming and confirming: what people decide about whole questions."""

import pytest

from answerable.accounts.models import Person
from answerable.errors import Refused
from answerable.questions.confirm import confirm
from answerable.questions.merge import merge
from answerable.questions.models import NotTheSame, Placing, PostVector, Question, State
from answerable.questions.rename import rename
from answerable.questions.split import split
from answerable.record.models import Entry
from tests.integration.questions.conftest import NOW, Group, MakePost, asked_in

pytestmark = pytest.mark.django_db


BINS = "When will the bins be collected after the bank holiday?"


BINS_AGAIN = "when are the bins being collected after the bank holiday"


PERMIT = "How do I apply for a parking permit for my carer?"


def refused(call: object, /, **arguments: object) -> str:
    with pytest.raises(Refused) as caught:
        call(**arguments)  # type: ignore[operator]
    return caught.value.reason


def entries(kind: str) -> int:
    return Entry.objects.filter(type=kind).count()


def test_splitting_makes_a_question_with_the_persons_words(make_post: MakePost, group: Group, person: Person) -> None:
    stays, goes = make_post(BINS), make_post(BINS_AGAIN)
    group()
    old = asked_in(stays)

    made = split(question=old, posts=[goes.pk], title="Bins after a bank holiday", person=person, at=NOW)

    assert (made.title, made.titled_by, made.post_count) == ("Bins after a bank holiday", person, 1)
    assert PostVector.objects.filter(question=made, represents=True).count() == 1
    assert NotTheSame.objects.filter(question=old, other=made).exists()
    assert b"Bins" not in bytes(Entry.objects.get(type="question.split").raw)


def test_splitting_off_everything_or_nothing_is_refused(make_post: MakePost, group: Group, person: Person) -> None:
    one, other = make_post(BINS), make_post(BINS_AGAIN)
    group()
    question = asked_in(one)

    assert "None of these" in refused(split, question=question, posts=[], person=person, at=NOW)
    assert "all the posts" in refused(split, question=question, posts=[one.pk, other.pk], person=person, at=NOW)


def test_merging_carries_posts_vectors_and_counts(make_post: MakePost, group: Group, person: Person) -> None:
    one, two = make_post(BINS, author="ann"), make_post(PERMIT, author="ann")
    group()
    gone, kept = asked_in(one), asked_in(two)

    merged = merge(question=gone, into=kept, person=person, at=NOW)

    gone.refresh_from_db()
    assert (gone.state, gone.merged_into, gone.post_count) == (State.MERGED, kept, 0)
    assert (merged.post_count, merged.asker_count) == (2, 1)
    assert PostVector.objects.filter(question=kept, represents=True).count() == 2
    assert entries("question.merged") == 1


def test_what_was_merged_before_points_to_the_same_place(make_post: MakePost, group: Group, person: Person) -> None:
    posts = [make_post(BINS), make_post(PERMIT), make_post("Where can I vote on Thursday?")]
    group()
    first, second, third = (asked_in(post) for post in posts)
    merge(question=first, into=second, person=person, at=NOW)
    second.refresh_from_db()

    merge(question=second, into=third, person=person, at=NOW)

    first.refresh_from_db()
    assert first.merged_into == third


def test_posts_that_arrive_for_a_merged_question_join_the_other(
    make_post: MakePost, group: Group, person: Person
) -> None:
    one, two = make_post(BINS), make_post(PERMIT)
    group()
    merge(question=asked_in(one), into=asked_in(two), person=person, at=NOW)
    late = make_post(BINS_AGAIN)

    group()

    assert asked_in(late) == asked_in(two)


def test_an_urgent_question_makes_the_other_urgent(make_post: MakePost, group: Group, person: Person) -> None:
    one, two = make_post("We have had no heating for a week and my baby is cold, who do I call?"), make_post(PERMIT)
    group()

    assert merge(question=asked_in(one), into=asked_in(two), person=person, at=NOW).urgent


def test_what_is_being_told_keeps_its_posts(make_post: MakePost, group: Group, person: Person) -> None:
    one, two = make_post(BINS), make_post(PERMIT)
    group()
    Question.objects.filter(pk=asked_in(one).pk).update(state=State.TELLING)

    assert "keeps its posts" in refused(merge, question=asked_in(one), into=asked_in(two), person=person, at=NOW)


def test_a_question_is_not_merged_into_itself(make_post: MakePost, group: Group, person: Person) -> None:
    one = make_post(BINS)
    group()

    assert "same question" in refused(merge, question=asked_in(one), into=asked_in(one), person=person, at=NOW)


def test_refusals_are_carried_over(make_post: MakePost, group: Group, person: Person) -> None:
    posts = [make_post(BINS), make_post(PERMIT), make_post("Where can I vote on Thursday?")]
    group()
    gone, kept, third = (asked_in(post) for post in posts)
    NotTheSame.objects.create(question=gone, other=third, said_by=person, said_at=NOW)
    NotTheSame.objects.create(question=gone, post=posts[2], said_by=person, said_at=NOW)
    NotTheSame.objects.create(question=gone, other=kept, said_by=person, said_at=NOW)

    merge(question=gone, into=kept, person=person, at=NOW)

    assert NotTheSame.objects.filter(question=kept, other=third).exists()
    assert NotTheSame.objects.filter(question=kept, post=posts[2]).exists()
    assert not NotTheSame.objects.filter(question=gone, other=kept).exists()


def test_a_persons_title_stays(make_post: MakePost, group: Group, person: Person) -> None:
    post = make_post(BINS)
    group()

    question = rename(question=asked_in(post), title="  Bins and\nbank holidays ", person=person, at=NOW)

    assert (question.title, asked_in(post).titled_by) == ("Bins and bank holidays", person)


def test_a_title_without_words_or_with_a_telephone_number_is_refused(
    make_post: MakePost, group: Group, person: Person
) -> None:
    post = make_post(BINS)
    group()
    question = asked_in(post)

    assert "5 to 300" in refused(rename, question=question, title=" ", person=person, at=NOW)
    assert "personal" in refused(rename, question=question, title="Call 07700 900123", person=person, at=NOW)


def test_a_confirmed_post_is_remembered(make_post: MakePost, group: Group, person: Person) -> None:
    post = make_post(BINS)
    copy = make_post(BINS)
    group()

    assert confirm(question=asked_in(post), posts=[post.pk], person=person, at=NOW) == 2

    assert Placing.objects.get(post=copy).confirmed_by == person
    assert asked_in(post).touched_at == NOW
    assert "None of these" in refused(confirm, question=asked_in(post), posts=[0], person=person, at=NOW)
