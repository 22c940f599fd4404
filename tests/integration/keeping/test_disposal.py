"""What is over is shown, then confirmed, then goes; what is held or not over stays; killed half-way, it goes on."""

from datetime import datetime, timedelta

import pytest
from django.db import transaction

from answerable.answers.models import Delivery
from answerable.desk.hand_over import end_handover, hand_over
from answerable.desk.triage import triage_question
from answerable.errors import Refused
from answerable.keeping.classes import CLASSES, over
from answerable.keeping.dispose import confirm_run, dispose_due, drop_run, set_nightly, show_nightly, show_run
from answerable.keeping.hold import place_hold
from answerable.keeping.models import DisposalRun, OwnPeriod
from answerable.keeping.periods import periods, set_period
from answerable.listening.erased import ERASED
from answerable.listening.ingest import store_payloads
from answerable.listening.models import Payload, Post, PostSign, SignKind
from answerable.networks.contract import Raw
from answerable.questions.models import Outcome, Question, Reason, State
from answerable.record.read import entries_about
from tests.integration import factories as make
from tests.integration.factories import plain_static  # noqa: F401  a fixture
from tests.integration.keeping.desk import HANDLE, request_of, rita, zephs_desk

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def _spam() -> Post:
    make.body()
    post = make.post(make.channel(), "Cheap coins")
    triage_question(
        question=make.question(post), outcome=Outcome.NOT_ANSWERING, reason=Reason.SPAM, by=make.lin(), at=make.NOON
    )
    return post


def _codes(at: datetime) -> set[str]:
    run = show_run(by=rita(), at=at)
    if run is None:
        return set()
    drop_run(run=run, by=rita(), at=at)
    return set(run.parts.filter(due_count__gt=0).values_list("of_class", flat=True))


def _run_all(at: datetime, *, batch: int = 200) -> DisposalRun:
    run = show_run(by=rita(), at=at)
    assert run is not None
    confirm_run(run=run, by=rita(), at=at)
    while dispose_due(at=at, batch=batch):
        pass
    run.refresh_from_db()
    return run


def test_nothing_is_over_a_day_too_early() -> None:
    _spam()
    assert _codes(make.NOON + 90 * DAY) == set()
    assert _codes(make.NOON + 91 * DAY) == {"spam"}


def test_a_run_that_nobody_confirmed_disposes_of_nothing() -> None:
    post = _spam()
    show_run(by=rita(), at=make.NOON + 100 * DAY)
    assert dispose_due(at=make.NOON + 100 * DAY) == 0
    post.refresh_from_db()
    assert post.text == "Cheap coins"


def test_a_confirmed_run_takes_the_post_and_its_account_and_says_so_on_the_record() -> None:
    post = _spam()
    run = _run_all(make.NOON + 100 * DAY)
    post.refresh_from_db()
    assert (post.text, post.uid.startswith(ERASED), post.author.uid.startswith(ERASED)) == ("", True, True)
    assert run.state == "done"
    [entry] = entries_about(run.public_id)
    assert (entry.type, entry.fields["class"], entry.fields["count"]) == ("retention.disposed", "spam", 1)


def test_what_was_disposed_of_does_not_come_back() -> None:
    post = _spam()
    uid = post.uid
    _run_all(make.NOON + 100 * DAY)
    assert store_payloads(channel=post.channel, items=[Raw(uid, {"text": "x"})], at=make.NOON + 101 * DAY).new == 0


def test_a_run_goes_in_batches_and_counts_what_went() -> None:
    channel = _spam().channel
    for _number in range(4):
        post = make.post(channel, "Cheap coins")
        triage_question(
            question=make.question(post), outcome=Outcome.NOT_ANSWERING, reason=Reason.SPAM, by=make.lin(), at=make.NOON
        )
    assert _run_all(make.NOON + 100 * DAY, batch=2).parts.get().done_count == 5


