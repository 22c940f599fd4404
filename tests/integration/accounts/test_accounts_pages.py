"""The pages of people: the first run, asking to join, roles, letting go, training."""

import re

import pytest
from django.test import Client

from answerable.accounts.models import Body, Person, WayIn
from answerable.accounts.roles import Role
from answerable.accounts.way_in import ask_to_join, first_way_in
from answerable.jobs import clock
from tests.integration import factories as make

pytestmark = pytest.mark.django_db
ENTRY = {"name": "Zoe", "email": "zoe@tarnbrook.example", "password": make.PASSWORD}


def amy() -> Client:
    make.body()
    return make.signed_in(make.amy())


def link_in(page: str) -> str:
    found = re.search(r"/way-in/[\w-]+/", page)
    assert found
    return found[0]


def test_the_first_run_leads_from_the_link_to_the_desk() -> None:
    browser = Client()
    address = f"/way-in/{first_way_in(at=clock.now())}/"
    assert "become the administrator" in browser.get(address).content.decode()
    assert browser.post(address, ENTRY).status_code == 302
    assert browser.get("/desk/")["Location"] == "/desk/set-up/"
    assert "Step 1 of 3" in browser.get("/desk/set-up/").content.decode()
    named = {"name": "Tarnbrook Council", "language": "en", "time_zone": "Europe/London"}
    page = browser.post("/desk/set-up/", named | {"jurisdiction": "uk-local"})
    assert page["Location"] == "/desk/set-up/second-person/"
    assert "Step 2 of 3" in browser.get(page["Location"]).content.decode()
    assert browser.post(page["Location"], {"how": "training"})["Location"] == "/desk/set-up/channels/"
    assert "Step 3 of 3" in browser.get("/desk/set-up/channels/").content.decode()
    assert browser.post("/desk/set-up/channels/", {"practise_as": ""})["Location"] == "/desk/"
    page = browser.get("/desk/").content.decode()
    assert "Training mode" in page
    assert "Tarnbrook Council" in page


def test_a_wrong_password_is_said_beside_the_form_and_the_link_stays_good() -> None:
    address = f"/way-in/{first_way_in(at=clock.now())}/"
    page = Client().post(address, ENTRY | {"password": "1qaz2wsx3edc"})
    assert page.status_code == 422
    assert "too common" in page.content.decode()
    assert Client().post(address, ENTRY).status_code == 302


def test_who_was_asked_to_join_is_not_asked_for_their_address() -> None:
    make.body()
    secret = ask_to_join(email="zoe@tarnbrook.example", name="Zoe", roles=[Role.AUTHOR], by=make.amy(), at=clock.now())
    page = Client().get(f"/way-in/{secret}/").content.decode()
    assert 'name="email"' not in page
    assert 'value="Zoe"' in page


def test_a_spent_link_says_what_to_do() -> None:
    page = Client().get("/way-in/nothing/")
    assert page.status_code == 409
    assert "Ask an administrator" in page.content.decode()


def test_an_unsafe_time_zone_is_refused() -> None:
    page = amy().post("/desk/set-up/", {"name": "X", "language": "en", "time_zone": "../../etc/passwd"})
    assert page.status_code == 422
    assert Body.objects.get().name == "Tarnbrook Council"


def test_inviting_the_second_person_needs_their_name_and_address() -> None:
    browser = amy()
    page = browser.post("/desk/set-up/second-person/", {"how": "invite"})
    assert page.status_code == 422
    assert "Give their email address." in page.content.decode()
    sent = {"how": "invite", "name": "Dan", "email": "dan@tarnbrook.example"}
    assert Client().get(link_in(browser.post("/desk/set-up/second-person/", sent).content.decode())).status_code == 200
    make.ada()
    assert browser.post("/desk/set-up/second-person/", sent | {"email": make.ada().email}).status_code == 422


