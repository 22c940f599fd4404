"""Changing roles, saying goodbye, naming the body, and training mode."""

import threading
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from answerable.accounts.enter import enter
from answerable.accounts.keep import change_roles, let_go
from answerable.accounts.models import Body, Person
from answerable.accounts.pseudonym import name_in_record
from answerable.accounts.roles import MAY, Act, Role
from answerable.accounts.set_up import change_training, name_body
from answerable.accounts.way_in import ask_to_join
from answerable.errors import Refused
from answerable.record.models import Entry
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
NOON = make.NOON


def test_every_act_is_somebodys_and_every_role_may_read() -> None:
    assert set(MAY) == set(Act)
    assert all(MAY.values())
    assert MAY[Act.READ] == set(Role)


def test_roles_are_exactly_those_given_in_the_order_of_the_table() -> None:
    ada = make.ada()
    change_roles(person=ada, roles=[Role.CLEARER, Role.LISTENER], by=make.amy())
    ada.refresh_from_db()
    assert ada.roles == [Role.LISTENER, Role.CLEARER]
    assert ada.may(Act.CLEAR)
    assert not ada.may(Act.DRAFT)


@pytest.mark.parametrize("roles", [[], ["king"]])
def test_roles_outside_the_table_are_refused(roles: list[str]) -> None:
    with pytest.raises(Refused, match="Choose at least one role"):
        change_roles(person=make.ada(), roles=roles, by=make.amy())


def test_only_an_administrator_changes_roles() -> None:
    with pytest.raises(Refused, match="Only an administrator"):
        change_roles(person=make.ada(), roles=[Role.ADMINISTRATOR], by=make.ada())


def test_who_is_let_go_is_signed_out_at_once() -> None:
    ada, ben = make.ada(), make.ben()
    make.body()
    hers, his = make.signed_in(ada), make.signed_in(ben)
    assert hers.get("/desk/account/").status_code == 200
    let_go(person=ada, by=make.amy(), at=timezone.now())
    assert hers.get("/desk/account/").status_code == 302
    assert his.get("/desk/account/").status_code == 200
    assert Session.objects.count() == 1


def test_who_is_let_go_may_do_nothing_and_what_they_wrote_stays() -> None:
    make.body()
    version = make.saved()
    let_go(person=make.ada(), by=make.amy(), at=NOON)
    ada = Person.objects.get(name="Ada")
    assert not any(ada.may(act) for act in Act)
    assert ada.left_at == NOON
    version.refresh_from_db()
    assert version.written_by == ada


def test_links_that_a_leaver_made_or_was_given_open_nothing() -> None:
    amy, eve = make.amy(), make.person("Eve", Role.ADMINISTRATOR)
    made = ask_to_join(email="mate@tarnbrook.example", name="Mate", roles=[Role.ADMINISTRATOR], by=eve, at=NOON)
    let_go(person=eve, by=amy, at=NOON)
    with pytest.raises(Refused):
        enter(secret=made, email="", name="Mate", password=make.PASSWORD, at=NOON)


def test_the_last_administrator_stays() -> None:
    amy = make.amy()
    with pytest.raises(Refused, match="only administrator"):
        let_go(person=amy, by=amy, at=NOON)
    with pytest.raises(Refused, match="only administrator"):
        change_roles(person=amy, roles=[Role.AUTHOR], by=amy)
    amy.refresh_from_db()
    assert amy.may(Act.KEEP_PEOPLE)


def test_an_administrator_may_go_when_another_stays() -> None:
    amy, eve = make.amy(), make.person("Eve", Role.ADMINISTRATOR)
    let_go(person=amy, by=eve, at=NOON)
    assert [one.name for one in Person.objects.filter(is_active=True)] == ["Eve"]


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_let_each_other_go_at_once_do_not_both_succeed() -> None:
    amy, eve = make.amy(), make.person("Eve", Role.ADMINISTRATOR)
    ready, done = threading.Barrier(2), []

    def go(person: Person, by: Person) -> None:
        ready.wait()
        try:
            let_go(person=person, by=by, at=NOON)
            done.append(person)
        except Refused:
            pass
        finally:
            connection.close()

    both = [threading.Thread(target=go, args=pair) for pair in ((amy, eve), (eve, amy))]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(done) == 1
    assert Person.objects.filter(is_active=True).count() == 1


def test_naming_the_body_is_recorded_once_for_a_name() -> None:
    amy = make.amy()
    for zone in ("Europe/London", "Europe/Dublin"):
        name_body(name=" Tarnbrook Council ", language="en", time_zone=zone, by=amy, at=NOON)
    body = Body.objects.get()
    assert (body.name, body.time_zone, body.training) == ("Tarnbrook Council", "Europe/Dublin", True)
    assert Entry.objects.filter(type="body.named").count() == 1
    name_body(name="Tarnbrook", language="cy", time_zone="Europe/London", by=amy, at=NOON)
    assert Entry.objects.filter(type="body.named").count() == 2


@pytest.mark.parametrize(("name", "zone", "says"), [("Body", "Mars/Olympus", "time zone"), ("  ", "UTC", "name")])
def test_a_body_needs_a_name_and_a_place_in_time(name: str, zone: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        name_body(name=name, language="en", time_zone=zone, by=make.amy(), at=NOON)


def test_only_an_administrator_names_the_body_or_changes_training() -> None:
    make.body()
    with pytest.raises(Refused, match="Only an administrator"):
        name_body(name="Mine", language="en", time_zone="UTC", by=make.ada(), at=NOON)
    with pytest.raises(Refused, match="Only an administrator"):
        change_training(training=True, by=make.ada())


def test_people_and_bodies_are_known_by_their_names() -> None:
    assert (str(make.body()), str(make.ada())) == ("Tarnbrook Council", "Ada")


def test_the_day_is_the_one_where_the_body_is() -> None:
    body = make.body()
    body.time_zone = "Pacific/Auckland"
    assert (NOON.date().isoformat(), body.today(NOON).isoformat()) == ("2025-06-02", "2025-06-03")


def test_training_mode_ends_only_when_two_people_can_share_the_work() -> None:
    make.body(training=True)
    make.ada()
    with pytest.raises(Refused, match="two people"):
        change_training(training=False, by=make.amy())
    make.ben()
    assert change_training(training=False, by=make.amy()).training is False


def test_one_person_in_both_roles_is_not_two() -> None:
    make.body(training=True)
    make.person("Both", Role.AUTHOR, Role.CLEARER)
    make.person("Gone", Role.CLEARER, active=False)
    with pytest.raises(Refused, match="two people"):
        change_training(training=False, by=make.amy())


def test_training_mode_can_be_turned_on_at_any_time() -> None:
    make.body()
    assert change_training(training=True, by=make.amy()).training is True


def test_a_person_has_one_pseudonym_a_year() -> None:
    ada = make.ada()
    this_year, next_year = NOON.date(), NOON.date() + timedelta(days=365)
    assert name_in_record(ada, on=this_year) == name_in_record(ada, on=this_year)
    assert name_in_record(ada, on=this_year) != name_in_record(ada, on=next_year)
    assert name_in_record(ada, on=this_year) != name_in_record(make.ben(), on=this_year)
