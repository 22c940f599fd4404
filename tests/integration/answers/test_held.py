"""What a switch holds does not leave, nothing of it is lost, and it goes on when it may."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from answerable.answers.by_hand import waiting
from answerable.answers.held import held_clearances
from answerable.answers.models import AnswerVersion
from answerable.answers.plan import publish_cleared
from answerable.desk.area import set_area
from answerable.desk.models import Clearance, ReadAgain
from answerable.desk.read_again import read_again
from answerable.errors import Refused
from answerable.guidance.models import Switch
from tests.integration import factories as make
from tests.integration.answers import made_answers as made
from tests.integration.answers.hand_desk import hand_desk
from tests.integration.answers.telling_desk import Desk, desk_for
from tests.integration.guidance.made_switches import DAY, ended, proposed, started

pytestmark = pytest.mark.django_db
LATER = made.NOON + timedelta(minutes=1)


@pytest.fixture
def desk(who) -> Desk:
    return desk_for(who, 3)


def start(kind: str = "election", **more: object) -> Switch:
    return started(kind, at=LATER, **more)


def let_go_on(desk: Desk, *, by=None, is_service: bool = True, said: str = "Bin days are service.") -> None:
    clearance = Clearance.objects.get(version__draft__question=desk.about)
    desk.at = max(desk.at, LATER)
    read_again(clearance=clearance, is_service=is_service, said=said, by=by or make.ben(), at=desk.at)


@pytest.mark.parametrize("kind", ["election", "crisis", "bereavement"])
def test_what_was_cleared_before_is_held_until_it_is_over_and_then_goes_on_by_itself(desk, kind: str) -> None:
    switch = start(kind)
    assert desk.send(minutes=2) == 0
    assert desk.states() == ["pending"] * 3
    if kind == "election":
        desk.at = made.NOON + 31 * DAY
    else:
        ended(switch, at=desk.at)
    assert desk.send(seconds=1) == 3
    assert desk.states() == ["told"] * 3


def test_a_proposal_that_nobody_confirmed_holds_nothing(desk) -> None:
    proposed(at=made.NOON)
    assert desk.send(minutes=2) == 3


def test_a_second_person_reads_it_again_and_it_goes_on(desk) -> None:
    start()
    let_go_on(desk)
    assert desk.send(minutes=2) == 3


def test_reading_it_again_counts_for_the_switches_of_that_moment_only(desk) -> None:
    start()
    let_go_on(desk)
    started("crisis", at=LATER + timedelta(seconds=1))
    assert desk.send(minutes=2) == 0
    let_go_on(desk)
    assert desk.send(minutes=2) == 3
    assert ReadAgain.objects.count() == 2


def test_what_the_rules_of_the_period_forbid_does_not_go_on(desk) -> None:
    start()
    with pytest.raises(Refused, match="Only essential service information"):
        let_go_on(desk, is_service=False)
    assert desk.send(minutes=2) == 0


def test_whoever_wrote_it_does_not_let_it_go_on(desk, who) -> None:
    start()
    who.author.roles = ["author", "clearer"]
    who.author.save()
    with pytest.raises(Refused, match="another person"):
        let_go_on(desk, by=who.author)
    with pytest.raises(Refused, match="roles"):
        let_go_on(desk, by=who.stranger)
    with pytest.raises(Refused, match="Say in a few words"):
        let_go_on(desk, said=" ")
    clearance = Clearance.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        ReadAgain.objects.create(
            clearance=clearance, switch=Switch.objects.get(), said="Fine.", by=who.author, at=LATER
        )


def test_what_nothing_holds_is_not_read_again(desk) -> None:
    with pytest.raises(Refused, match="Nothing holds this"):
        let_go_on(desk)


def test_an_embargo_holds_what_touches_its_subject_until_its_moment(desk, who) -> None:
    other = made.question(made.posts(desk.channel, ["x"]))
    made.cleared(who, other, answer_id="an_other", text="The closure of Mill Lane begins soon.")
    publish_cleared(at=made.NOON)
    start("embargo", ends_at=LATER + timedelta(hours=1))
    assert desk.send(minutes=2) == 3
    assert len(desk.network.sent) == 3
    with pytest.raises(Refused, match="embargo"):
        read_again(
            clearance=Clearance.objects.get(version__draft__question=other),
            is_service=True,
            said="Go.",
            by=make.ben(),
            at=desk.at,
        )
    assert desk.send(hours=1) == 1


def test_a_period_for_one_place_holds_what_is_about_it_and_what_nobody_placed(desk) -> None:
    start(areas=["Mill ward"])
    assert desk.send(minutes=2) == 0
    set_area(question=desk.about, area="elsewhere", by=make.lin(), at=desk.at)
    assert desk.send(minutes=2) == 3


def test_what_is_cleared_under_the_switch_is_not_held(desk, who) -> None:
    start()
    other = made.question(made.posts(desk.channel, ["x"]))
    made.cleared(who, other, answer_id="an_other", at=LATER + timedelta(seconds=1))
    publish_cleared(at=LATER + timedelta(seconds=2))
    assert desk.send(minutes=2) == 1


def test_what_is_cleared_and_not_published_waits_and_is_published_afterwards(desk, who) -> None:
    other = made.question(made.posts(desk.channel, ["x"]))
    made.cleared(who, other, answer_id="an_other")
    switch = start("crisis")
    assert publish_cleared(at=LATER) == 0
    assert len(held_clearances(at=LATER)) == 2
    ended(switch, at=LATER + DAY)
    assert held_clearances(at=LATER + DAY) == {}
    assert publish_cleared(at=LATER + DAY) == 1


def test_a_switch_that_begins_between_taking_up_and_sending_stops_what_was_not_begun(desk) -> None:
    def begin(_reply) -> None:
        if not Switch.objects.exists():
            started("crisis", at=desk.at)

    desk.at = LATER
    desk.network.before_call = begin
    desk.send()
    assert desk.states() == ["told", "pending", "pending"]
    assert len(desk.network.sent) == 1
    ended(Switch.objects.get(), at=desk.at + timedelta(seconds=1))
    desk.send(minutes=2)
    assert desk.states() == ["told"] * 3
    assert len(desk.network.sent) == 3


def test_no_task_is_given_out_by_hand_while_it_is_held(who) -> None:
    hand_desk(who)
    assert waiting(at=made.NOON).count() == 2
    start()
    assert waiting(at=LATER).count() == 0


def test_a_held_answer_is_stopped_or_corrected_as_any_other(desk) -> None:
    switch = start("crisis")
    AnswerVersion.objects.update(stopped_at=LATER, stopped_by=make.ben())
    ended(switch, at=LATER + DAY)
    desk.at = LATER + DAY
    assert desk.send(seconds=1) == 0