def test_asking_somebody_to_join_shows_the_link_once() -> None:
    browser = amy()
    assert browser.get("/desk/people/join/").status_code == 200
    sent = {"name": "Dan", "email": "dan@tarnbrook.example", "roles": [Role.CLEARER]}
    link = link_in(browser.post("/desk/people/join/", sent).content.decode())
    assert Client().get(link).status_code == 200
    people = browser.get("/desk/people/").content.decode()
    assert "dan@tarnbrook.example" in people
    assert link not in people


def test_the_same_form_sent_twice_leaves_one_link() -> None:
    browser, sent = amy(), {"name": "Dan", "email": "dan@tarnbrook.example", "roles": [Role.CLEARER]}
    first, second = (link_in(browser.post("/desk/people/join/", sent).content.decode()) for _ in range(2))
    assert WayIn.objects.count() == 1
    assert [Client().get(one).status_code for one in (first, second)] == [409, 200]


def test_asking_a_colleague_again_is_refused_beside_the_form() -> None:
    browser = amy()
    sent = {"name": "Ada", "email": make.ada().email, "roles": [Role.CLEARER]}
    assert browser.post("/desk/people/join/", sent).status_code == 422


def test_roles_are_changed_on_their_page() -> None:
    browser, ada = amy(), make.ada()
    assert browser.get(f"/desk/people/{ada.key}/roles/").status_code == 200
    browser.post(f"/desk/people/{ada.key}/roles/", {"roles": [Role.CLEARER]})
    ada.refresh_from_db()
    assert ada.roles == [Role.CLEARER]
    assert browser.post(f"/desk/people/{ada.key}/roles/", {"csrfmiddlewaretoken": "x"}).status_code == 422


def test_the_last_administrator_is_kept_on_both_pages() -> None:
    browser, key = amy(), make.amy().key
    page = browser.post(f"/desk/people/{key}/roles/", {"roles": [Role.AUTHOR]})
    assert page.status_code == 422
    assert "only administrator" in page.content.decode()
    assert browser.post(f"/desk/people/{key}/leave/").status_code == 409
    assert Person.objects.get().is_active


def test_letting_go_asks_first() -> None:
    browser, ada = amy(), make.ada()
    assert "What they wrote" in browser.get(f"/desk/people/{ada.key}/leave/").content.decode()
    assert Person.objects.get(name="Ada").is_active
    browser.post(f"/desk/people/{ada.key}/leave/")
    assert not Person.objects.get(name="Ada").is_active
    assert browser.get(f"/desk/people/{ada.key}/leave/").status_code == 404


def test_training_mode_is_ended_and_begun_on_the_page_of_people() -> None:
    browser = amy()
    browser.post("/desk/people/training/", {"training": "on"})
    assert "End training mode" in browser.get("/desk/people/").content.decode()
    assert browser.post("/desk/people/training/", {"training": "off"}).status_code == 409
    make.ada()
    make.ben()
    browser.post("/desk/people/training/", {"training": "off"})
    assert "Start training mode" in browser.get("/desk/people/").content.decode()


def test_hostile_names_are_text() -> None:
    browser = amy()
    make.person("<b>Bobby</b>", Role.AUTHOR)
    assert "<b>Bobby" not in browser.get("/desk/people/").content.decode()


def test_everyone_sees_their_own_account() -> None:
    make.body()
    page = make.signed_in(make.ada()).get("/desk/account/").content.decode()
    assert "ada@tarnbrook.example" in page
    assert "Author" in page


def test_signing_in_with_address_and_password_in_any_case() -> None:
    make.body()
    ada = make.ada()
    ada.set_password(make.PASSWORD)
    ada.save()
    browser = Client()
    page = browser.post("/account/sign-in/", {"login": "ADA@tarnbrook.example", "password": make.PASSWORD})
    assert page.status_code == 302
    assert browser.get("/desk/account/").status_code == 200
    assert Client().post("/account/sign-in/", {"login": ada.email, "password": "wrong words here"}).status_code == 200
