"""Rounds over several channels at once, clocks that are set, channels that cannot be opened."""

from datetime import timedelta

import pytest

from answerable.accounts.models import Body
from answerable.answers.ask import OutOfReach, ask, opened
from answerable.answers.events import CouldNotLook
from answerable.answers.mind_clock import mind_clock
from answerable.answers.models import ClockMark, Delivery, Outlet
from answerable.answers.pace import milliseconds
from answerable.answers.reconcile import reconcile_due
from answerable.answers.row import USUAL
from answerable.answers.send import send_due
from answerable.answers.steady import boot_id, boottime, was_set
from answerable.answers.steps import Call
from answerable.channels.models import Channel
from answerable.networks.contract import Reply, Uncertain
from answerable.networks.pacing import Ledger
from tests.integration.answers import made_answers as made
from tests.integration.answers.fake_network import FakeNetwork
from tests.integration.answers.telling_desk import desk_for

pytestmark = pytest.mark.django_db


def test_several_channels_are_told_beside_each_other(who) -> None:
    desks = [desk_for(who, 5) for _ in range(3)]
    networks = {desk.channel.pk: FakeNetwork() for desk in desks}
    told = send_due(
        at=made.NOON,
        open_channel=lambda channel: networks[channel.pk],
        paces=(),
        now=lambda: made.NOON,
        steady=None,
    )
    assert told == 15
    assert [len(network.sent) for network in networks.values()] == [5, 5, 5]


def test_a_round_takes_nothing_new_up_once_it_is_over(who) -> None:
    desk = desk_for(who, 5)
    desk.timing = type(USUAL)(most=2, round_for=timedelta(0))
    assert desk.send() == 2


def test_a_channel_whose_settings_cannot_be_read_needs_its_keeper(who) -> None:
    desk = desk_for(who, 1)
    Channel.objects.update(credentials=b"x" * 40)
    desk.channel.refresh_from_db()
    network = opened(desk.channel)
    assert isinstance(network, OutOfReach)
    send_due(at=made.NOON, paces=(), now=lambda: made.NOON, steady=None)
    assert desk.states() == ["pending"]
    assert "cannot be read" in Outlet.objects.get().needs_keeper
    looked = ask(network, Call("look up", Reply("key", "text", made.NOON)))
    assert isinstance(looked, CouldNotLook)
    assert looked.closed


def test_a_look_that_is_unclear_is_no_absence(who) -> None:
    network = FakeNetwork(look_faults=[Uncertain("reset")])
    assert isinstance(ask(network, Call("look up", Reply("key", "text", made.NOON))), CouldNotLook)


def test_kinds_that_this_release_does_not_know_are_left_alone(who) -> None:
    desk = desk_for(who, 1)
    Channel.objects.update(kind="unheard-of")
    assert desk.send() == 0


def test_the_practice_network_is_told_in_training_too(who) -> None:
    desk = desk_for(who, 1)
    Body.objects.update(training=True)
    assert desk.send() == 1


@pytest.mark.parametrize("jump", [-3600, 3600])
def test_every_running_timer_begins_again_when_the_clock_was_set(who, jump: int) -> None:
    desk = desk_for(who, 3)
    desk.network.faults = [("after", Uncertain("timed out"))]
    desk.send()
    Delivery.objects.filter(state="told").update(due_at=made.NOON)
    seconds = 100.0
    look = {"timing": USUAL, "steady": lambda: seconds, "machine": lambda: "this boot"}
    assert not mind_clock(at=made.NOON, **look)
    seconds += 10
    assert not mind_clock(at=made.NOON + timedelta(seconds=10), **look)
    seconds += 70
    assert not mind_clock(at=made.NOON + timedelta(seconds=80), **look)
    at = made.NOON + timedelta(seconds=80 + jump)
    assert mind_clock(at=at, **look)
    assert Delivery.objects.get(state="checking").due_at == at + timedelta(seconds=6)
    ledger = Ledger.from_json(Outlet.objects.get().ledger)
    assert max(moment for moment, _count in ledger.sent) <= milliseconds(at)


def test_a_machine_that_was_started_again_trusts_no_timer(who) -> None:
    look = {"timing": USUAL, "steady": lambda: 5.0}
    assert not mind_clock(at=made.NOON, machine=lambda: "first boot", **look)
    assert mind_clock(at=made.NOON, machine=lambda: "second boot", **look)
    assert ClockMark.objects.count() == 2


def test_the_rounds_mind_the_clock_of_this_machine(who) -> None:
    send_due(at=made.NOON)
    reconcile_due(at=made.NOON)
    assert ClockMark.objects.get().boot_id == boot_id()
    assert boottime() > 0
    assert was_set(wall_passed=timedelta(seconds=9), steady_passed=timedelta(seconds=5))
