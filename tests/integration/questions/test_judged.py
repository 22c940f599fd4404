"""What people decided teaches how alike posts must be."""

from datetime import timedelta

import pytest

from answerable.accounts.models import Person
from answerable.pure.grouping.space import LINK
from answerable.questions.confirm import confirm
from answerable.questions.current_space import newest_space
from answerable.questions.deciding import differ
from answerable.questions.judged import likeness_judged
from answerable.questions.models import Question
from answerable.questions.move import move_post
from answerable.questions.refine import refine_if_due
from tests.integration.questions.conftest import NOW, Group, MakePost, asked_in

pytestmark = pytest.mark.django_db

BINS = "When will the bins be collected after the bank holiday?"
BINS_AGAIN = "what day are the bins collected after the bank holiday"
TIP = "Which day is the recycling collected after the bank holiday weekend?"
LATER = NOW + timedelta(days=2)


def judged() -> list[tuple[float, bool]]:
    space = newest_space()
    assert space is not None
    return likeness_judged(space)


def test_nothing_decided_teaches_nothing(make_post: MakePost, group: Group) -> None:
    make_post(BINS)
    group()
    assert judged() == []


def test_a_confirmed_post_is_a_yes_with_its_likeness_to_the_nearest(
    make_post: MakePost, group: Group, person: Person
) -> None:
    first, second = make_post(BINS), make_post(BINS_AGAIN)
    group()
    assert asked_in(first) == asked_in(second)

    confirm(question=asked_in(first), posts=[second.pk], person=person, at=NOW)

    [(likeness, same)] = judged()
    assert same
    assert LINK < likeness < 1


def test_a_post_moved_out_and_two_questions_kept_apart_are_a_no(
    make_post: MakePost, group: Group, person: Person
) -> None:
    first, second = make_post(BINS), make_post(BINS_AGAIN)
    other = make_post("How do I renew my library card online?")
    group()

    move_post(post=second, to=None, person=person, at=NOW)
    differ(asked_in(first).pk, asked_in(other).pk, person=person, at=NOW)

    said = judged()
    assert not any(same for _, same in said)
    assert max(said)[0] > LINK > min(said)[0]


def test_the_next_round_is_stricter_where_people_said_no(make_post: MakePost, group: Group, person: Person) -> None:
    posts = [make_post(text) for text in (BINS, BINS_AGAIN, TIP)]
    group()
    for post in posts[1:]:
        if Question.objects.get(pk=asked_in(post).pk).post_count > 1:
            move_post(post=post, to=None, person=person, at=NOW)
    make_post("Where is the swimming pool?")
    group()

    refine_if_due(at=LATER)

    space = newest_space()
    assert space is not None
    assert space.geometry.link > LINK
    assert f"link.{space.geometry.link:.2f}" in space.geometry.version
