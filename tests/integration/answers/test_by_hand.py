"""Posting by hand: one person takes a task, and what became of it is told, not told, given back, or asked about."""

from datetime import time, timedelta

import pytest
from hand_desk import LATE, SOON, HandDesk, hand_desk, link, ours, place_channel, posted, reconcile, second, take

from answerable.accounts.models import Body
from answerable.answers.by_hand import (
    REASONS,
    could_not_post,
    give_back,
    waiting,
)
from answerable.answers.models import Attempt, Delivery, InHand
from answerable.answers.progress import newest_version, progress_of
from answerable.answers.send import send_due
from answerable.answers.settle import Verdict, settle_held
from answerable.answers.stop import stop_answer, stop_channel
from answerable.channels.limits import read_limits_due
from answerable.channels.models import Channel
from answerable.errors import Refused
from tests.integration.answers import made_answers as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(who) -> HandDesk:
    return hand_desk(who)


# -------------------------------------------------------------------------------------------- nothing sends but people


def test_no_worker_takes_up_what_a_person_posts(desk):
    assert send_due(at=SOON, now=lambda: SOON, steady=None) == 0
    assert desk.states() == ["pending", "pending"]


def test_the_plan_says_how_long_one_person_takes(who):
    desk = hand_desk(who, 12)
    read_limits_due(at=SOON)
    channel = Channel.objects.get(pk=desk.channel.pk)
    assert channel.limits["text"]["unit"] == "weighted"
    assert progress_of(newest_version(desk.answer), at=SOON).seconds > 1_000


# --------------------------------------------------------------------------------------------------------------- taking


def test_a_task_is_taken_by_one_person_and_counts_as_being_sent(desk):
    task = take(desk)
    assert task == desk.tasks()[0]
    assert (task.state, task.lease_until, task.attempt_count) == ("sending", made.NOON + timedelta(minutes=30), 1)
    assert InHand.objects.get(delivery=task).person == desk.who.clearer
    with pytest.raises(Refused, match="somebody else has it"):
        take(desk, by=second(desk), delivery=task)


def test_the_longest_waiting_is_taken_first_and_each_once(desk):
    assert [take(desk).pk, take(desk, by=second(desk)).pk] == [task.pk for task in desk.tasks()]
    with pytest.raises(Refused, match="nothing to take"):
        take(desk)


def test_one_may_keep_to_one_channel(desk, who):
    with pytest.raises(Refused, match="nothing to take"):
        take(desk, channel=place_channel(who, "facebook"))
    assert take(desk, channel=desk.channel).channel == desk.channel


def test_only_who_may_tell_takes_tasks(desk, who):
    with pytest.raises(Refused, match="Your roles"):
        take(desk, by=who.stranger)


@pytest.mark.parametrize(
    "how", ["channel stopped", "answer stopped", "paused", "closed", "training", "replaced", "quiet", "rules"]
)
def test_what_is_not_to_be_posted_is_not_to_be_had(desk, who, how):
    if how == "channel stopped":
        stop_channel(channel=desk.channel, by=who.clearer, at=made.NOON)
    elif how == "answer stopped":
        stop_answer(answer=desk.answer, by=who.clearer, at=made.NOON)
    elif how == "training":
        Body.objects.update(training=True)
    elif how == "replaced":
        desk.correct(kind="withdrawal")
    elif how == "quiet":
        Channel.objects.filter(pk=desk.channel.pk).update(quiet_from=time(11), quiet_until=time(13))
    elif how == "rules":
        Channel.objects.filter(pk=desk.channel.pk).update(signed_hash="before", sheet_hash="now")
    else:
        Channel.objects.filter(pk=desk.channel.pk).update(state=how, closed_at=made.NOON)
    assert not waiting(at=made.NOON).exists()
    with pytest.raises(Refused, match="nothing to take"):
        take(desk, delivery=desk.tasks()[0])


# ------------------------------------------------------------------------------------------------------------ reporting


