"""The pages of posting by hand: the list, taking, the task with its words and thread, reporting."""

import pytest
from django.test import Client
from django.urls import reverse
from hand_desk import LATE, HandDesk, hand_desk, ours, place_channel, reconcile, take

from answerable.accounts.models import Body
from answerable.answers.models import Delivery
from answerable.answers.stop import stop_answer
from answerable.listening.models import Author
from tests.integration.answers import made_answers as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(who) -> HandDesk:
    made_desk = hand_desk(who)
    Author.objects.filter(uid="account-of-https://x.com/i/status/1").update(name="Anna")
    return made_desk


def shown(visitor: Client, name: str, *arguments: object, **query: str) -> str:
    response = visitor.get(reverse(f"answers:{name}", args=arguments), query)
    assert response.status_code == 200
    return response.content.decode()


def press(visitor: Client, task: Delivery, **given: str):
    return visitor.post(reverse("answers:task", args=[task.pk]), given)


def test_the_list_says_who_waits_and_nothing_of_the_words(desk, visitor):
    page = shown(visitor, "by_hand")
    assert "2 wait" in page
    assert "Anna" in page
    assert "Tuesdays" not in page


def test_one_channel_can_be_kept_to(desk, visitor, who):
    other = place_channel(who, "facebook")
    assert "Nothing waits" in shown(visitor, "by_hand", channel=other.public_id)
    assert "2 wait" in shown(visitor, "by_hand", channel=desk.channel.public_id)


def test_taking_leads_to_the_exact_words_and_the_thread(desk, visitor):
    response = visitor.post(reverse("answers:take"))
    task = desk.tasks()[0]
    assert response.headers["Location"] == reverse("answers:task", args=[task.pk])
    page = shown(visitor, "task", task.pk)
    assert f">{task.text}</pre>" in page
    assert 'href="https://x.com/someone/status/1"' in page
    assert "When are the bins collected?" in page
    assert "In your hands until" in page


def test_the_words_are_shown_to_nobody_who_has_not_taken_them(desk, visitor, who):
    task = take(desk, by=made._person("dee", ["listener"]))
    page = shown(visitor, "task", task.pk)
    assert "Dee has this in hand" in page
    assert task.text not in page
    assert "Dee has it until" in shown(visitor, "by_hand")


def test_a_link_confirms_and_the_next_task_is_taken(desk, visitor):
    visitor.post(reverse("answers:take"))
    first, second = desk.tasks()
    response = press(visitor, first, act="next", link=ours(1))
    assert response.headers["Location"] == reverse("answers:task", args=[second.pk])
    assert desk.states() == ["told", "sending"]
    response = press(visitor, second, act="next", link=ours(2))
    assert response.headers["Location"] == reverse("answers:by_hand")


def test_a_wrong_link_is_said_beside_the_field_and_kept_there(desk, visitor):
    task = take(desk)
    response = press(visitor, task, act="posted", link="https://x.com/someone/status/1")
    page = response.content.decode()
    assert response.status_code == 422
    assert "link of their post" in page
    assert 'value="https://x.com/someone/status/1"' in page


def test_it_is_given_back_or_cannot_be_posted(desk, visitor):
    task = take(desk)
    press(visitor, task, act="back")
    assert desk.states() == ["pending", "pending"]
    assert press(visitor, task, act="could not", reason="gone").status_code == 422
    visitor.post(reverse("answers:take"), {"task": task.pk})
    assert press(visitor, task, act="could not").status_code == 422
    press(visitor, task, act="could not", reason="gone")
    assert desk.states() == ["not_told", "pending"]
    assert "The post is gone." in shown(visitor, "telling", desk.about.public_id)


def test_what_ran_out_is_asked_about_and_its_holder_named(desk, visitor):
    task = take(desk)
    reconcile(LATE)
    assert "was it posted?" in shown(visitor, "by_hand")
    assert "Your time for this ran out" in shown(visitor, "task", task.pk)
    assert "Ben had it in hand: ask them first." in shown(visitor, "telling", desk.about.public_id)


def test_a_task_that_was_stopped_or_replaced_meanwhile_says_so(desk, visitor, who):
    task = take(desk)
    stop_answer(answer=desk.answer, by=who.clearer, at=made.NOON)
    assert "This answer was stopped" in shown(visitor, "task", task.pk)
    desk.correct()
    assert "Do not post this any more" in shown(visitor, "task", task.pk)


def test_a_call_shows_whom_it_is_for_and_asks_for_a_note(who, visitor):
    desk = hand_desk(who, 1, network="phone")
    Author.objects.update(name="Mrs Green, 01632 960001")
    task = take(desk)
    page = shown(visitor, "task", task.pk)
    assert "It is for: Mrs Green, 01632 960001" in page
    assert "When, and whom you spoke to" in page
    press(visitor, task, act="posted", note="14:05, spoke to Mrs Green")
    assert desk.states() == ["told"]


def test_in_training_the_list_says_that_nothing_is_posted(desk, visitor):
    Body.objects.update(training=True)
    assert "Nothing is posted in training mode" in shown(visitor, "by_hand")


def test_taking_what_is_gone_says_so(desk, visitor):
    task = take(desk)
    response = visitor.post(reverse("answers:take"), {"task": task.pk}, follow=True)
    assert "somebody else has it" in response.content.decode()


def test_what_is_told_by_a_program_has_no_page_here(who, visitor):
    channel = made.channel(who.clearer)
    made.cleared(who, made.question(made.posts(channel, ["1"])))
    assert visitor.get(reverse("answers:task", args=[1])).status_code == 404


def test_without_a_channel_by_hand_the_list_says_who_opens_one(who, visitor):
    assert "An administrator opens one" in shown(visitor, "by_hand")
