"""The round that tidies up what nobody touched and proposes the rest."""

from datetime import timedelta

import numpy as np
import pytest
from django.db import connection

from answerable.accounts.models import Person
from answerable.questions.counting import recount
from answerable.questions.current_space import newest_space
from answerable.questions.group import place_waiting
from answerable.questions.models import How, NotTheSame, Placing, PostVector, Proposal, Question, Scale, Space, State
from answerable.questions.propose import propose_merges, propose_moves, threshold
from answerable.questions.refine import REFINE_LOCK, refine_if_due
from answerable.questions.representing import represent_again
from answerable.questions.tidy import carry_out
from answerable.record.models import Entry
from tests.integration.questions.conftest import NOW, Group, MakePost, asked_in
from tests.integration.questions.fake_embedder import BagOfWords
from tests.integration.questions.test_counting import check_counts

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=2)
BINS = "When will the bins be collected after the bank holiday?"
BINS_AGAIN = "when are the bins being collected after the bank holiday"
TOPICS = ["ash beech cedar", "dune ember fjord", "gale heath islet", "jetty knoll lagoon"]
PERMIT = "How do I apply for a parking permit for my carer?"


@pytest.fixture
def many(make_post: MakePost) -> None:
    for number in range(44):
        make_post(f"{TOPICS[number % 4]} w{'abcdefghijk'[number // 4]}")
    place_waiting(at=NOW, embedder=BagOfWords(), limit=100)


def test_no_round_runs_before_there_is_something_to_see(make_post: MakePost, group: Group) -> None:
    assert refine_if_due(at=NOW) == 0
    make_post(BINS)
    group()

    assert refine_if_due(at=NOW) == 0

    assert Space.objects.count() == 1


def test_without_a_space_there_is_nothing_to_refine(db: None) -> None:
    assert refine_if_due(at=NOW) == 0


def test_a_round_renews_the_space_and_the_scales(many: None) -> None:
    refine_if_due(at=LATER)

    assert Space.objects.count() == 2
    newest = newest_space()
    assert newest is not None
    assert newest.geometry.questions > 0
    assert set(Scale.objects.values_list("space", flat=True)) == {newest.id}
    assert Scale.objects.count() == PostVector.objects.filter(represents=True).count()
    check_counts()


def test_a_desk_of_unsure_posts_alone_has_its_round_too(make_post: MakePost) -> None:
    for _ in range(41):
        make_post("🙃", same_wording="")
    place_waiting(at=NOW, embedder=BagOfWords(), limit=100)

    assert refine_if_due(at=LATER) == 0

    assert Space.objects.count() == 2


def test_a_round_is_due_again_after_a_quarter_more_or_a_day(many: None, make_post: MakePost) -> None:
    refine_if_due(at=LATER)
    refine_if_due(at=LATER + timedelta(days=2))
    assert Space.objects.count() == 2
    make_post("ash beech cedar late")
    place_waiting(at=LATER, embedder=BagOfWords(), limit=10)

    refine_if_due(at=LATER + timedelta(hours=1))
    assert Space.objects.count() == 2
    refine_if_due(at=LATER + timedelta(days=1))

    assert Space.objects.count() == 3


def scatter(questions: int) -> None:
    """Takes the last post of each of some questions out, as if it had come before the others."""
    for question in list(Question.objects.order_by("pk"))[:questions]:
        post = Placing.objects.filter(question=question).order_by("-post").first()
        assert post is not None
        apart = Question.objects.create(
            public_id=f"q_apart{question.pk}",
            title="apart",
            state_at=NOW,
            first_asked_at=NOW,
            last_asked_at=NOW,
            language="en",
        )
        Placing.objects.filter(pk=post.pk).update(question=apart)
        PostVector.objects.filter(pk=post.pk).update(question=apart)
        recount([question.pk, apart.pk])
        represent_again([question.pk, apart.pk])


def test_a_post_that_stands_apart_is_taken_in_and_its_question_says_where_it_went(many: None) -> None:
    scatter(2)

    assert refine_if_due(at=LATER) >= 2

    apart = Question.objects.get(public_id__startswith="q_apart", pk=Question.objects.filter(title="apart").first().pk)  # type: ignore[union-attr]
    assert apart.state == State.MERGED
    assert Entry.objects.filter(type="question.merged").count() == 2
    check_counts()


def test_touched_questions_are_only_proposed_to(many: None) -> None:
    scatter(2)
    Question.objects.update(touched_at=NOW)

    assert refine_if_due(at=LATER) == 0

    proposals = Proposal.objects.filter(post__isnull=False)
    assert proposals.count() >= 2
    assert all(one.question.title == "apart" for one in proposals)
    check_counts()


def test_a_round_beside_another_does_nothing(many: None) -> None:
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [REFINE_LOCK])
        assert refine_if_due(at=LATER) == 0
    finally:
        other.close()

    assert Space.objects.count() == 1


