"""A clearance that nobody used in time lapses: nothing goes out late by itself."""

from datetime import timedelta

import pytest

from answerable.answers.lapse import lapse_unused
from answerable.answers.models import AnswerVersion
from answerable.answers.plan import publish_cleared
from answerable.desk.models import Clearance, Decision, DraftState
from answerable.record.models import Entry
from tests.integration import factories as make
from tests.integration.factories import plain_static  # noqa: F401  a fixture
from tests.integration.guidance.made_switches import ended, started

pytestmark = pytest.mark.django_db
NOON = make.NOON
IN_TIME, LATE = NOON + timedelta(minutes=60), NOON + timedelta(minutes=61)


@pytest.fixture
def clearance() -> Clearance:
    make.body()
    return make.cleared()


def test_within_the_time_of_the_rule_it_is_published(clearance: Clearance) -> None:
    assert lapse_unused(at=IN_TIME) == 0
    assert publish_cleared(at=IN_TIME) == 1


def test_after_an_outage_it_lapses_and_is_not_published(clearance: Clearance) -> None:
    assert publish_cleared(at=LATE) == 0
    assert not AnswerVersion.objects.exists()
    clearance.refresh_from_db()
    assert clearance.decision == Decision.VOID


def test_it_lapses_by_itself_once_and_on_the_record(clearance: Clearance) -> None:
    assert [lapse_unused(at=LATE), lapse_unused(at=LATE)] == [1, 0]
    assert Entry.objects.filter(type="answer.lapsed").count() == 1


def test_its_people_see_why_and_how_to_go_on(clearance: Clearance) -> None:
    lapse_unused(at=LATE)
    address = f"/desk/questions/{clearance.version.draft.question.public_id}/"
    for page in (address, address + "draft/"):
        words = make.signed_in(make.ada()).get(page).content.decode()
        assert "not published in time" in words
        assert "hand it in again" in words


def test_handed_in_and_cleared_again_it_is_published(clearance: Clearance) -> None:
    lapse_unused(at=LATE)
    version = clearance.version
    version.draft.refresh_from_db()
    assert version.draft.state == DraftState.WRITING
    make.cleared(make.handed_in(version, at=LATE), at=LATE)
    assert publish_cleared(at=LATE) == 1


def test_what_was_published_does_not_lapse(clearance: Clearance) -> None:
    publish_cleared(at=NOON)
    assert lapse_unused(at=NOON + timedelta(days=9)) == 0


def test_while_a_switch_holds_it_the_clock_stands_still(clearance: Clearance) -> None:
    began = NOON + timedelta(minutes=20)
    switch = started("crisis", at=began)
    assert [lapse_unused(at=NOON + timedelta(days=2)), publish_cleared(at=NOON + timedelta(days=2))] == [0, 0]
    over = ended(switch, at=NOON + timedelta(days=2)).ended_at
    assert over is not None
    assert lapse_unused(at=over + timedelta(minutes=40)) == 0
    assert lapse_unused(at=over + timedelta(minutes=41)) == 1
