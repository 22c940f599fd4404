"""Posting by hand when things go otherwise: time runs out, answers are stopped or corrected, several act at once."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from hand_desk import LATE, SOON, HandDesk, hand_desk, ours, place_channel, posted, reconcile, second, take

from answerable.accounts.models import Body
from answerable.answers.audit import audit
from answerable.answers.by_hand import (
    could_not_post,
    give_back,
    in_hand,
    take_task,
)
from answerable.answers.mind_clock import begin_again
from answerable.answers.models import Coverage
from answerable.answers.plan import publish_cleared
from answerable.answers.progress import newest_version
from answerable.answers.row import USUAL
from answerable.answers.settle import Verdict, settle_held
from answerable.answers.stop import resume_channel, stop_answer, stop_channel
from answerable.channels.models import Channel, State
from answerable.errors import Refused
from tests.integration.answers import made_answers as made

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(who) -> HandDesk:
    return hand_desk(who)


def test_a_task_nobody_reported_on_in_time_is_held_and_never_put_back_by_itself(desk):
    take(desk)
    reconcile(LATE)
    [held, other] = desk.tasks()
    assert (held.state, other.state) == ("held", "pending")
    assert "has not said whether it was posted" in held.why
    assert list(in_hand()) == [held]


def test_a_report_counts_though_it_comes_late(desk):
    task = take(desk)
    reconcile(LATE)
    assert posted(desk, task, at=LATE).state == "told"


def test_a_late_report_makes_the_totals_anew(desk):
    posted(desk, take(desk))
    task = take(desk)
    reconcile(LATE)
    assert newest_version(desk.answer).told_at is not None
    posted(desk, task, 2, at=LATE)
    reconcile(LATE)
    assert newest_version(desk.answer).recorded_told == 2


def test_whoever_had_it_last_may_say_late_that_it_was_not_posted(desk):
    task = take(desk)
    reconcile(LATE)
    give_back(delivery=task, by=desk.who.clearer, at=LATE)
    assert desk.states() == ["pending", "pending"]


def test_whoever_had_it_says_nothing_any_more_once_another_has_it(desk, who):
    task = take(desk)
    reconcile(LATE)
    settle_held(delivery=task, verdict=Verdict.AGAIN, by=who.clearer, at=LATE)
    take(desk, by=second(desk), delivery=task, at=LATE)
    with pytest.raises(Refused, match="not in your hands"):
        posted(desk, task, at=LATE)


def test_a_clock_that_was_set_gives_a_person_their_whole_time_again(desk):
    take(desk)
    begin_again(at=SOON, by=timedelta(0), timing=USUAL)
    assert desk.tasks()[0].lease_until == SOON + timedelta(minutes=30)


# ---------------------------------------------------------------------------------------- stopping, correcting, closing


def test_what_is_in_hand_is_finished_when_the_channel_is_stopped(desk, who):
    task = take(desk)
    stop_channel(channel=desk.channel, by=who.clearer, at=SOON)
    assert posted(desk, task).state == "told"
    with pytest.raises(Refused, match="nothing to take"):
        take(desk)
    resume_channel(channel=desk.channel, by=who.clearer)
    assert take(desk)


def test_a_replaced_task_that_is_given_back_is_dropped_and_the_newer_one_owed(desk):
    task = take(desk)
    desk.correct()
    assert desk.states() == ["sending", "stopped"]
    give_back(delivery=task, by=desk.who.clearer, at=SOON)
    reconcile(SOON)
    assert desk.states() == ["stopped", "stopped"]
    assert desk.states(2) == ["pending", "pending"]


def test_a_correction_goes_under_our_own_answer(desk):
    posted(desk, take(desk))
    desk.correct(at=SOON)
    [first, other] = sorted(desk.tasks(2), key=lambda task: task.after_id is None)
    assert first.target_uid == "https://x.com/i/status/1000001"
    assert other.target_uid == "https://x.com/i/status/2"


def test_a_correction_of_a_call_is_another_call(who):
    desk = hand_desk(who, 1, network="phone")
    posted(desk, take(desk), link="", note="14:05, spoke to Mrs Green")
    desk.correct(at=SOON)
    assert desk.tasks(2)[0].target_uid == "form-1"


def test_a_channel_that_is_closed_leaves_what_is_in_hand_to_be_reported(desk):
    task = take(desk)
    Channel.objects.filter(pk=desk.channel.pk).update(state=State.CLOSED, closed_at=SOON)
    reconcile(SOON)
    assert desk.states() == ["sending", "not_told"]
    assert posted(desk, task).state == "told"


def test_in_training_nobody_is_told_by_hand(who):
    Body.objects.update(training=True)
    desk = hand_desk(who)
    assert not desk.tasks()
    assert set(Coverage.objects.values_list("reason", flat=True)) == {"training"}


def test_someone_from_a_file_is_written_to_by_name(who):
    x = place_channel(who)
    files = made.channel(who.clearer, kind="file", answers_through=x)
    made.cleared(who, made.question(made.posts(files, ["row-1"], accounts=["anna"])))
    publish_cleared(at=made.NOON)
    task = take_task(by=who.clearer, at=made.NOON)
    assert (task.channel, task.recipient, task.target_uid) == (x, "anna", "")


def test_the_audit_is_whole_when_all_is_done(desk):
    posted(desk, take(desk))
    could_not_post(delivery=take(desk), reason="gone", by=desk.who.clearer, at=SOON)
    reconcile(SOON)
    found = audit(at=SOON)
    assert found.is_whole
    assert dict(found.fates) == {"told": 1, "not_told": 1}
    desk.about.refresh_from_db()
    assert desk.about.state == "answered"


# ------------------------------------------------------------------------------------------------------ several at once


def together(*acts) -> list[str]:
    """Runs each in a thread of its own, at one moment; what each came to."""
    ready, outcomes = threading.Barrier(len(acts)), []

    def run(act) -> None:
        ready.wait()
        try:
            outcomes.append(str(act()))
        except Refused:
            outcomes.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_take_at_once_each_gets_another_and_none_the_same(who):
    desk = hand_desk(who, 3)
    people = [made._person(f"p{number}", ["listener"]) for number in range(5)]
    outcomes = together(*[lambda one=one: take_task(by=one, at=made.NOON).pk for one in people])
    assert outcomes == sorted([str(task.pk) for task in desk.tasks()] + ["refused", "refused"])


@pytest.mark.django_db(transaction=True)
def test_of_two_who_give_the_same_link_at_once_one_is_refused(who):
    desk = hand_desk(who, 2)
    dee = second(desk)
    mine, theirs = take(desk), take(desk, by=dee)
    outcomes = together(
        lambda: posted(desk, mine).state, lambda: posted(desk, theirs, by=dee, link=ours(1) + "?s=20").state
    )
    assert outcomes == ["refused", "told"]


@pytest.mark.django_db(transaction=True)
def test_stopping_and_taking_at_once_end_one_way_or_the_other(who):
    for _time in range(5):
        desk = hand_desk(who, 1)
        together(
            lambda desk=desk: take_task(by=who.clearer, at=made.NOON, channel=desk.channel).state,
            lambda desk=desk: stop_answer(answer=desk.answer, by=who.clearer, at=made.NOON),
        )
        assert desk.states() in (["sending"], ["pending"])
