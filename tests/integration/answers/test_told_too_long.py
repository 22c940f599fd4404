"""A network that enforces other limits than it announced: nobody is passed over for it, and nobody else is tried."""

import pytest

from answerable.answers.models import Delivery
from answerable.answers.settle import Verdict, settle_held
from answerable.answers.words import TOO_LONG
from answerable.channels.models import Channel
from answerable.networks.contract import Rejected, TooLong
from answerable.networks.mastodon.limits import ROOM_FOR_MENTION
from tests.integration.answers import made_answers as made
from tests.integration.answers.telling_desk import Desk, desk_for
from tests.integration.networks.bluesky_town import new_town
from tests.integration.networks.mastodon_worlds import opened_fake, reply_to

pytestmark = pytest.mark.django_db


def refused(count: int = 3) -> Desk:
    desk = desk_for(made.people(), count)
    desk.network.faults = [("before", TooLong("the text is too long"))]
    desk.send()
    return desk


def test_the_first_is_held_with_a_sentence_and_nobody_else_is_tried() -> None:
    desk = refused()
    desk.send(minutes=5)
    assert desk.states() == ["held", "pending", "pending"]
    assert desk.network.sent == []
    assert Delivery.objects.get(state="held").why == TOO_LONG


def test_the_channels_limits_are_read_again_by_the_next_round() -> None:
    desk = desk_for(made.people(), 1)
    Channel.objects.update(limits_read_at=desk.at)
    desk.network.faults = [("before", TooLong("the text is too long"))]
    desk.send()
    desk.channel.refresh_from_db()
    assert desk.channel.limits_read_at is None


def test_once_a_person_sends_it_again_and_it_is_taken_the_others_follow() -> None:
    who, desk = made.people(), refused()
    held = Delivery.objects.get(state="held")
    settle_held(delivery=held, verdict=Verdict.AGAIN, by=who.clearer, at=desk.at)
    desk.send(minutes=1)
    desk.send(minutes=1)
    assert desk.states() == ["told"] * 3
    assert len(desk.network.sent) == 3


def test_another_answer_on_the_same_channel_goes_on() -> None:
    who, desk = made.people(), refused(1)
    other = made.question(made.posts(desk.channel, ["somebody"]))
    made.cleared(who, other, answer_id="an_other1")
    desk.publish()
    desk.send(minutes=1)
    assert [one.target_uid for one in desk.network.sent] != []


def test_a_refusal_for_another_reason_is_no_matter_of_length() -> None:
    desk = desk_for(made.people(), 2)
    desk.network.faults = [("before", Rejected("blocked"))]
    desk.send()
    assert sorted(desk.states()) == ["not_told", "told"]


def test_mastodon_that_enforces_less_than_it_announces_says_so_by_its_refusal() -> None:
    with opened_fake(enforced=50) as (fake, network):
        assert network.limits().text.most == 500 - ROOM_FOR_MENTION
        with pytest.raises(TooLong):
            network.publish(reply_to(fake.ask("When?"), "On Tuesday. " * 6))


def test_bluesky_says_so_too() -> None:
    town = new_town()
    with pytest.raises(TooLong):
        town.network.publish(town.reply(town.ask(), "a" * 301))
