"""A reply that did not arrive after all, as the network says later, is not counted as told."""

from datetime import datetime, timedelta

import pytest

from answerable.answers.models import Answer, Attempt, Delivery
from answerable.answers.reconcile import reconcile_due
from answerable.answers.returned import take_back_returned
from answerable.answers.settle import Verdict, settle_held
from answerable.channels.models import Channel
from answerable.listening.models import Post
from answerable.networks.contract import TryLater, Uncertain
from answerable.record.models import Entry
from tests.integration.answers import made_answers as made
from tests.integration.answers.telling_desk import Desk, desk_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return desk_for(made.people(), 3)


def comes_back(channel: Channel, key: str, *, at: datetime, why: str = "the mailbox is full") -> Post:
    [post] = made.posts(channel, [f"back-{key}-{at}"], at=at)
    Post.objects.filter(pk=post.pk).update(
        heard_at=at, returned_key=key, returned_why=why, asks_us=False, asks_nothing=True
    )
    return post


def told(desk: Desk) -> list[Delivery]:
    desk.send()
    reconcile_due(at=desk.at, steady=None)
    return list(Delivery.objects.order_by("pk"))


def test_it_is_not_told_with_the_reason_and_the_evidence_stays(desk) -> None:
    first = told(desk)[0]
    comes_back(desk.channel, first.key, at=desk.at + timedelta(minutes=1))
    assert take_back_returned(at=desk.at) == 1
    first.refresh_from_db()
    assert (first.state, first.why) == ("not_told", "It came back: the mailbox is full.")
    assert list(Attempt.objects.filter(delivery=first).values_list("outcome", flat=True)[:9])[-1] == "came back"


def test_the_totals_go_on_the_record_again(desk) -> None:
    first = told(desk)[0]
    comes_back(desk.channel, first.key, at=desk.at + timedelta(minutes=1))
    take_back_returned(at=desk.at)
    desk.reconcile(seconds=1)
    summaries = [entry for entry in Entry.objects.order_by("pk") if entry.type == "delivery.summary"]
    assert len(summaries) == 2
    assert Answer.objects.get().versions.get().recorded_told == 2


def test_one_return_counts_once_however_often_the_round_runs(desk) -> None:
    first = told(desk)[0]
    comes_back(desk.channel, first.key, at=desk.at + timedelta(minutes=1))
    assert [take_back_returned(at=desk.at) for _ in range(3)] == [1, 0, 0]


def test_what_may_have_been_sent_and_came_back_needs_no_person(desk) -> None:
    desk.network.faults = [("after", Uncertain("reset"))]
    desk.send()
    unclear = Delivery.objects.get(state="checking")
    comes_back(desk.channel, unclear.key, at=desk.at + timedelta(minutes=1))
    take_back_returned(at=desk.at)
    unclear.refresh_from_db()
    assert unclear.state == "not_told"


def test_a_return_on_another_channel_or_of_another_message_changes_nothing(desk) -> None:
    first = told(desk)[0]
    comes_back(made.channel(made.people().clearer), first.key, at=desk.at + timedelta(minutes=1))
    comes_back(desk.channel, "f" * 40, at=desk.at + timedelta(minutes=1))
    assert take_back_returned(at=desk.at) == 0


def test_a_return_of_an_earlier_sending_does_not_speak_of_the_later(desk) -> None:
    first = told(desk)[0]
    comes_back(desk.channel, first.key, at=desk.at - timedelta(days=1))
    assert take_back_returned(at=desk.at) == 0


def test_what_a_person_has_seen_stays_told(desk) -> None:
    first = told(desk)[0]
    comes_back(desk.channel, first.key, at=desk.at + timedelta(minutes=1))
    Delivery.objects.filter(pk=first.pk).update(receipt_uid="seen:https://net.example/1")
    assert take_back_returned(at=desk.at) == 0


def test_a_held_one_that_came_back_is_settled_by_it(desk) -> None:
    desk.send()
    first = Delivery.objects.order_by("pk")[0]
    comes_back(desk.channel, first.key, at=desk.at + timedelta(minutes=1))
    take_back_returned(at=desk.at)
    from answerable.errors import Refused

    with pytest.raises(Refused, match="settled"):
        settle_held(delivery=first, verdict=Verdict.AGAIN, by=made.people().clearer, at=desk.at)


def test_a_wait_for_one_asker_lets_the_others_go_on(desk) -> None:
    desk.network.faults = [("before", TryLater("greylisted", after_seconds=300, only_this=True))]
    desk.send()
    assert sorted(desk.states()) == ["pending", "told", "told"]
    desk.send(seconds=301)
    assert set(desk.states()) == {"told"}
