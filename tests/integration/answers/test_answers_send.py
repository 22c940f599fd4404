"""One round of telling, fault by fault, on real PostgreSQL with a network that does what the test says."""

from datetime import time, timedelta

import pytest

from answerable.accounts.models import Body
from answerable.answers.models import Attempt, Delivery, Outlet
from answerable.answers.plan import publish_cleared
from answerable.answers.steady import Watch
from answerable.channels.models import Channel
from answerable.networks.contract import Closed, Pace, Rejected, TryLater, Uncertain
from answerable.questions.models import State
from answerable.record.models import Entry
from tests.integration.answers import made_answers as made
from tests.integration.answers.telling_desk import Desk, desk_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(who) -> Desk:
    return desk_for(who, 3)


def test_everyone_is_told_once_the_longest_waiting_first(desk) -> None:
    assert desk.send() == 3
    assert [reply.target_uid for reply in desk.network.sent] == ["0", "1", "2"]
    assert desk.states() == ["told"] * 3
    assert desk.send() == 0


def test_the_question_is_answered_and_the_record_has_the_totals_once_all_are_told(desk) -> None:
    desk.send()
    desk.reconcile()
    desk.reconcile(seconds=5)
    desk.about.refresh_from_db()
    assert desk.about.state == State.ANSWERED
    assert Entry.objects.filter(type="delivery.summary").count() == 1


def test_an_intent_is_stored_before_the_call_and_the_call_has_no_transaction(desk) -> None:
    from django.db import connection

    seen = []
    depth = len(connection.savepoint_ids)

    def look(reply) -> None:
        seen.append((Delivery.objects.get(key=reply.key).state, len(connection.savepoint_ids) - depth))

    desk.network.before_call = look
    desk.send()
    assert seen == [("sending", 0)] * 3


def test_put_off_pauses_the_channel_and_loses_nothing(desk) -> None:
    desk.network.faults = [("before", TryLater("slow down", after_seconds=30))]
    desk.send()
    assert desk.states() == ["pending"] * 3
    assert desk.send(seconds=20) == 0
    desk.send(seconds=11)
    assert desk.states() == ["told"] * 3


def test_a_rejected_message_is_listed_with_the_networks_reason(desk) -> None:
    desk.network.faults = [("before", Rejected("the asker has blocked our account"))]
    desk.send()
    assert desk.states() == ["not_told", "told", "told"]
    assert Delivery.objects.get(state="not_told").why == "the asker has blocked our account"


def test_a_lost_sign_in_holds_everything_until_the_keeper_acts(desk) -> None:
    from answerable.answers.stop import resume_channel

    desk.network.faults = [("before", Closed("the sign-in was revoked"))]
    desk.send()
    assert desk.states() == ["pending"] * 3
    assert Outlet.objects.get().needs_keeper == "the sign-in was revoked"
    assert desk.send(hours=5) == 0
    resume_channel(channel=desk.channel, by=made.people().clearer)
    desk.send()
    assert desk.states() == ["told"] * 3


def test_an_unclear_message_that_went_out_is_found_and_not_sent_again(desk) -> None:
    desk.network.faults = [("after", Uncertain("timed out"))]
    desk.send()
    assert desk.states() == ["checking", "told", "told"]
    assert desk.reconcile(seconds=1) == 0
    desk.reconcile(seconds=6)
    assert desk.states() == ["told"] * 3
    assert len(desk.network.sent) == 3


def test_an_unclear_message_that_did_not_go_out_is_sent_again_after_two_absences(desk) -> None:
    desk.network.faults = [("before", Uncertain("reset"))]
    desk.send()
    desk.reconcile(seconds=7)
    assert desk.states()[0] == "checking"
    desk.reconcile(seconds=7)
    assert desk.states()[0] == "pending"
    desk.send()
    assert sorted(reply.target_uid for reply in desk.network.sent) == ["0", "1", "2"]
    assert [one.key for one in desk.network.sent] == list(dict.fromkeys(one.key for one in desk.network.sent))


def test_five_unclear_in_a_row_rest_the_channel_for_a_minute(who) -> None:
    desk = desk_for(who, 12)
    desk.network.faults = [("after", Uncertain("timed out"))] * 5
    desk.send()
    assert desk.states().count("checking") == 5
    assert desk.send(seconds=50) == 0
    desk.send(seconds=11)
    assert desk.states().count("told") == 7
    assert Outlet.objects.get().uncertain_in_a_row == 0


def test_a_lookup_that_never_works_is_shown_to_a_person_after_a_day(desk) -> None:
    desk.network.faults = [("after", Uncertain("timed out"))]
    desk.send()
    for _ in range(30):
        desk.network.look_faults = [TryLater("down", after_seconds=60)]
        desk.reconcile(hours=1)
    assert desk.states()[0] == "held"
    desk.about.refresh_from_db()
    assert desk.about.state == State.ANSWERED


