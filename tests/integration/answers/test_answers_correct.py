"""Corrections and withdrawals: told again are those who were told, and nobody hears of something they never saw."""

from collections.abc import Callable

import pytest

from answerable.answers.audit import audit
from answerable.answers.correct import open_correction
from answerable.answers.models import Answer, Coverage, Delivery
from answerable.answers.settle import Verdict, settle_held
from answerable.desk.models import DraftKind
from answerable.errors import Refused
from answerable.networks.contract import Rejected, Uncertain
from answerable.questions.models import State
from answerable.record.models import Entry
from tests.integration.answers import made_answers as made
from tests.integration.answers.telling_desk import Desk, desk_for

pytestmark = pytest.mark.django_db

Correct = Callable[..., None]


@pytest.fixture
def correct(who) -> Correct:
    def again(desk: Desk, kind: str = DraftKind.CORRECTION, number: int = 2) -> None:
        answer = Answer.objects.get(question=desk.about)
        made.cleared(
            who, desk.about, text="On Wednesdays.", kind=kind, number=number, answer_id=answer.public_id, at=desk.at
        )
        assert desk.publish() == 1

    return again


def test_whoever_was_told_gets_the_correction_under_our_reply(who, correct) -> None:
    desk = desk_for(who, 2)
    desk.send()
    correct(desk)
    desk.send()
    desk.reconcile()
    assert [reply.target_uid for reply in desk.network.sent] == ["0", "1", "reply-1", "reply-2"]
    assert Delivery.objects.filter(after__isnull=False).count() == 2
    assert Coverage.objects.filter(delivery__version__number=1).count() == 2
    desk.about.refresh_from_db()
    assert desk.about.state == State.ANSWERED


def test_whoever_was_not_told_gets_only_the_new_words(who, correct) -> None:
    desk = desk_for(who, 2)
    correct(desk)
    desk.send()
    assert desk.states() == ["stopped", "stopped"]
    assert [(one.target_uid, one.text[:13]) for one in desk.network.sent] == [
        ("0", "On Wednesdays"),
        ("1", "On Wednesdays"),
    ]
    assert Coverage.objects.filter(delivery__version__number=2).count() == 2


def test_what_may_have_gone_out_is_looked_up_before_anything_follows(who, correct) -> None:
    desk = desk_for(who, 2)
    desk.network.faults = [("after", Uncertain("timed out")), ("before", Uncertain("reset"))]
    desk.send()
    correct(desk)
    assert desk.states(2) == []
    for _ in range(3):
        desk.reconcile(seconds=7)
    assert desk.states() == ["told", "stopped"]
    desk.send()
    assert [reply.target_uid for reply in desk.network.sent][1:] == ["reply-1", "1"]


def test_a_withdrawal_is_told_to_those_who_were_told_and_to_nobody_else(who, correct) -> None:
    desk = desk_for(who, 2)
    desk.network.faults = [("", None), ("before", Rejected("blocked"))]
    desk.send()
    correct(desk, DraftKind.WITHDRAWAL)
    desk.send()
    desk.reconcile()
    assert desk.states(2) == ["told"]
    assert Coverage.objects.get(delivery=None).reason == "withdrawn"
    assert Answer.objects.get().withdrawn_at is not None
    assert audit(at=desk.at).is_whole


def test_the_record_has_the_totals_of_each_version(who, correct) -> None:
    desk = desk_for(who, 2)
    desk.send()
    desk.reconcile()
    correct(desk)
    desk.send()
    desk.reconcile()
    types = list(Entry.objects.order_by("pk").values_list("type", flat=True))
    assert types == ["answer.published", "delivery.summary", "answer.corrected", "delivery.summary"]


def test_a_third_version_follows_what_was_told_first(who, correct) -> None:
    desk = desk_for(who, 1)
    desk.send()
    correct(desk)
    correct(desk, number=3)
    desk.send()
    desk.reconcile()
    assert (desk.states(1), desk.states(2), desk.states(3)) == (["told"], ["stopped"], ["told"])
    assert desk.network.sent[-1].target_uid == "reply-1"


def test_a_held_message_of_a_replaced_version_is_not_sent_again(who, correct) -> None:
    desk = desk_for(who, 1)
    desk.network.faults = [("after", Uncertain("timed out"))]
    desk.send()
    Delivery.objects.update(state="held", why="It may have been sent.")
    correct(desk)
    settle_held(delivery=Delivery.objects.get(), verdict=Verdict.AGAIN, by=who.clearer, at=desk.at)
    desk.reconcile()
    desk.send()
    assert (desk.states(1), desk.states(2)) == (["stopped"], ["told"])


def test_what_only_a_person_saw_is_followed_up_under_the_askers_own_post(who, correct) -> None:
    desk = desk_for(who, 1)
    desk.network.faults = [("after", Uncertain("timed out"))]
    desk.send()
    Delivery.objects.update(state="held", why="It may have been sent.")
    link = "https://net.example/1"
    settle_held(delivery=Delivery.objects.get(), verdict=Verdict.THERE, link=link, by=who.clearer, at=desk.at)
    correct(desk)
    desk.send()
    assert [reply.target_uid for reply in desk.network.sent] == ["0", "0"]


def test_two_people_who_correct_at_once_meet_in_the_same_draft(who) -> None:
    desk = desk_for(who, 1)
    desk.send()
    answer = Answer.objects.get()
    first = open_correction(answer=answer, kind=DraftKind.CORRECTION, by=who.author, at=desk.at)
    assert open_correction(answer=answer, kind=DraftKind.WITHDRAWAL, by=who.author, at=desk.at) == first
    assert (first.answer_id, first.answer_version) == (answer.public_id, 2)


def test_a_withdrawn_answer_is_not_withdrawn_again(who, correct) -> None:
    desk = desk_for(who, 1)
    desk.send()
    correct(desk, DraftKind.WITHDRAWAL)
    with pytest.raises(Refused, match="withdrawn already"):
        open_correction(answer=Answer.objects.get(), kind=DraftKind.WITHDRAWAL, by=who.author, at=desk.at)


def test_a_correction_is_not_opened_while_another_is_about_to_be_published(who) -> None:
    desk = desk_for(who, 1)
    answer = Answer.objects.get()
    made.cleared(who, desk.about, kind=DraftKind.CORRECTION, number=2, answer_id=answer.public_id, at=desk.at)
    with pytest.raises(Refused, match="in a moment"):
        open_correction(answer=answer, kind=DraftKind.CORRECTION, by=who.author, at=desk.at)


def test_newcomers_that_the_clearer_of_a_correction_saw_are_told_plainly(who, correct) -> None:
    desk = desk_for(who, 1)
    desk.send()
    made.place(desk.about, made.posts(desk.channel, ["new"]), at=made.NOON)
    desk.at = desk.at.replace(hour=13)
    correct(desk)
    desk.send()
    assert sorted(reply.target_uid for reply in desk.network.sent) == ["0", "new", "reply-1"]
    assert audit(at=desk.at).missing == 0


def test_a_withdrawal_owes_newcomers_nothing(who, correct) -> None:
    desk = desk_for(who, 1)
    desk.send()
    made.place(desk.about, made.posts(desk.channel, ["new"]), at=made.NOON)
    desk.at = desk.at.replace(hour=13)
    correct(desk, DraftKind.WITHDRAWAL)
    assert Coverage.objects.get(post__uid="new").reason == "withdrawn"