def test_moves_to_a_new_question_open_it_once_for_all_who_share_it(make_post: MakePost, group: Group) -> None:
    stays, one, two, welsh = make_post(BINS), make_post(BINS_AGAIN), make_post(BINS), make_post(PERMIT, language="cy")
    group()
    came_from = asked_in(stays).pk
    moves = [(one.pk, came_from, -5), (two.pk, came_from, -5), (welsh.pk, asked_in(welsh).pk, -5)]

    assert carry_out(moves, at=LATER, version="v") == 2

    assert asked_in(one) == asked_in(two) != asked_in(stays)
    assert asked_in(welsh) not in {asked_in(one), asked_in(stays)}
    check_counts()


def test_what_was_touched_while_the_round_counted_stays(make_post: MakePost, group: Group, person: Person) -> None:
    one, two, three = make_post(BINS), make_post(PERMIT), make_post("Where can I vote on Thursday?")
    group()
    Placing.objects.filter(post=two).update(how=How.PERSON, confirmed_by=person)
    Question.objects.filter(pk=asked_in(three).pk).update(touched_at=NOW)
    to_touched = (one.pk, asked_in(one).pk, asked_in(three).pk)
    by_person = (two.pk, asked_in(two).pk, asked_in(one).pk)
    moved_on = (two.pk, 0, asked_in(one).pk)

    assert carry_out([to_touched, by_person, moved_on], at=LATER, version="v") == 0


def test_an_urgent_question_that_is_taken_in_makes_the_other_urgent(make_post: MakePost, group: Group) -> None:
    one, two = make_post("We have had no heating for a week and my baby is cold, who do I call?"), make_post(PERMIT)
    group()

    carry_out([(one.pk, asked_in(one).pk, asked_in(two).pk)], at=LATER, version="v")

    assert asked_in(two).urgent


def test_a_move_that_a_person_decided_against_is_not_proposed(
    make_post: MakePost, group: Group, person: Person
) -> None:
    one, two, three = make_post(BINS), make_post(PERMIT), make_post("Where can I vote on Thursday?")
    group()
    NotTheSame.objects.create(post=one, question=asked_in(two), said_by=person, said_at=NOW)
    Placing.objects.filter(post=three).update(confirmed_by=person)
    moves = [
        (one.pk, asked_in(one).pk, asked_in(two).pk, 1.0),
        (three.pk, asked_in(three).pk, -1, 1.0),
        (two.pk, asked_in(two).pk, -1, 0.5),
    ]

    propose_moves(moves, at=LATER)
    propose_moves(moves, at=LATER)

    assert [(one.post, one.other) for one in Proposal.objects.all()] == [(two, None)]


def proposed_pairs() -> set[frozenset[int]]:
    return {frozenset((one.question_id, one.other_id or 0)) for one in Proposal.objects.filter(post=None)}


def test_neighbours_are_proposed_for_merging_once(make_post: MakePost) -> None:
    one, two, _apart = make_post("ash beech cedar"), make_post("ash dune ember"), make_post("gale heath islet")
    place_waiting(at=NOW, embedder=BagOfWords(), limit=10)
    pair = frozenset((asked_in(one).pk, asked_in(two).pk))
    space = newest_space()
    assert space is not None
    assert len(pair) == 2

    Proposal.objects.bulk_create(
        Proposal(
            question=asked_in(one), other=asked_in(two), strength=1, proposed_at=NOW, decided_at=NOW, accepted=True
        )
        for _ in range(80)
    )
    propose_merges(space, at=LATER)
    propose_merges(space, at=LATER)

    waiting = Proposal.objects.filter(post=None, decided_at=None)
    assert [frozenset((row.question_id, row.other_id or 0)) for row in waiting] == [pair]


def test_pairs_that_were_judged_are_not_asked_again(make_post: MakePost, person: Person) -> None:
    one, two = make_post("ash beech cedar"), make_post("ash dune ember")
    place_waiting(at=NOW, embedder=BagOfWords(), limit=10)
    low, high = sorted((asked_in(one), asked_in(two)), key=lambda question: question.pk)
    NotTheSame.objects.create(question=low, other=high, said_by=person, said_at=NOW)
    space = newest_space()
    assert space is not None

    propose_merges(space, at=LATER)

    assert proposed_pairs() == set()


def test_the_threshold_follows_what_people_said(make_post: MakePost, group: Group) -> None:
    one, two = make_post(BINS), make_post(PERMIT)
    group()
    pair = {"question": asked_in(one), "other": asked_in(two), "strength": 0.5, "proposed_at": NOW, "decided_at": NOW}
    assert threshold(start=0.44) == 0.44
    Proposal.objects.bulk_create(Proposal(**pair, accepted=True) for _ in range(20))

    assert threshold(start=0.44) == 0.38

    Proposal.objects.bulk_create(Proposal(**pair, accepted=False) for _ in range(20))
    assert np.isclose(threshold(start=0.44), 0.44)
