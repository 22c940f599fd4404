"""What people do: stop and go on, settle what is held, decide about late askers; and the audit that counts it all."""

import json

import pytest

from answerable.answers.audit import audit, audit_nightly
from answerable.answers.late import late_posts, leave_late, tell_late
from answerable.answers.models import Answer, AnswerVersion, Attempt, Audited, Coverage, Delivery
from answerable.answers.progress import newest_version, progress_of
from answerable.answers.settle import Verdict, settle_held
from answerable.answers.stop import (
    resume_answer,
    resume_channel,
    resume_everything,
    stop_answer,
    stop_channel,
    stop_everything,
)
from answerable.desk.models import DraftKind
from answerable.errors import Refused
from answerable.networks.contract import Uncertain
from answerable.questions.models import State
from answerable.record.models import Entry
from tests.integration.answers import made_answers as made
from tests.integration.answers.telling_desk import Desk, desk_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(who) -> Desk:
    return desk_for(who, 3)


@pytest.fixture
def held(desk) -> Delivery:
    """One of three that may have gone out and could not be looked up."""
    desk.network.faults = [("after", Uncertain("timed out"))]
    desk.send()
    Delivery.objects.filter(state="checking").update(state="held", why="It may have been sent.")
    desk.reconcile()
    return Delivery.objects.get(state="held")


def test_a_stop_in_the_middle_of_a_round_holds_back_what_is_not_being_sent(who, desk) -> None:
    desk.network.before_call = lambda _reply: stop_channel(channel=desk.channel, by=who.clearer, at=desk.at)
    desk.send()
    assert desk.states() == ["told", "pending", "pending"]
    assert desk.send(minutes=5) == 0
    desk.network.before_call = lambda _reply: None
    resume_channel(channel=desk.channel, by=who.clearer)
    desk.send()
    assert desk.states() == ["told"] * 3


def test_stopping_one_answer_leaves_the_others(who, desk) -> None:
    other = made.question(made.posts(desk.channel, ["other"]))
    made.cleared(who, other)
    desk.publish()
    answer = Answer.objects.get(question=desk.about)
    stop_answer(answer=answer, by=who.clearer, at=desk.at)
    desk.send()
    assert [reply.target_uid for reply in desk.network.sent] == ["other"]
    resume_answer(answer=answer, by=who.clearer)
    desk.send()
    assert desk.states() == ["told"] * 3


def test_everything_can_be_stopped_at_once(who, desk) -> None:
    stop_everything(by=who.clearer, at=desk.at)
    assert desk.send() == 0
    resume_everything(by=who.clearer)
    assert desk.send() == 3


def test_only_those_who_may_tell_stop_settle_and_decide(who, desk) -> None:
    answer, delivery = Answer.objects.get(), Delivery.objects.first()
    for wrong in (
        lambda: stop_channel(channel=desk.channel, by=who.stranger, at=desk.at),
        lambda: settle_held(delivery=delivery, verdict=Verdict.DROP, by=who.stranger, at=desk.at),
        lambda: tell_late(answer=answer, by=who.stranger, at=desk.at),
        lambda: leave_late(answer=answer, posts=[], reason="too_late", by=who.stranger),
    ):
        with pytest.raises(Refused, match="Your roles"):
            wrong()


def test_a_person_who_found_the_reply_gives_its_link(who, desk, held) -> None:
    settled = settle_held(
        delivery=held, verdict=Verdict.THERE, link="https://net.example/1", by=who.clearer, at=desk.at
    )
    assert (settled.state, settled.receipt_url) == ("told", "https://net.example/1")
    assert Attempt.objects.filter(outcome="seen by a person", detail__startswith="Ben, ").exists()
    desk.reconcile()
    summaries = Entry.objects.filter(type="delivery.summary")
    assert summaries.count() == 2
    assert AnswerVersion.objects.get().recorded_told == 3


@pytest.mark.parametrize("link", ["", "javascript:alert(1)", "https://", "http://" + "x" * 300])
def test_a_link_that_is_no_web_address_is_refused(who, desk, held, link: str) -> None:
    with pytest.raises(Refused, match="link"):
        settle_held(delivery=held, verdict=Verdict.THERE, link=link, by=who.clearer, at=desk.at)


def test_sending_again_tells_and_the_question_is_told_once_more(who, desk, held) -> None:
    settle_held(delivery=held, verdict=Verdict.AGAIN, by=who.clearer, at=desk.at)
    desk.about.refresh_from_db()
    assert desk.about.state == State.TELLING
    desk.send()
    desk.reconcile()
    assert desk.states() == ["told"] * 3
    desk.about.refresh_from_db()
    assert desk.about.state == State.ANSWERED


