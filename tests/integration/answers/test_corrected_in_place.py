"""Corrections where the network lets us change what we sent: the same message, other words, never by guess."""

import pytest

from answerable.answers.audit import audit
from answerable.answers.models import Answer, Delivery
from answerable.answers.settle import Verdict, settle_held
from answerable.desk.models import DraftKind
from answerable.networks.contract import Closed, Rejected, TryLater, Uncertain
from answerable.questions.models import State
from tests.integration.answers import made_answers as made
from tests.integration.answers.telling_desk import Desk, desk_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(who) -> Desk:
    """Two people were told on a Mastodon server."""
    there = desk_for(who, 2, kind="mastodon")
    assert there.send() == 2
    return there


def correct(
    who, desk: Desk, number: int = 2, *, text: str = "On Wednesdays.", kind: str = DraftKind.CORRECTION
) -> None:
    answer = Answer.objects.get(question=desk.about)
    made.cleared(who, desk.about, text=text, kind=kind, number=number, answer_id=answer.public_id, at=desk.at)
    assert desk.publish() == 1


def changed(desk: Desk) -> list[tuple[str, str]]:
    return [(uid, reply.text.partition(".")[0]) for uid, reply in desk.network.changed]


def test_the_words_are_changed_where_they_stand_and_nothing_more_is_sent(who, desk) -> None:
    correct(who, desk)
    desk.send()
    desk.reconcile()
    assert changed(desk) == [("reply-1", "On Wednesdays"), ("reply-2", "On Wednesdays")]
    assert len(desk.network.sent) == 2
    assert (desk.states(1), desk.states(2)) == (["told", "told"], ["told", "told"])
    desk.about.refresh_from_db()
    assert desk.about.state == State.ANSWERED
    assert audit(at=desk.at).is_whole


def test_a_withdrawal_takes_the_place_of_the_wrong_words(who, desk) -> None:
    correct(who, desk, text="We withdrew this answer.", kind=DraftKind.WITHDRAWAL)
    desk.send()
    assert changed(desk)[0] == ("reply-1", "We withdrew this answer")


def test_an_unclear_change_is_looked_for_before_it_is_made_again(who, desk) -> None:
    correct(who, desk)
    desk.network.faults = [("after", Uncertain("timed out")), ("before", Uncertain("reset"))]
    desk.send()
    assert desk.states(2) == ["checking", "checking"]
    for _ in range(3):
        desk.reconcile(seconds=130)
    assert desk.states(2) == ["told", "pending"]
    desk.send()
    assert [uid for uid, _words in changed(desk)] == ["reply-1", "reply-2"]


def test_newer_words_wait_until_an_unclear_change_is_known(who, desk) -> None:
    correct(who, desk)
    desk.network.faults = [("after", Uncertain("timed out"))]
    desk.send()
    correct(who, desk, 3, text="On Thursdays.")
    desk.send()
    assert desk.states(3) == ["told"]
    desk.reconcile(seconds=130)
    desk.reconcile()
    desk.send()
    assert desk.states(3) == ["told", "told"]
    assert changed(desk)[-1] == ("reply-1", "On Thursdays")


def test_where_our_message_is_gone_the_correction_is_said_anew_under_the_question(who, desk) -> None:
    correct(who, desk)
    desk.network.faults = [("before", Rejected("it is not there any more"))]
    desk.send()
    desk.send(seconds=1)
    assert changed(desk) == [("reply-2", "On Wednesdays")]
    assert [(reply.target_uid, reply.text[:13]) for reply in desk.network.sent[2:]] == [("0", "On Wednesdays")]
    assert desk.states(2) == ["told", "told"]


def test_whoever_cannot_be_told_anew_either_is_listed_with_the_reason(who, desk) -> None:
    correct(who, desk)
    desk.network.faults = [("before", Rejected("gone")), ("", None), ("before", Rejected("they blocked us"))]
    desk.send()
    desk.send(seconds=1)
    assert sorted(desk.states(2)) == ["not_told", "told"]
    assert Delivery.objects.get(state="not_told").why == "they blocked us"


@pytest.mark.parametrize("fault", [TryLater("slow down", after_seconds=5.0), Closed("signed out")])
def test_a_change_that_had_surely_no_effect_waits_and_stays_a_change(who, desk, fault) -> None:
    correct(who, desk)
    desk.network.faults = [("before", fault)]
    desk.send()
    assert desk.states(2)[0] == "pending"
    assert Delivery.objects.filter(version__number=2, edits_uid="").count() == 0


def test_what_only_a_person_saw_is_not_changed_but_followed_up(who) -> None:
    desk = desk_for(who, 1, kind="mastodon")
    desk.network.faults = [("after", Uncertain("timed out"))]
    desk.send()
    Delivery.objects.update(state="held", why="It may have been sent.")
    link = "https://net.example/1"
    settle_held(delivery=Delivery.objects.get(), verdict=Verdict.THERE, link=link, by=who.clearer, at=desk.at)
    correct(who, desk)
    desk.send()
    assert (changed(desk), desk.network.sent[-1].target_uid) == ([], "0")


def test_a_second_correction_changes_the_same_message_again(who, desk) -> None:
    correct(who, desk)
    desk.send()
    correct(who, desk, 3, text="On Thursdays.")
    desk.send()
    assert changed(desk)[2:] == [("reply-1", "On Thursdays"), ("reply-2", "On Thursdays")]
