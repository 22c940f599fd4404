"""Never missed: every post of an answered question is covered by a delivery or a reason, no delivery is forgotten."""

import pytest

from answerable.answers.audit import audit
from answerable.answers.models import Coverage, Delivery
from answerable.networks.contract import TryLater, Uncertain
from tests.integration.answers import made_answers as made
from tests.integration.answers.telling_desk import Desk, desk_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk() -> Desk:
    return desk_for(made.people(), 6)


def test_every_post_is_covered_from_the_moment_of_publishing(desk) -> None:
    assert Coverage.objects.count() == 6
    assert audit(at=desk.at).is_whole


def test_a_network_that_is_down_for_hours_delays_and_loses_nobody(desk) -> None:
    for hour in range(6):
        desk.network.faults = [("before", TryLater("down", after_seconds=600))] * 6
        desk.send(hours=1 if hour else 0)
    desk.network.faults = []
    for _ in range(4):
        desk.send(hours=1)
    assert set(Delivery.objects.values_list("state", flat=True)) == {"told"}


def test_no_row_stays_in_a_passing_state_past_its_deadline(desk) -> None:
    desk.network.faults = [("after", Uncertain("timed out"))] * 6
    desk.send()
    for _ in range(26):
        desk.network.look_faults = [TryLater("down", after_seconds=1)] * 20
        desk.reconcile(hours=1)
    assert not Delivery.objects.filter(state__in=["claimed", "sending", "checking"]).exists()
    assert Delivery.objects.filter(state="held").exclude(why="").exists()


def test_a_post_that_slips_in_is_found_by_the_audit(desk) -> None:
    made.place(desk.about, made.posts(desk.channel, ["slipped in"]), at=made.NOON)
    assert audit(at=desk.at).missing == 1