def test_a_link_of_that_network_is_the_proof(desk):
    told = posted(desk, take(desk))
    assert (told.state, told.receipt_uid, told.receipt_url) == ("told", "https://x.com/i/status/1000001", ours(1))
    evidence = Attempt.objects.get(delivery=told, outcome="posted by hand")
    assert evidence.detail == f"Ben, {ours(1)}"


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ("", "Give the link"),
        ("done", "not a link|does not lead"),
        ("https://www.facebook.com/tarnbrook/posts/1", "does not lead to X"),
        ("https://x.com/tarnbrook", "not the link of a post"),
        (link(1), "link of their post"),
        (link(2), "somebody wrote to us"),
        (link(77, "another"), "our account is @tarnbrook"),
    ],
)
def test_a_link_that_cannot_be_that_of_the_answer_is_refused(who, wrong, says):
    desk = hand_desk(who, account="@Tarnbrook")
    task = take(desk)
    with pytest.raises(Refused, match=says):
        posted(desk, task, link=wrong)
    assert desk.states() == ["sending", "pending"]


def test_one_link_is_the_proof_of_one_answer_in_whatever_form(desk):
    posted(desk, take(desk))
    task = take(desk)
    with pytest.raises(Refused, match="another person's answer"):
        posted(desk, task, link=ours(1).replace("x.com", "mobile.twitter.com") + "?s=20")
    assert posted(desk, task, 2).state == "told"


def test_a_link_that_settled_another_task_is_not_taken_either(desk, who):
    task = take(desk)
    reconcile(LATE)
    settle_held(delivery=task, verdict=Verdict.THERE, link=ours(1), by=who.clearer, at=LATE)
    with pytest.raises(Refused, match="another person's answer"):
        posted(desk, take(desk, at=LATE), at=LATE)


def test_only_who_has_it_in_hand_reports(desk):
    task, dee = take(desk), second(desk)
    for report in (
        lambda: posted(desk, task, by=dee),
        lambda: give_back(delivery=task, by=dee, at=SOON),
        lambda: could_not_post(delivery=task, reason="gone", by=dee, at=SOON),
    ):
        with pytest.raises(Refused, match="not in your hands"):
            report()
    assert desk.states() == ["sending", "pending"]


def test_reported_twice_it_is_told_once(desk):
    task = take(desk)
    posted(desk, task)
    with pytest.raises(Refused, match="not in your hands"):
        posted(desk, task, 2)
    assert Delivery.objects.get(pk=task.pk).receipt_url == ours(1)


@pytest.mark.parametrize("reason", sorted(REASONS))
def test_what_cannot_be_posted_is_not_told_for_a_reason(desk, reason):
    task = take(desk)
    could_not_post(delivery=task, reason=reason, by=desk.who.clearer, at=SOON)
    task.refresh_from_db()
    assert (task.state, task.why) == ("not_told", REASONS[reason])


def test_a_reason_that_is_not_in_the_list_is_refused(desk):
    with pytest.raises(Refused, match="Choose why"):
        could_not_post(delivery=take(desk), reason="tired", by=desk.who.clearer, at=SOON)


def test_what_is_given_back_may_be_taken_by_another_at_once_and_as_often_as_it_takes(desk):
    first = take(desk)
    for _time in range(30):
        give_back(delivery=first, by=desk.who.clearer, at=SOON)
        assert take(desk, delivery=first, at=SOON) == first
    give_back(delivery=first, by=desk.who.clearer, at=SOON)
    dee = second(desk)
    assert take(desk, by=dee, delivery=first, at=SOON) == first
    assert posted(desk, first, by=dee).state == "told"


def test_a_call_is_proven_by_a_note(who):
    desk = hand_desk(who, network="phone")
    task = take(desk)
    assert task.lease_until == made.NOON + timedelta(hours=2)
    with pytest.raises(Refused, match="in a few words"):
        posted(desk, task, link="", note="ok")
    told = posted(desk, task, link="", note="14:05, spoke to Mrs Green")
    assert (told.state, told.receipt_uid, told.receipt_url) == ("told", "seen:" + task.key, "")
    assert "spoke to Mrs Green" in Attempt.objects.get(delivery=told, outcome="posted by hand").detail