def test_a_lookup_without_sign_in_tells_the_keeper(desk) -> None:
    desk.network.faults = [("after", Uncertain("timed out"))]
    desk.send()
    desk.network.look_faults = [Closed("the sign-in was revoked")]
    desk.reconcile(seconds=10)
    assert Outlet.objects.get().needs_keeper == "the sign-in was revoked"
    assert desk.states()[0] == "checking"


def test_the_pace_of_the_channel_is_kept(who) -> None:
    desk = desk_for(who, 50)
    desk.paces = (Pace(3, 10.0), Pace(5, 60.0))
    assert [desk.send(), desk.send(), desk.send(seconds=11), desk.send(seconds=11), desk.send(seconds=60)] == [
        *(3, 0, 2, 0, 3),
    ]


def test_answers_take_turns_on_a_channel(who) -> None:
    desk = desk_for(who, 6)
    other = made.question(made.posts(desk.channel, [f"b{number}" for number in range(2)]))
    made.cleared(who, other)
    publish_cleared(at=made.NOON)
    desk.send()
    assert [reply.target_uid for reply in desk.network.sent][:4] in (["0", "b0", "1", "b1"], ["b0", "0", "b1", "1"])


def test_two_workers_never_hold_the_same_row(desk) -> None:
    from answerable.answers.rows import ChannelRows

    first, second = (ChannelRows(desk.channel, timing=desk.timing, paces=()) for _ in range(2))
    taken = first.take_up(most=2, at=desk.at)
    left = second.take_up(most=5, at=desk.at)
    assert not {turn.row.id for turn in taken} & {turn.row.id for turn in left}
    assert len(taken) + len(left) == 3


def test_a_channel_that_was_closed_lists_those_who_waited(desk) -> None:
    Channel.objects.update(state="closed", closed_at=desk.at)
    assert desk.send() == 0
    desk.reconcile()
    assert desk.states() == ["not_told"] * 3


def test_a_worker_that_died_before_the_call_leaves_a_row_that_is_looked_up(desk) -> None:
    class Killed(BaseException):
        pass

    def die(_reply) -> None:
        raise Killed

    desk.network.before_call = die
    with pytest.raises(Killed):
        desk.send()
    assert desk.states() == ["sending", "claimed", "claimed"]
    desk.network.before_call = lambda _reply: None
    desk.reconcile(seconds=91)
    assert desk.states() == ["checking", "pending", "pending"]
    desk.reconcile(seconds=7)
    desk.reconcile(seconds=7)
    desk.send()
    assert desk.states() == ["told"] * 3
    assert len(desk.network.sent) == 3


def test_a_late_success_counts_whatever_the_fence_says(desk) -> None:
    from answerable.answers.events import Succeeded
    from answerable.answers.rows import ChannelRows
    from answerable.answers.steps import Telling

    rows = ChannelRows(desk.channel, timing=desk.timing, paces=())
    old = rows.take_up(most=1, at=desk.at)[0].row
    desk.reconcile(seconds=91)
    telling = Telling(rows, lambda: desk.at, desk.timing)
    telling.move(old, Succeeded(uid="7", url="https://net.example/7"), fence=old.fence)
    assert desk.states()[0] == "told"
    telling.move(old, Succeeded(uid="8", url="https://net.example/8"), fence=old.fence)
    assert Delivery.objects.get(state="told").receipt_uid == "7"
    assert Attempt.objects.filter(delivery__state="told", outcome="told").count() == 2


def test_a_real_watch_only_runs(desk) -> None:
    ticks = iter([5.0, 7.5])
    watch = Watch(made.NOON, lambda: next(ticks))
    assert watch() == made.NOON + timedelta(seconds=2.5)


def test_nothing_is_sent_in_quiet_hours_nor_so_late_that_it_could_reach_into_them(who) -> None:
    Body.objects.update(time_zone="Europe/Helsinki")
    desk = desk_for(who, 3)
    Channel.objects.update(quiet_from=time(14), quiet_until=time(16))  # noon by UTC, in winter
    assert desk.send() == 0
    assert desk.states() == ["pending"] * 3
    desk.at = made.NOON - timedelta(seconds=60)
    assert desk.send() == 0
    desk.at = made.NOON + timedelta(hours=2)
    assert desk.send() == 3


def test_no_post_leaves_a_channel_whose_rules_nobody_signed_as_they_stand(who) -> None:
    desk = desk_for(who, 2)
    Channel.objects.update(sheet_hash="b" * 64, signed_hash="a" * 64)
    assert desk.send() == 0
    assert desk.states() == ["pending"] * 2
    Channel.objects.update(signed_hash="b" * 64)
    assert desk.send() == 2


def test_a_reply_that_is_shut_out_marks_the_channel_for_its_keeper(desk) -> None:
    desk.network.faults = [("before", Closed("the sign-in was revoked"))]
    desk.send()
    channel = Channel.objects.get()
    assert (channel.needs_keeper, channel.lost_by_proof) == ("the sign-in was revoked", False)
