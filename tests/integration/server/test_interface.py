"""The HTTP interface: the same judgement as the command, for programs that are let in, and no other."""

import json
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answerable.accounts.let_program_in import let_program_in, withdraw_program
from answerable.accounts.models import Program
from answerable.accounts.program_at_door import MOST_A_MINUTE, TooOftenError, admit_program
from answerable.errors import Refused
from answerable.guidance.api import MOST_BYTES, Judgement, Problem
from answerable.guidance.own_lists import keep_lists
from answerable.jobs import clock
from answerable.server.interface import interface
from tests.integration import factories as make
from tests.integration.factories import plain_static  # noqa: F401  a fixture
from tests.integration.guidance.made_rules import published
from tests.integration.guidance.made_switches import started

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/check"
TEXT = "The pool opens at 9am. Ring 0113 496 0999 or see http://www.gov.uk/bins"


@pytest.fixture
def token() -> str:
    make.body()
    return let_program_in(name="The website's editor", by=make.amy(), at=make.NOON)


def ask(token: str, sent: object, **more: str) -> HttpResponse:
    body = sent if isinstance(sent, bytes | str) else json.dumps(sent)
    headers = {"Authorization": f"Bearer {token}"} | more
    return Client().post(ADDRESS, body, content_type="application/json", headers=headers)


def problem_of(answer: HttpResponse, status: int) -> Problem:
    assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"
    told = Problem.model_validate_json(answer.content)
    assert told.status == status
    return told


def test_it_says_what_the_command_says(token: str) -> None:
    answer = ask(token, {"text": TEXT, "networks": ["bluesky"], "packs": ["uk-local"]})
    command = [sys.executable, "-m", "answerable.server.command", "check", "-", "--json"]
    command += ["--network", "bluesky", "--pack", "uk-local"]
    done = subprocess.run(command, input=TEXT, capture_output=True, text=True, check=False)
    told = json.loads(done.stdout)
    del told["file"]
    assert answer.status_code == 200
    assert answer.json() == told
    assert done.returncode == 1
    assert told["outcome"] == "blocked"


def test_left_to_itself_it_judges_by_the_desks_own_edition_lists_and_switches(token: str) -> None:
    def rules(**more: object) -> set[str]:
        found = ask(token, {"text": "Tarnbrook Borough: ring 0113 496 0999. The closure of Mill Lane.", **more}).json()
        return {one["rule"] for one in found["findings"]}

    before = rules()
    published()
    keep_lists(lists={"phones": "0113 496 0999"}, by=make.amy())
    now = clock.now()
    started("embargo", at=now, ends_at=now + timedelta(days=1))
    assert "OWN-01" in rules() - before
    assert "PAR-02" in rules() - before
    assert any(rule.startswith("PD-") for rule in before - rules())
    started("election", at=now)
    assert "PRE-01" in rules()
    assert "PRE-01" not in rules(is_service=True)


def test_a_text_without_findings_is_answered_likewise(token: str) -> None:
    answer = ask(token, {"text": "The pool is open.", "packs": ["generic"]})
    judged = Judgement.model_validate_json(answer.content)
    assert judged.outcome == "nothing"
    assert {one.rule for one in judged.not_judged}


def test_nobody_is_let_in_without_a_token_that_is_good(token: str) -> None:
    for headers in ({}, {"Authorization": "Bearer nonsense"}, {"Authorization": f"Basic {token}"}):
        answer = Client().post(ADDRESS, "{}", content_type="application/json", headers=headers)
        problem_of(answer, 401)
        assert answer["WWW-Authenticate"] == "Bearer"
    withdraw_program(program=Program.objects.get(), by=make.amy(), at=make.NOON)
    problem_of(ask(token, {"text": TEXT}), 401)


def test_somebody_who_is_signed_in_is_no_program(token: str) -> None:
    answer = make.signed_in(make.amy()).post(ADDRESS, {"text": TEXT}, content_type="application/json")
    problem_of(answer, 401)


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        ({}, "/text"),
        ({"text": ""}, "/text"),
        ({"text": "x" * 20_001}, "/text"),
        ({"text": 7}, "/text"),
        ({"text": TEXT, "networks": "x"}, "/networks"),
        ({"text": TEXT, "networks": ["x"] * 21}, "/networks"),
        ({"text": TEXT, "review_on": "tomorrow"}, "/review_on"),
        ({"text": TEXT, "txet": ""}, "/txet"),
        ({"text": "\ud800"}, "/text"),
        ([], ""),
        ("null", ""),
        ("", ""),
    ],
)
def test_what_is_not_as_it_must_be_is_said_with_its_place(token: str, sent: object, pointer: str) -> None:
    told = problem_of(ask(token, sent), 422)
    assert [fault.pointer for fault in told.errors] == [pointer]


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"text": " "}, "There is no text here"),
        ({"text": "a\u0000b"}, "not a plain text"),
        ({"text": TEXT, "packs": ["narnia"]}, "no pack called"),
        ({"text": TEXT, "networks": ["friendster"]}, "friendster"),
    ],
)
def test_what_cannot_be_judged_is_refused_in_a_sentence(token: str, sent: object, says: str) -> None:
    assert says in problem_of(ask(token, sent), 422).detail


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b"[" * 100_000])
def test_what_is_no_json_is_refused(token: str, body: bytes) -> None:
    assert "not JSON" in problem_of(ask(token, body), 400).detail


