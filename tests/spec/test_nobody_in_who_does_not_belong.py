"""The promise: every staff address refuses a stranger and every role that may not; every public one asks for nobody.

All addresses of the resolver are walked, so that a new page is covered from its first day.
"""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from answerable.accounts.roles import MAY, Act, Role
from answerable.accounts.way_in import first_way_in
from answerable.jobs import clock
from answerable.server import status
from tests.integration import factories as make
from tests.integration.factories import plain_static  # noqa: F401  a fixture

pytestmark = pytest.mark.django_db
EXAMPLES = {"int": "1", "uuid": str(uuid4()), "slug": "q_1234", "str": "something", "path": "a/b"}
STAFF_OUTSIDE_PAGES = {status.status}


def _patterns(resolver: URLResolver, before: str = "") -> Iterator[tuple[str, URLPattern]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            yield from _patterns(one, before + str(one.pattern))
        else:
            yield before + str(one.pattern), one


def address_of(route: str) -> str:
    """An address of this route, with something in the place of each of its parts."""
    for kind, example in EXAMPLES.items():
        while f"<{kind}:" in route:
            start = route.index(f"<{kind}:")
            route = route[:start] + example + route[route.index(">", start) + 1 :]
    return "/" + route


ALL = [(address_of(route), pattern.callback) for route, pattern in _patterns(get_resolver())]
STAFF = [(address, page) for address, page in ALL if ".pages." in page.__module__ or page in STAFF_OUTSIDE_PAGES]
PUBLIC = [(address, page) for address, page in ALL if ".public." in page.__module__]


def is_refused(method: str, answer: HttpResponse) -> bool:
    """Sent to the door; a page that only takes what is sent to it may say so first."""
    to_the_door = answer.status_code == 302 and answer["Location"].startswith("/account/sign-in/")
    return to_the_door or (method == "GET" and answer.status_code == 405)


def ask(browser: Client, method: str, address: str) -> HttpResponse:
    return browser.get(address) if method == "GET" else browser.post(address, {})


def test_there_are_addresses_to_walk() -> None:
    assert len(STAFF) > 20
    assert len(PUBLIC) > 5


def test_every_address_of_ours_is_a_staff_page_a_public_page_or_for_machines() -> None:
    rest = {page for _address, page in ALL if page.__module__.startswith("answerable.")}
    rest -= {page for _address, page in (*STAFF, *PUBLIC)}
    assert rest == {status.healthz}


@pytest.mark.parametrize(("address", "page"), STAFF)
def test_every_staff_page_says_what_one_must_be_allowed_to_do(address: str, page: object) -> None:
    assert isinstance(getattr(page, "act", None), Act), address


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_every_staff_page_refuses_a_stranger(method: str) -> None:
    make.body()
    answers = {address: ask(Client(), method, address) for address, _page in STAFF}
    assert [address for address, answer in answers.items() if not is_refused(method, answer)] == []


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("role", Role)
def test_every_staff_page_refuses_a_role_that_may_not(method: str, role: Role) -> None:
    make.body()
    browser = make.signed_in(make.person("Somebody", role))
    denied = [(address, page.act) for address, page in STAFF if role not in MAY[page.act]]
    answers = {address: ask(browser, method, address).status_code for address, _act in denied}
    fine = {403} if method == "POST" else {403, 405}
    assert {address: code for address, code in answers.items() if code not in fine} == {}


@pytest.mark.parametrize("role", Role)
def test_no_page_refuses_a_role_that_may(role: Role) -> None:
    make.body()
    browser = make.signed_in(make.person("Somebody", role))
    allowed = [address for address, page in STAFF if role in MAY[page.act]]
    assert [address for address in allowed if browser.get(address).status_code == 403] == []


def test_somebody_who_left_is_a_stranger() -> None:
    make.body()
    gone = make.person("Gone", *Role)
    browser = make.signed_in(gone)
    type(gone).objects.update(is_active=False)
    answers = {address: browser.post(address) for address, _page in STAFF}
    assert [address for address, answer in answers.items() if not is_refused("POST", answer)] == []


def test_until_the_body_has_a_name_everything_leads_to_the_page_that_asks_for_it() -> None:
    browser = make.signed_in(make.person("First", *Role))
    for address, page in STAFF:
        answer = browser.post(address)
        if page.__name__ == "name":
            assert answer.status_code == 200
        else:
            assert (answer.status_code, answer.headers.get("Location")) == (302, "/desk/set-up/"), address


def test_every_public_page_answers_without_a_cookie_and_asks_nobody_to_sign_in() -> None:
    make.body()
    make.channel(kind="web")
    odd = {}
    for address, _page in PUBLIC:
        answer = Client().get(address)
        if answer.status_code in {401, 403, 500} or "/account/" in answer.headers.get("Location", ""):
            odd[address] = answer.status_code
    assert odd == {}


def test_reading_in_public_leaves_no_session() -> None:
    make.body()
    make.channel(kind="web")
    for address, _page in PUBLIC:
        browser = Client()
        browser.get(address)
        assert "session" not in browser.cookies, address


def test_nobody_signs_up_by_themselves() -> None:
    make.body()
    Client().post("/account/no-sign-up/", {"email": "eve@example.org", "password1": make.PASSWORD})
    assert not make.Person.objects.filter(email="eve@example.org").exists()


def test_the_way_in_is_the_only_public_page_that_makes_a_person() -> None:
    secret = first_way_in(at=clock.now())
    sent = {"name": "Zoe", "email": "zoe@tarnbrook.example", "password": make.PASSWORD}
    browser = Client()
    assert browser.post(f"/way-in/{secret}/", sent).status_code == 302
    assert browser.get("/desk/set-up/").status_code == 200
    assert Client().post(f"/way-in/{secret}/", sent | {"email": "two@tarnbrook.example"}).status_code == 409
    assert make.Person.objects.count() == 1