def test_killed_in_the_middle_of_a_batch_it_goes_on_where_it_was() -> None:
    _spam()
    run = show_run(by=rita(), at=make.NOON + 100 * DAY)
    confirm_run(run=run, by=rita(), at=make.NOON + 100 * DAY)
    with transaction.atomic():
        assert dispose_due(at=make.NOON + 100 * DAY) == 1
        transaction.set_rollback(True)
    assert Post.objects.get().text == "Cheap coins"
    while dispose_due(at=make.NOON + 100 * DAY):
        pass
    assert Post.objects.get().text == ""
    assert run.parts.get().done_count == 1
    assert len(entries_about(run.public_id)) == 1


def test_run_again_it_does_nothing_more() -> None:
    _spam()
    _run_all(make.NOON + 100 * DAY)
    assert dispose_due(at=make.NOON + 100 * DAY) == 0
    assert show_run(by=rita(), at=make.NOON + 101 * DAY) is None


def test_a_hold_placed_after_the_run_was_confirmed_still_keeps() -> None:
    post = _spam()
    run = show_run(by=rita(), at=make.NOON + 100 * DAY)
    confirm_run(run=run, by=rita(), at=make.NOON + 100 * DAY)
    place_hold(covers="person", accounts=[post.author], reason="A court asked.", by=rita(), at=make.NOON + 100 * DAY)
    while dispose_due(at=make.NOON + 100 * DAY):
        pass
    post.refresh_from_db()
    assert post.text == "Cheap coins"
    assert DisposalRun.objects.get().state == "done"


def test_what_a_hold_keeps_is_counted_beside_what_goes() -> None:
    held, other = _spam(), _spam()
    place_hold(covers="person", accounts=[held.author], reason="A court asked.", by=rita(), at=make.NOON)
    run = show_run(by=rita(), at=make.NOON + 100 * DAY)
    part = run.parts.get()
    assert (part.due_count, part.held_count) == (1, 1)
    assert other.pk in set(over(CLASSES[2], make.NOON + 10 * DAY, []).values_list("pk", flat=True))


def test_there_is_one_run_at_a_time() -> None:
    _spam()
    show_run(by=rita(), at=make.NOON + 100 * DAY)
    with pytest.raises(Refused, match="waits or goes on"):
        show_run(by=rita(), at=make.NOON + 100 * DAY)


def test_a_run_is_decided_once() -> None:
    _spam()
    run = show_run(by=rita(), at=make.NOON + 100 * DAY)
    drop_run(run=run, by=rita(), at=make.NOON + 100 * DAY)
    with pytest.raises(Refused, match="decided about this run before"):
        confirm_run(run=run, by=rita(), at=make.NOON + 100 * DAY)


def test_the_night_shows_and_does_not_act_unless_the_body_said_so() -> None:
    _spam()
    show_nightly(at=make.NOON + 100 * DAY)
    assert DisposalRun.objects.get().state == "shown"


def test_by_the_rule_of_the_body_the_night_acts() -> None:
    _spam()
    set_nightly(on=True, by=rita(), at=make.NOON)
    show_nightly(at=make.NOON + 100 * DAY)
    while dispose_due(at=make.NOON + 100 * DAY):
        pass
    assert (DisposalRun.objects.get().state, Post.objects.get().text) == ("done", "")
    [entry] = entries_about(DisposalRun.objects.get().public_id)
    assert "by" not in entry.fields


def test_the_body_makes_a_period_longer_with_a_reason_on_the_record() -> None:
    _spam()
    set_period(code="spam", length=1, unit="years", reason="Schedule 7.", by=rita(), at=make.NOON)
    assert _codes(make.NOON + 100 * DAY) == set()
    assert _codes(make.NOON + 367 * DAY) == {"spam"}


@pytest.mark.parametrize(("length", "unit"), [(0, "days"), (-1, "days"), (101, "years"), (1, "weeks")])
def test_a_period_that_is_none_is_refused(length: int, unit: str) -> None:
    make.body()
    with pytest.raises(Refused, match="at least one day"):
        set_period(code="spam", length=length, unit=unit, reason="x", by=rita(), at=make.NOON)
    assert not OwnPeriod.objects.exists()


def test_a_period_without_a_reason_is_refused() -> None:
    make.body()
    with pytest.raises(Refused, match="Say why"):
        set_period(code="spam", length=1, unit="days", reason=" ", by=rita(), at=make.NOON)