def test_a_longer_body_is_refused_unread(token: str) -> None:
    problem_of(ask("nonsense", b" " * (MOST_BYTES + 1)), 413)


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete"])
def test_it_is_asked_by_post_only(method: str) -> None:
    answer = getattr(Client(), method)(ADDRESS)
    problem_of(answer, 405)
    assert answer["Allow"] == "POST"


def test_who_asks_very_often_is_told_when_to_ask_again(token: str) -> None:
    for _turn in range(MOST_A_MINUTE):
        admit_program(token, at=make.NOON)
    with pytest.raises(TooOftenError) as stopped:
        admit_program(token, at=make.NOON + timedelta(seconds=50))
    assert stopped.value.seconds == 10
    assert admit_program(token, at=make.NOON + timedelta(seconds=61)) == "The website's editor"
    Program.objects.update(counted=MOST_A_MINUTE, counted_from=clock.now())
    answer = ask(token, {"text": TEXT})
    problem_of(answer, 429)
    assert 0 < int(answer["Retry-After"]) <= 60


def test_only_a_hash_of_the_token_is_kept(token: str) -> None:
    kept = Program.objects.values().get()
    assert token not in str(kept)
    assert len(kept["token_hash"]) == 64


def test_an_administrator_lets_programs_in_and_withdraws_them() -> None:
    make.body()
    amy = make.signed_in(make.amy())
    shown = amy.post("/desk/people/programs/", {"name": "Editor"}).content.decode()
    token = shown.split('class="secret">')[1].split("<")[0]
    assert ask(token, {"text": TEXT}).status_code == 200
    again = amy.post("/desk/people/programs/", {"name": "Editor"})
    assert again.status_code == 422
    assert "Another program has this name" in again.content.decode()
    assert token not in amy.get("/desk/people/programs/").content.decode()
    assert amy.post(f"/desk/people/programs/{Program.objects.get().pk}/withdraw/").status_code == 302
    problem_of(ask(token, {"text": TEXT}), 401)
    assert "Withdrawn by Amy" in amy.get("/desk/people/programs/").content.decode()
    assert amy.post("/desk/people/programs/", {"name": "Editor"}).status_code == 200


def test_nobody_else_lets_programs_in() -> None:
    make.body()
    with pytest.raises(Refused, match="administrator"):
        let_program_in(name="Editor", by=make.ada(), at=make.NOON)
    with pytest.raises(Refused, match="name"):
        let_program_in(name=" ", by=make.amy(), at=make.NOON)


def test_its_description_is_made_from_the_code_and_stands_in_the_reference() -> None:
    made = Client().get("/api/v1/openapi.json").json()
    assert made == json.loads(json.dumps(interface.get_openapi_schema()))
    answers = made["paths"]["/api/v1/check"]["post"]["responses"]
    assert set(answers) == {"200", "400", "401", "413", "422", "429"}
    assert list(answers["429"]["content"]) == ["application/problem+json"]
    page = (Path(__file__).parents[3] / "docs/reference/http-interface.md").read_text(encoding="utf-8")
    assert json.loads(page.split("```json openapi\n")[1].split("```")[0]) == made


LEAVES = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
JSON = st.recursive(LEAVES, lambda one: st.lists(one) | st.dictionaries(st.text(), one), max_leaves=8)
ODD = st.fixed_dictionaries(
    {},
    optional={
        "text": st.text(max_size=300) | JSON,
        "networks": st.lists(st.sampled_from(["x", "bluesky", "email"]) | st.text(), max_size=3) | JSON,
        "packs": st.lists(st.sampled_from(["generic", "wales"]), max_size=2) | JSON,
        "language": st.text(max_size=9) | JSON,
        "sources": st.lists(st.text(), max_size=3) | JSON,
        "review_on": st.dates().map(str) | JSON,
        "is_service": JSON,
    },
)


def test_whatever_is_sent_is_judged_or_refused_and_never_breaks(token: str) -> None:
    browser = Client()

    @settings(max_examples=150, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(ODD | JSON)
    def look(sent: object) -> None:
        Program.objects.update(counted=0)
        answer = browser.post(
            ADDRESS, json.dumps(sent), content_type="application/json", headers={"Authorization": f"Bearer {token}"}
        )
        (Judgement if answer.status_code == 200 else Problem).model_validate_json(answer.content)
        assert answer.status_code in {200, 422}

    look()
