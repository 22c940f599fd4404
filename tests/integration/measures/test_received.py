"""What became of what was received: every post in one line, whatever happened to it."""

import random
from collections import Counter
from datetime import timedelta

import pytest
from django.test import Client

from answerable.answers.models import Audited
from answerable.listening.models import Post
from answerable.measures.days import posts_by_day
from answerable.measures.received import Line, count_received
from answerable.questions.counting import recount
from answerable.questions.models import How, Outcome, Placing, Question, Reason, State
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
NOON = make.NOON


def by_code() -> dict[str, int]:
    return {line.code: line.count for line in count_received().lines}


def ended(about: Question, outcome: str, reason: str = "") -> None:
    Question.objects.filter(pk=about.pk).update(state=State.ENDED, outcome=outcome, reason=reason)


def test_before_anything_is_received_the_lines_say_nothing() -> None:
    received = count_received()
    assert received.received == 0
    assert [line.count for line in received.lines] == [0, 0]


def test_each_outcome_and_each_reason_has_its_line() -> None:
    square = make.channel()
    ended(make.question(make.post(square), make.post(square)), Outcome.NOTED)
    ended(make.question(make.post(square)), Outcome.NOT_ANSWERING, Reason.SPAM)
    Question.objects.filter(pk=make.question(make.post(square)).pk).update(state=State.TELLING)
    make.question(make.post(square))
    assert by_code() == {"answered": 1, "noted": 2, "SPAM": 1, "waiting": 1}
    assert Line("Spam or advertising", 1, "SPAM") in count_received().lines


def test_posts_that_nobody_has_placed_yet_wait() -> None:
    square = make.channel()
    make.post(square, placed_at=None)
    unsure = make.post(square)
    Placing.objects.create(post=unsure, question=None, version="test", placed_at=NOON)
    assert by_code() == {"answered": 0, "waiting": 2}


def test_what_a_person_said_asks_nothing_and_what_was_taken_down_unread_is_said_so() -> None:
    square = make.channel()
    make.post(square, "", deleted_at=NOON)
    thanks = make.post(square)
    Placing.objects.create(post=thanks, question=None, how=How.PERSON, version="person", placed_at=NOON)
    assert by_code() == {"answered": 0, "waiting": 0, "none": 2}


def test_our_own_posts_are_not_received() -> None:
    make.post(make.channel(), ours=True)
    assert count_received().received == 0


def test_a_post_that_was_edited_and_waits_to_be_placed_again_counts_once() -> None:
    post = make.post(make.channel())
    make.question(post)
    Post.objects.update(placed_at=None, edited_at=NOON)
    assert by_code() == {"answered": 0, "waiting": 1}


def test_a_question_that_came_back_is_no_longer_counted_by_its_old_outcome() -> None:
    about = make.question()
    Question.objects.filter(pk=about.pk).update(outcome=Outcome.NOTED, state=State.NEW)
    assert by_code() == {"answered": 0, "waiting": 1}


def fate_of(post: Post) -> str:
    """The line that a post belongs in, worked out post by post."""
    placing = Placing.objects.filter(post=post).select_related("question").first()
    if placing is None:
        return "none" if post.placed_at else "waiting"
    if placing.question is None:
        return "none" if placing.how == How.PERSON else "waiting"
    about = placing.question
    if about.state == State.ENDED:
        return about.reason or about.outcome
    return "answered" if about.state in {State.ANSWERED, State.TELLING} else "waiting"


@pytest.mark.parametrize("seed", range(6))
def test_the_lines_add_up_and_each_is_right_whatever_the_states(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  repeatable, not secret
    square = make.channel()
    questions = [make.question(make.post(square)) for _ in range(8)]
    for about in questions:
        state = chance.choice([one for one in State if one != State.MERGED])
        outcome = chance.choice(Outcome.values)
        reason = chance.choice(Reason.values) if outcome == Outcome.NOT_ANSWERING else ""
        Question.objects.filter(pk=about.pk).update(state=state, outcome=outcome, reason=reason)
    for _ in range(30):
        post = make.post(square, ours=chance.random() < 0.1, placed_at=chance.choice([None, NOON]))
        if not post.ours and chance.random() < 0.8:
            goal = chance.choice([*questions, None])
            Placing.objects.create(
                post=post, question=goal, how=chance.choice(How.values), version="test", placed_at=NOON
            )
    recount([about.pk for about in questions])

    received = count_received()

    expected = Counter(fate_of(post) for post in Post.objects.filter(ours=False))
    assert received.adds_up
    assert +Counter({line.code: line.count for line in received.lines}) == expected


def test_days_without_a_post_are_zeros() -> None:
    square = make.channel()
    for hours in (1, 2, 50):
        make.post(square, heard_at=NOON - timedelta(hours=hours))
    make.post(square, ours=True)
    counted = posts_by_day(since=NOON - timedelta(days=3), until=NOON)
    assert [count for _day, count in counted] == [0, 1, 0, 2]
    assert counted[-1][0] == NOON.date()


def test_anyone_may_read_the_counts() -> None:
    assert Client().get("/received/").status_code == 200
    ended(make.question(), Outcome.NOT_ANSWERING, Reason.POLI)
    page = Client().get("/received/").content.decode()
    assert "Party political" in page
    assert "Altogether" in page


def test_staff_see_the_same_counts_and_how_telling_goes() -> None:
    make.question()
    page = make.signed_in(make.ada()).get("/desk/figures/")
    assert page.status_code == 200
    assert "Waiting for us" in page.content.decode()


def test_the_public_page_says_who_was_told_and_the_lines_add_up(client: Client) -> None:
    Audited.objects.create(
        on=NOON.date(), asked=9, missing=0, late=2, fates=[["told", 5], ["stopped", 1], ["told_elsewhere", 1]]
    )
    page = client.get("/received/").content.decode()
    assert "Who was told" in page
    assert "was answered in another way" in page
    assert "Asked later: a person decides" in page
