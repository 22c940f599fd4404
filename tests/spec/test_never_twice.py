"""Never twice: however often a round runs, whoever runs beside it, one message stands on the network for each asker."""

from collections import Counter

import pytest

from answerable.answers.models import Delivery
from answerable.answers.plan import publish_cleared
from answerable.networks.contract import Uncertain
from tests.integration.answers import made_answers as made
from tests.integration.answers.telling_desk import Desk, desk_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return desk_for(made.people(), 5)


def test_rounds_that_run_again_and_again_send_nothing_twice(desk) -> None:
    for _ in range(4):
        publish_cleared(at=desk.at)
        desk.send(seconds=1)
        desk.reconcile(seconds=1)
    assert Counter(reply.target_uid for reply in desk.network.sent) == Counter({str(number): 1 for number in range(5)})


def test_a_round_that_starts_in_the_middle_of_another_sends_nothing_twice(desk) -> None:
    inner = []

    def begin_another(_reply) -> None:
        if not inner:
            inner.append(True)
            desk.send()

    desk.network.before_call = begin_another
    desk.send()
    assert Counter(reply.key for reply in desk.network.sent).most_common(1)[0][1] == 1
    assert len(desk.network.sent) == 5


def test_every_lost_response_is_looked_up_before_anything_is_sent_again(desk) -> None:
    desk.network.faults = [("after", Uncertain("timed out"))] * 5
    desk.send()
    for _ in range(5):
        desk.reconcile(seconds=10)
        desk.send(seconds=61)
    assert len(desk.network.sent) == 5
    assert set(Delivery.objects.values_list("state", flat=True)) == {"told"}


def test_one_account_with_five_posts_is_told_once() -> None:
    who = made.people()
    channel = made.channel(who.clearer)
    made.cleared(who, made.question(made.posts(channel, list("abcde"), accounts=["ann"] * 5)))
    publish_cleared(at=made.NOON)
    assert Delivery.objects.count() == 1