def test_every_class_has_a_source_and_a_period() -> None:
    make.body()
    assert len({one.of.code for one in periods()}) == len(CLASSES)
    assert all(one.source and one.length for one in CLASSES)


def test_an_answered_question_stays_when_its_posts_go() -> None:
    desk = zephs_desk()
    Delivery.objects.update(state="claimed")
    Delivery.objects.update(state="told", receipt_uid="r", receipt_url="https://net.example/r")
    Question.objects.filter(pk=desk.about.pk).update(state=State.ANSWERED, state_at=make.NOON)
    _run_all(make.NOON + 800 * DAY)
    desk.asked.refresh_from_db()
    desk.about.refresh_from_db()
    assert desk.asked.text == ""
    assert desk.about.answer.versions.get().text == make.ANSWER
    assert desk.about.title == make.BINS
    assert {one.state for one in Delivery.objects.all()} == {"told"}


def test_a_post_in_a_process_goes_when_the_process_is_long_over() -> None:
    desk = zephs_desk()
    one = hand_over(post=desk.asked, process="foi", note="Pat.", also_answered=True, by=make.lin(), at=make.NOON)
    assert "other-process" not in _codes(make.NOON + 5_000 * DAY)
    end_handover(handover=one, note="Sent.", by=make.lin(), at=make.NOON + 30 * DAY)
    assert "other-process" not in _codes(make.NOON + 3 * 365 * DAY)
    assert "other-process" in _codes(make.NOON + (3 * 365 + 40) * DAY)


def test_danger_that_nobody_looked_at_is_never_over() -> None:
    post = _spam()
    PostSign.objects.create(post=post, kind=SignKind.RISK, version=1, found_at=make.NOON)
    assert _codes(make.NOON + 9_000 * DAY) == set()


def test_what_a_network_told_goes_and_what_was_read_from_it_stays() -> None:
    desk = zephs_desk()
    set_period(code="raw-payloads", length=20, unit="working_days", reason="Own.", by=rita(), at=make.NOON)
    assert _codes(make.NOON + 28 * DAY) == set()
    run = _run_all(make.NOON + 29 * DAY)
    assert set(run.parts.values_list("of_class", flat=True)) == {"raw-payloads"}
    assert Payload.objects.get().content == ""
    desk.asked.refresh_from_db()
    assert desk.asked.text == make.BINS


def test_a_request_that_is_long_ended_keeps_no_name() -> None:
    zephs_desk()
    request = request_of()
    type(request).objects.update(ended_at=make.NOON, ended_why="Handed over.")
    assert "requests" in _codes(make.NOON + 1_200 * DAY)
    _run_all(make.NOON + 1_200 * DAY)
    request.refresh_from_db()
    assert (request.given, request.accounts.count()) == ("", 0)


def test_a_run_is_shown_and_confirmed_from_its_page() -> None:
    _spam()
    officer = make.signed_in(rita())
    shown = officer.post("/desk/records/runs/new/", follow=True).content.decode()
    assert "Cheap coins" in shown
    page = f"/desk/records/runs/{DisposalRun.objects.get().public_id}/"
    assert "Decide about the disposal run" in officer.get("/desk/records/").content.decode()
    officer.post(f"{page}decide/", {"act": "confirm"})
    assert "0 of 1 are done" in officer.get(page).content.decode()
    while dispose_due(at=make.NOON + 600 * DAY):
        pass
    after = officer.get(page).content.decode()
    assert "Cheap coins" not in after
    assert "retention" not in after.lower() or HANDLE not in after


def test_a_period_is_changed_from_its_page() -> None:
    make.body()
    officer = make.signed_in(rita())
    assert officer.get("/desk/records/periods/nothing-such/").status_code == 404
    page = "/desk/records/periods/spam/"
    assert officer.post(page, {"length": "0", "unit": "days", "reason": "x"}).status_code == 422
    assert officer.post(page, {"length": "10", "unit": "working_days", "reason": "Schedule 7."}).status_code == 302
    assert "10 working days" in officer.get("/desk/records/periods/").content.decode()