def test_dropping_is_final_and_a_second_person_is_told_so(who, desk, held) -> None:
    settle_held(delivery=held, verdict=Verdict.DROP, by=who.clearer, at=desk.at)
    assert sorted(desk.states()) == ["stopped", "told", "told"]
    with pytest.raises(Refused, match="settled meanwhile"):
        settle_held(delivery=held, verdict=Verdict.DROP, by=who.clearer, at=desk.at)


def test_a_late_asker_is_listed_and_told_the_standing_answer_once(who, desk) -> None:
    desk.send()
    desk.reconcile()
    made.place(desk.about, made.posts(desk.channel, ["late"]), at=desk.at.replace(hour=15))
    answer = Answer.objects.get()
    assert [post.uid for post in late_posts()] == ["late"]
    assert tell_late(answer=answer, by=who.clearer, at=desk.at) == 1
    assert tell_late(answer=answer, by=who.clearer, at=desk.at) == 0
    desk.send()
    desk.reconcile()
    assert [reply.target_uid for reply in desk.network.sent].count("late") == 1
    assert not late_posts().exists()
    assert AnswerVersion.objects.get().asker_count == 4
    desk.about.refresh_from_db()
    assert desk.about.state == State.ANSWERED


def test_someone_who_was_told_and_asks_again_is_covered_and_not_told_again(who, desk) -> None:
    desk.send()
    desk.reconcile()
    made.place(desk.about, made.posts(desk.channel, ["again"], accounts=["account-of-0"]), at=desk.at.replace(hour=15))
    assert tell_late(answer=Answer.objects.get(), by=who.clearer, at=desk.at) == 0
    assert Coverage.objects.get(post__uid="again").delivery.recipient == "account-of-0"
    assert AnswerVersion.objects.get().asker_count == 3


def test_late_askers_can_be_listed_with_a_reason_of_the_closed_list(who, desk) -> None:
    late = made.posts(desk.channel, ["late"])
    made.place(desk.about, late, at=desk.at.replace(hour=15))
    answer = Answer.objects.get()
    with pytest.raises(Refused, match="reason"):
        leave_late(answer=answer, posts=late, reason="because", by=who.clearer)
    assert leave_late(answer=answer, posts=late, reason="told_elsewhere", by=who.clearer) == 1
    assert Coverage.objects.get(post=late[0]).reason == "told_elsewhere"


def test_nobody_is_told_a_withdrawn_answer_late(who, desk) -> None:
    desk.send()
    made.cleared(
        who, desk.about, kind=DraftKind.WITHDRAWAL, number=2, answer_id=Answer.objects.get().public_id, at=desk.at
    )
    desk.publish()
    made.place(desk.about, made.posts(desk.channel, ["late"]), at=desk.at.replace(hour=15))
    with pytest.raises(Refused, match="withdrawn"):
        tell_late(answer=Answer.objects.get(), by=who.clearer, at=desk.at)


def test_the_audit_adds_up_and_tells_late_from_missing(who, desk, held) -> None:
    made.place(desk.about, made.posts(desk.channel, ["late"]), at=desk.at.replace(hour=15))
    made.place(desk.about, made.posts(desk.channel, ["missing"]), at=made.NOON)
    found = audit(at=desk.at.replace(day=25))
    assert (found.asked, found.covered, found.late, found.missing) == (5, 3, 1, 1)
    assert (found.held, found.held_long, found.is_whole) == (1, 1, False)
    assert dict(found.fates) == {"held": 1, "told": 2}


def test_the_nightly_audit_tells_the_record_what_changed_after_the_totals(who, desk) -> None:
    desk.send()
    desk.reconcile()
    AnswerVersion.objects.update(recorded_told=1)
    assert audit_nightly(at=desk.at).is_whole
    assert AnswerVersion.objects.get().recorded_told == 3


def test_the_nightly_audit_is_kept_and_goes_on_the_record_once_a_day(desk) -> None:
    desk.send()
    audit_nightly(at=desk.at)
    audit_nightly(at=desk.at)
    [entry] = [entry for entry in Entry.objects.all() if entry.type == "telling.audited"]
    assert json.loads(bytes(entry.raw))["told"] == 3
    kept = Audited.objects.get()
    assert (kept.asked, kept.missing, kept.late, kept.fates) == (3, 0, 0, [["told", 3]])


def test_the_forecast_follows_the_pace_and_the_answers_ahead(who) -> None:
    desk = desk_for(who, 700)
    found = progress_of(newest_version(Answer.objects.get()), at=desk.at)
    assert (found.total, found.on_its_way, found.is_done, found.needs_person) == (700, 700, False, False)
    assert 120 <= found.seconds < 130
    desk.send()
    assert progress_of(newest_version(Answer.objects.get()), at=desk.at).is_done
