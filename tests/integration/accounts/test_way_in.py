"""Links that let a person in: once, in time, and never anybody else."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from answerable.accounts.enter import enter
from answerable.accounts.models import Person, WayIn
from answerable.accounts.roles import Role
from answerable.accounts.way_in import LASTS, ask_to_join, find_way_in, first_way_in
from answerable.errors import Refused
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
NOON, PASSWORD = make.NOON, make.PASSWORD


def come_in(secret: str, *, email: str = "zoe@tarnbrook.example", password: str = PASSWORD, at=NOON) -> Person:
    return enter(secret=secret, email=email, name="Zoe", password=password, at=at)


def first() -> str:
    secret = first_way_in(at=NOON)
    assert secret is not None
    return secret


def asked(email: str = "zoe@tarnbrook.example", *roles: Role) -> str:
    return ask_to_join(email=email, name="Zoe", roles=list(roles or [Role.AUTHOR]), by=make.amy(), at=NOON)


def test_the_first_person_holds_every_role() -> None:
    zoe = come_in(first())
    assert set(zoe.roles) == set(Role)
    assert zoe.check_password(PASSWORD)


def test_the_link_works_once() -> None:
    secret = first()
    come_in(secret)
    with pytest.raises(Refused, match="has been used"):
        come_in(secret, email="two@tarnbrook.example")
    assert Person.objects.count() == 1


def test_the_link_lapses() -> None:
    secret = first()
    with pytest.raises(Refused, match="run out"):
        come_in(secret, at=NOON + LASTS)
    assert not Person.objects.exists()


def test_a_made_up_link_opens_nothing() -> None:
    with pytest.raises(Refused, match="new one"):
        find_way_in("x" * 32, at=NOON)


def test_only_the_hash_of_a_link_is_kept() -> None:
    secret = first()
    assert secret not in str(WayIn.objects.values().get())


def test_a_new_first_link_ends_the_older_one() -> None:
    older, newer = first(), first()
    with pytest.raises(Refused):
        come_in(older)
    assert come_in(newer).is_active


def test_once_there_is_an_administrator_no_first_link_is_made() -> None:
    make.amy()
    assert first_way_in(at=NOON) is None


def test_a_first_link_that_was_left_lying_opens_nothing_once_there_is_an_administrator() -> None:
    secret = first()
    make.amy()
    with pytest.raises(Refused, match="administrator by now"):
        come_in(secret)


def test_a_password_that_is_easy_to_guess_is_refused_and_the_link_stays_good() -> None:
    secret = first()
    with pytest.raises(Refused, match="too common"):
        come_in(secret, password="1qaz2wsx3edc")
    assert come_in(secret).is_active


def test_who_was_asked_to_join_gets_the_roles_of_the_link_and_its_address() -> None:
    zoe = come_in(asked("Zoe@Tarnbrook.example", Role.CLEARER), email="another@elsewhere.example")
    assert (zoe.email, zoe.roles) == ("zoe@tarnbrook.example", [Role.CLEARER])


def test_being_asked_again_ends_the_older_link() -> None:
    older, newer = asked(), asked("ZOE@tarnbrook.example")
    with pytest.raises(Refused):
        come_in(older)
    assert come_in(newer).is_active


def test_a_colleague_is_not_asked_to_join_again() -> None:
    make.ada()
    with pytest.raises(Refused, match="already works here"):
        asked("ADA@tarnbrook.example")


def test_somebody_who_left_comes_back_as_the_same_person() -> None:
    gone = make.person("Zoe", Role.AUTHOR, active=False)
    zoe = come_in(asked(gone.email, Role.CLEARER))
    assert (zoe.pk, zoe.key, zoe.is_active, zoe.roles) == (gone.pk, gone.key, True, [Role.CLEARER])


def test_an_address_that_is_taken_is_refused() -> None:
    make.ada()
    with pytest.raises(Refused, match="already works here"):
        come_in(first(), email="Ada@Tarnbrook.example")


@pytest.mark.parametrize("roles", [[], ["king"]])
def test_a_link_needs_roles_of_the_table(roles: list[str]) -> None:
    with pytest.raises(Refused, match="role"):
        ask_to_join(email="zoe@tarnbrook.example", name="Zoe", roles=roles, by=make.amy(), at=NOON)


def test_only_an_administrator_asks_people_to_join() -> None:
    with pytest.raises(Refused, match="Only an administrator"):
        ask_to_join(email="zoe@tarnbrook.example", name="Zoe", roles=[Role.AUTHOR], by=make.ada(), at=NOON)


@pytest.mark.django_db(transaction=True)
def test_two_who_use_one_link_at_once_make_one_person() -> None:
    secret, ready, came = first(), threading.Barrier(2), []

    def come(number: int) -> None:
        ready.wait()
        try:
            come_in(secret, email=f"zoe{number}@tarnbrook.example", at=NOON + timedelta(minutes=1))
            came.append(number)
        except Refused:
            pass
        finally:
            connection.close()

    both = [threading.Thread(target=come, args=(number,)) for number in (1, 2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert len(came) == 1
    assert Person.objects.count() == 1
