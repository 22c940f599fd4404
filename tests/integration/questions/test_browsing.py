"""Topics, strays, what to look at before telling, and the picture of a day."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse

from answerable.accounts.models import Person
from answerable.questions.day import asked_on
from answerable.questions.group import place_waiting
from answerable.questions.models import Placing, Question, State, Topic
from answerable.questions.refine import refine_if_due
from answerable.questions.strays import look_before_telling, strays_waiting
from answerable.questions.together import PAGE, cards_of, sentences_added
from answerable.questions.topics import topics_waiting
from tests.integration.factories import plain_static  # noqa: F401
from tests.integration.questions.conftest import NOW, Group, MakePost, asked_in
from tests.integration.questions.fake_embedder import BagOfWords

pytestmark = pytest.mark.django_db

LATER = NOW + timedelta(hours=2)
BINS = "When will the bins be collected after the bank holiday?"
SUBJECTS = ["ash beech cedar", "dune ember fjord", "gale heath islet", "jetty knoll lagoon"]


@pytest.fixture
def desk(client: Client, person: Person) -> Client:
    client.force_login(person, backend="answerable.accounts.backend.SignedIn")
    return client


@pytest.fixture
def sorted_desk(make_post: MakePost) -> None:
    for number in range(44):
        # Several words of its own each: a post that has but one word in the place of another waits for a person.
        letter = "abcdefghijk"[number // 4]
        make_post(f"{SUBJECTS[number % 4]} w{letter} v{letter} u{letter}")
    place_waiting(at=NOW, embedder=BagOfWords(), limit=100)
    refine_if_due(at=LATER)


def test_a_round_sorts_questions_into_topics_named_by_their_words(sorted_desk: None) -> None:
    found = topics_waiting(10)
    assert len(found) == 4
    assert sum(topic.asker_count for topic in found) == 44
    words = {frozenset(topic.name.split(", ")) & set(" ".join(SUBJECTS).split()) for topic in found}
    assert all(words)


def test_a_topic_keeps_its_address_from_round_to_round(sorted_desk: None, make_post: MakePost) -> None:
    before = set(Topic.objects.values_list("public_id", flat=True))
    make_post("ash beech cedar late")
    place_waiting(at=LATER, embedder=BagOfWords(), limit=10)
    refine_if_due(at=LATER + timedelta(days=2))
    assert set(Topic.objects.values_list("public_id", flat=True)) == before
    assert not Question.objects.filter(topic=None).exclude(state=State.MERGED).exists()


def test_the_inbox_is_browsed_by_topic(desk: Client, sorted_desk: None) -> None:
    topic = topics_waiting(1)[0]
    listed = desk.get(reverse("questions:topics")).content.decode()
    assert f"?topic={topic.public_id}" in listed
    inside = desk.get(reverse("questions:inbox"), {"topic": topic.public_id}).content.decode()
    titles = Question.objects.filter(topic__public_id=topic.public_id).values_list("title", flat=True)
    others = Question.objects.exclude(topic__public_id=topic.public_id).values_list("title", flat=True)
    assert all(title in inside for title in titles)
    assert not any(f">{title}<" in inside for title in others)


def test_an_unknown_topic_shows_everything(desk: Client, sorted_desk: None) -> None:
    assert desk.get(reverse("questions:inbox"), {"topic": "t_none"}).status_code == 200


def test_a_stray_is_shown_with_its_two_ways_out(desk: Client, make_post: MakePost, group: Group) -> None:
    first, second = make_post(BINS), make_post("When will the bins be collected after the holiday by the river?")
    group()
    question = asked_in(first)
    Placing.objects.filter(post=second).update(strength=0.46, question=question)
    page = desk.get(reverse("questions:strays")).content.decode()
    assert second.text in page
    assert first.text not in page.split("<form", 1)[1].split(question.title)[0]
    sent = {"post": second.pk, "question": question.public_id, "verdict": "belongs"}
    desk.post(reverse("questions:strays"), sent)
    assert strays_waiting(after=None, most=5) == []


def test_a_stray_may_become_a_question_of_its_own(desk: Client, make_post: MakePost, group: Group) -> None:
    first, second = make_post(BINS), make_post("When will the bins be collected after the bank holiday, please?!")
    group()
    question = asked_in(first)
    sent = {"post": second.pk, "question": question.public_id, "verdict": "own"}
    desk.post(reverse("questions:strays"), sent)
    assert asked_in(second) != question


def test_the_list_of_strays_goes_on_where_it_ended(make_post: MakePost, group: Group) -> None:
    posts = [make_post(f"{BINS} {number}") for number in range(3)]
    group()
    Placing.objects.update(question=asked_in(posts[0]), strength=0.5)
    Question.objects.update(post_count=3)
    first = strays_waiting(after=None, most=2)
    rest = strays_waiting(after=(first[-1].placing.strength, first[-1].placing.post_id), most=2)
    assert [one.placing.post_id for one in first + rest] == [post.pk for post in posts]


def test_the_distressed_come_first_before_telling(make_post: MakePost, group: Group) -> None:
    calm = make_post(BINS)
    hurt = make_post("When will the bins be collected after the bank holiday? I can't go on.")
    group()
    Placing.objects.filter(post=hurt).update(question=asked_in(calm), why={"code": "linked", "urgent": True})
    found = look_before_telling(asked_in(calm), most=5)
    assert [one.placing.post_id for one in found] == [hurt.pk]
    assert found[0].is_distressed


def test_what_a_near_copy_adds_is_read(make_post: MakePost, group: Group) -> None:
    make_post(f"{BINS} We pay enough for it.")
    added = make_post(f"{BINS} We pay enough for it. My mother is blind.")
    group()
    Placing.objects.filter(post=added).update(
        question=asked_in(added) if Placing.objects.get(post=added).question else None
    )
    question = Question.objects.get(placings__post=added)
    cards, _more = cards_of(question, page=1)
    assert any("My mother is blind." in card.added for card in cards)


def test_each_wording_is_shown_once_however_often_it_came(make_post: MakePost, group: Group) -> None:
    wordings = [f"{BINS} I live at number {number}." for number in range(PAGE + 3)]
    posts = [make_post(text) for text in [wordings[0]] * 90 + wordings]
    group()
    question = asked_in(posts[0])
    Placing.objects.update(question=question, strength=0.8)
    Placing.objects.filter(post__in=posts[:90]).update(strength=1.0)
    Question.objects.filter(pk=question.pk).update(post_count=len(posts))
    first, more = cards_of(question, page=1)
    second, ended = cards_of(question, page=2)
    assert (len(first), more, len(second), ended) == (PAGE, True, 3, False)
    assert [card.placing.post.text for card in first + second].count(wordings[0]) == 1
    assert (first[0].placing.post_id, first[0].copy_count) == (posts[0].pk, 91)
    assert {card.placing.post.text for card in first + second} == set(wordings)


def test_a_post_that_a_person_confirmed_comes_before_the_strays(
    make_post: MakePost, group: Group, person: Person
) -> None:
    posts = [make_post(text) for text in (BINS, "Where is the tip?", "Why is my council tax so high?")]
    group()
    question = asked_in(posts[0])
    for post, strength in zip(posts, (0.9, 0.5, 0.3), strict=True):
        Placing.objects.filter(post=post).update(question=question, strength=strength)
    Placing.objects.filter(post=posts[2]).update(confirmed_by=person)
    shown = [card.placing.post_id for card in cards_of(question, page=1)[0]]
    assert shown == [posts[0].pk, posts[2].pk, posts[1].pk]


def test_the_same_words_add_nothing_and_other_words_are_no_copy() -> None:
    assert sentences_added(BINS, [BINS]) == []
    assert sentences_added("Where is the library?", [BINS]) == []


def test_a_day_is_counted_by_the_hour_in_the_bodys_time(make_post: MakePost, group: Group) -> None:
    night = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # half past midnight in London
    first = make_post(BINS, heard_at=night)
    make_post("How do I apply for a parking permit for my carer?", heard_at=night + timedelta(hours=5))
    make_post(BINS, heard_at=night - timedelta(hours=2))
    group()
    rows = asked_on(date(2026, 7, 1), ZoneInfo("Europe/London"))
    assert {row.title for row in rows} == {asked_in(first).title, "How do I apply for a parking permit for my carer?"}
    assert {tuple(hour for hour, count in enumerate(row.by_hour) if count) for row in rows} == {(0,), (5,)}


@pytest.mark.parametrize("on", ["", "2026-06-30", "no day", "2026-13-45", "1066-01-01", "2999-01-01"])
def test_the_day_page_is_there_for_whatever_is_asked(desk: Client, on: str) -> None:
    assert desk.get(reverse("questions:day"), {"on": on}).status_code == 200


def test_the_day_page_draws_what_was_asked(desk: Client, make_post: MakePost, group: Group) -> None:
    make_post(BINS, heard_at=datetime(2026, 6, 30, 9, 30, tzinfo=UTC))
    group()
    page = desk.get(reverse("questions:day"), {"on": "2026-06-30"}).content.decode()
    assert "<svg" in page
    assert BINS in page
