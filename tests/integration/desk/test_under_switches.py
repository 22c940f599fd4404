"""Drafts under the switches: judged by them, called back when one begins or ends, and cleared accordingly."""

from datetime import timedelta

import pytest

from answerable.desk.area import set_area
from answerable.desk.judge_anew import call_back_changed
from answerable.desk.models import Clearance, Decision, DraftVersion
from answerable.desk.put_up_notice import put_up_notice, take_down_notice
from answerable.desk.write import judge_version
from answerable.errors import Refused
from answerable.guidance.models import Switch
from answerable.guidance.own_lists import keep_lists
from tests.integration import factories as make
from tests.integration.guidance.made_switches import ended, started

pytestmark = pytest.mark.django_db
LATER = make.NOON + timedelta(hours=1)


def rules(version: DraftVersion) -> set[str]:
    judged = judge_version(version, at=LATER)
    return {one["rule_id"] for one in judged.findings if one["severity"] == "block"}


def asked(version: DraftVersion) -> set[str]:
    return {one["rule_id"] for one in judge_version(version, at=LATER).questions}


def notice_everywhere(switch: Switch) -> None:
    for channel in make.Channel.objects.all():
        put_up_notice(channel=channel, switch=switch, by=make.amy(), at=make.NOON)


def test_in_a_period_only_service_information_passes_and_the_clearer_is_asked() -> None:
    make.body()
    started()
    plain, service = make.saved(), make.saved(is_service=True)
    assert "PRE-01" in rules(plain)
    assert "PRE-01" not in rules(service)
    assert "PRE-01" in asked(service)


def test_in_a_period_no_politician_is_named() -> None:
    make.body()
    keep_lists(lists={"politicians": "Jo Bloggs"}, by=make.amy())
    version = make.saved(text="Jo Bloggs opened the pool.", is_service=True)
    assert rules(version) == set()
    started()
    assert {"PRE-04", "IMP-01"} <= rules(version)


def test_a_period_for_some_places_leaves_questions_about_others_alone() -> None:
    make.body()
    started(areas=["Mill ward"])
    version = make.saved()
    about = version.draft.question
    assert "PRE-01" in rules(version)
    set_area(question=about, area="elsewhere", by=make.lin(), at=LATER)
    assert "PRE-01" not in rules(version)
    set_area(question=about, area="Mill ward", by=make.lin(), at=LATER)
    assert "PRE-01" in rules(version)
    with pytest.raises(Refused, match="places that are named"):
        set_area(question=about, area="Atlantis", by=make.lin(), at=LATER)
    set_area(question=about, area="elsewhere", by=make.lin(), at=LATER)
    set_area(question=about, area="", by=make.lin(), at=LATER)
    assert "PRE-01" in rules(version)


@pytest.mark.parametrize("kind", ["crisis", "bereavement"])
def test_in_a_crisis_and_a_bereavement_every_tone_is_asked_about(kind: str) -> None:
    make.body()
    version = make.saved()
    assert "TON-01" not in asked(version)
    started(kind)
    assert "TON-01" in asked(version)


def test_an_embargoed_subject_is_not_said_before_its_moment() -> None:
    make.body()
    started("embargo")
    version = make.saved(text="The closure of Mill Lane begins soon.")
    assert rules(version) == {"PAR-02"}
    assert rules(make.saved(text="The bridge at Mill Lane is open.")) == set()


def test_a_draft_that_waits_goes_back_to_its_author_when_a_period_begins() -> None:
    make.body()
    waiting = make.handed_in()
    started()
    assert call_back_changed(at=LATER) == 1
    waiting.refresh_from_db()
    assert waiting.decision == Decision.VOID
    assert "A switch began or ended" in waiting.note


def test_until_it_is_called_back_nobody_clears_it_by_the_questions_from_before() -> None:
    make.body()
    waiting = make.handed_in()
    started("crisis")
    with pytest.raises(Refused, match="say something else"):
        make.cleared(waiting, at=LATER)


def test_what_a_switch_asks_of_a_draft_is_no_longer_asked_when_it_is_over() -> None:
    make.body()
    switch = started("crisis")
    waiting = make.handed_in(make.saved(), at=LATER)
    assert call_back_changed(at=LATER) == 0
    ended(switch, at=LATER)
    assert call_back_changed(at=LATER) == 1
    assert Clearance.objects.get(pk=waiting.pk).decision == Decision.VOID


def test_nothing_is_cleared_for_a_channel_without_the_notice_of_the_period() -> None:
    make.body()
    switch = started()
    waiting = make.handed_in(make.saved(is_service=True), at=LATER)
    with pytest.raises(Refused, match="carries no notice"):
        make.cleared(waiting, at=LATER)
    notice_everywhere(switch)
    channel = make.Channel.objects.get()
    take_down_notice(channel=channel, switch=switch, by=make.amy())
    with pytest.raises(Refused, match="carries no notice"):
        make.cleared(waiting, at=LATER)
    notice_everywhere(switch)
    assert make.cleared(waiting, at=LATER).decision == Decision.CLEARED


def test_only_its_keeper_and_who_may_switch_say_that_a_notice_is_up() -> None:
    make.body()
    switch, channel = started(), make.channel(keeper=make.lin())
    put_up_notice(channel=channel, switch=switch, by=make.lin(), at=LATER)
    with pytest.raises(Refused, match="keeper"):
        put_up_notice(channel=channel, switch=switch, by=make.ada(), at=LATER)
    with pytest.raises(Refused, match="keeper"):
        take_down_notice(channel=channel, switch=switch, by=make.ada())
    with pytest.raises(Refused, match="needs no notice"):
        put_up_notice(channel=channel, switch=started("crisis"), by=make.lin(), at=LATER)
