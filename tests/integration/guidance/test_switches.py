"""Switches: started and ended by two people, on the record, by no other way."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from answerable.errors import Refused
from answerable.guidance.confirm_switch import confirm_switch
from answerable.guidance.end_switch import end_switch, keep_switch, propose_end
from answerable.guidance.models import Switch
from answerable.guidance.propose_switch import drop_switch, propose_switch
from answerable.guidance.switches import in_force, periods_of
from answerable.record.models import Disclosure, Entry
from tests.integration import factories as make
from tests.integration.guidance.made_switches import DAY, ended, proposed, started

pytestmark = pytest.mark.django_db
LATER = make.NOON + timedelta(hours=1)


def test_a_proposal_changes_nothing_yet() -> None:
    make.body()
    proposed()
    assert in_force(at=LATER) == []


def test_nobody_confirms_their_own_not_even_in_training() -> None:
    make.body(training=True)
    with pytest.raises(Refused, match="another person must confirm"):
        confirm_switch(switch=proposed(), said="None.", by=make.amy(), at=LATER)


def test_it_counts_from_its_day_until_its_end() -> None:
    make.body()
    switch = started(starts_at=make.NOON + DAY, ends_at=make.NOON + 3 * DAY)
    assert in_force(at=make.NOON) == []
    assert in_force(at=make.NOON + DAY) == [switch]
    assert in_force(at=make.NOON + 3 * DAY) == []


def test_one_that_began_in_the_past_counts_from_its_confirmation() -> None:
    make.body()
    switch = started(starts_at=make.NOON - 9 * DAY)
    assert switch.begins_at == make.NOON


@pytest.mark.parametrize(
    ("kind", "more", "says"),
    [
        ("purdah", {}, "Choose what"),
        ("election", {"title": " "}, "Give it a name"),
        ("election", {"reason": "x" * 501}, "at most 120"),
        ("election", {"ends_at": None}, "Say when it ends"),
        ("crisis", {"ends_at": make.NOON - DAY}, "over before it began"),
        ("embargo", {"words": []}, "Give the words"),
        ("election", {"areas": [str(number) for number in range(51)]}, "at most 50 lines"),
    ],
)
def test_what_could_not_be_stood_behind_is_not_proposed(kind: str, more: dict[str, object], says: str) -> None:
    make.body()
    with pytest.raises(Refused, match=says):
        proposed(kind, **more)


def test_a_role_that_may_not_is_refused() -> None:
    make.body()
    with pytest.raises(Refused, match="roles"):
        propose_switch(kind="crisis", title="Flood", reason="Rain.", starts_at=LATER, by=make.ada(), at=LATER)


def test_the_second_person_of_an_election_answers_what_the_rule_asks() -> None:
    make.body()
    with pytest.raises(Refused, match="Answer the question"):
        confirm_switch(switch=proposed(), by=make.tom(), at=LATER)


def test_what_was_laid_aside_or_confirmed_or_is_over_is_not_confirmed() -> None:
    make.body()
    dropped, running, over = proposed(), started(), proposed(ends_at=LATER)
    drop_switch(switch=dropped, by=make.tom(), at=LATER)
    for switch in (dropped, running, over):
        with pytest.raises(Refused):
            confirm_switch(switch=switch, said="None.", by=make.ben(), at=LATER)
    with pytest.raises(Refused):
        drop_switch(switch=running, by=make.tom(), at=LATER)


def test_two_people_end_it_and_one_alone_does_not() -> None:
    make.body()
    switch = started("crisis")
    with pytest.raises(Refused, match="Nobody has proposed"):
        end_switch(switch=switch, by=make.tom(), at=LATER)
    propose_end(switch=switch, reason="The water is gone.", by=make.tom(), at=LATER)
    assert in_force(at=LATER)
    with pytest.raises(Refused, match="another person must"):
        end_switch(switch=switch, by=make.tom(), at=LATER)
    end_switch(switch=switch, by=make.amy(), at=LATER)
    assert in_force(at=LATER) == []
    with pytest.raises(Refused, match="not in force"):
        end_switch(switch=switch, by=make.amy(), at=LATER)


def test_a_proposal_to_end_can_be_laid_aside() -> None:
    make.body()
    switch = started("crisis")
    with pytest.raises(Refused, match="why it is to be ended"):
        propose_end(switch=switch, reason=" ", by=make.tom(), at=LATER)
    propose_end(switch=switch, reason="Over.", by=make.tom(), at=LATER)
    with pytest.raises(Refused, match="already"):
        propose_end(switch=switch, reason="Over.", by=make.amy(), at=LATER)
    keep_switch(switch=switch, by=make.amy(), at=LATER)
    with pytest.raises(Refused, match="Nobody has proposed"):
        end_switch(switch=switch, by=make.ben(), at=LATER)


def test_start_and_end_are_on_the_record_under_pseudonyms_with_texts_that_can_be_erased() -> None:
    make.body()
    ended(started(reason="Called by the King."), at=LATER)
    first, second = Entry.objects.filter(type__startswith="switch.").order_by("pk")
    assert b"Called by" not in bytes(first.raw) + bytes(second.raw)
    assert b"Local elections" not in bytes(first.raw)
    assert b'"until":"2025-07-02"' in bytes(first.raw)
    assert set(Disclosure.objects.filter(entry=first).values_list("name", flat=True)) == {"title", "reason"}
    assert set(Disclosure.objects.filter(entry=second).values_list("name", flat=True)) == {"reason"}


def test_the_record_tells_nothing_of_an_embargo_but_that_it_is_there() -> None:
    make.body()
    ended(started("embargo"), at=LATER)
    entries = Entry.objects.filter(type__startswith="switch.").order_by("pk")
    assert [entry.type for entry in entries] == ["switch.started", "switch.ended"]
    assert not Disclosure.objects.filter(entry__in=entries).exists()
    assert all(b"until" not in bytes(entry.raw) for entry in entries)


@pytest.mark.parametrize(
    "change",
    [
        {"confirmed_by_id": "proposed_by_id", "confirmed_at": make.NOON},
        {"confirmed_at": make.NOON},
        {"ended_at": make.NOON},
        {"title": "Other elections"},
        {"starts_at": make.NOON - DAY},
    ],
)
def test_the_database_refuses_what_one_person_does_to_a_proposal(change: dict[str, object]) -> None:
    make.body()
    switch = proposed()
    values = {name: switch.proposed_by_id if value == "proposed_by_id" else value for name, value in change.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        Switch.objects.filter(pk=switch.pk).update(**values)


def test_the_database_refuses_an_end_by_one_person_or_without_a_proposal() -> None:
    make.body()
    switch, amy, tom = started("crisis"), make.amy(), make.tom()
    rows = Switch.objects.filter(pk=switch.pk)
    for values in (
        {"ended_by": amy, "ended_at": LATER},
        {"end_proposed_by": amy, "end_proposed_at": LATER, "ended_by": tom, "ended_at": LATER},
        {"ends_at": LATER},
        {"confirmed_by": make.ben()},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**values)
    propose_end(switch=switch, reason="Over.", by=amy, at=LATER)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(ended_by=amy, ended_at=LATER)


def test_the_database_keeps_every_switch_and_takes_none_confirmed() -> None:
    make.body()
    switch = started("crisis")
    with pytest.raises(IntegrityError), transaction.atomic():
        switch.delete()
    switch.pk, switch.public_id = None, "sw_other"
    with pytest.raises(IntegrityError), transaction.atomic():
        switch.save(force_insert=True)


def test_the_checks_see_a_period_by_days_where_the_body_is_the_last_one_included() -> None:
    from zoneinfo import ZoneInfo

    london = ZoneInfo("Europe/London")
    make.body()
    midnight = make.NOON.astimezone(london).replace(hour=0)
    switch = started(starts_at=midnight, ends_at=midnight + 2 * DAY)
    [period] = periods_of([switch], london)
    assert (period.starts_on.isoformat(), period.ends_on.isoformat()) == ("2025-06-02", "2025-06-03")
