"""The records officer's pages about a person: one obvious next step, from what they gave to the receipt."""

import io
import zipfile

import pytest
from django.test import Client

from answerable.jobs import clock
from answerable.keeping.models import PersonRequest
from answerable.listening.models import Author, Post
from answerable.record.seal import seal
from tests.integration import factories as make
from tests.integration.factories import plain_static  # noqa: F401  a fixture
from tests.integration.keeping.desk import HANDLE, request_of, rita, zephs_desk

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> Client:
    zephs_desk()
    return make.signed_in(rita())


def test_the_hub_offers_to_begin_when_nobody_waits(officer: Client) -> None:
    shown = officer.get("/desk/records/").content.decode()
    assert "Nobody waits" in shown
    assert shown.count('class="govuk-button"') == 1


def test_the_hub_leads_to_the_request_that_is_due_first(officer: Client) -> None:
    request = request_of(checked=False)
    shown = officer.get("/desk/records/").content.decode()
    assert f'class="govuk-button" href="/desk/records/people/{request.public_id}/"' in shown
    assert "Make sure who they are" in shown


def test_a_request_is_walked_from_what_they_gave_to_the_receipt(officer: Client, tmp_path) -> None:
    account = Author.objects.get(uid=HANDLE)
    shown = officer.post("/desk/records/people/new/", {"given": f"@{HANDLE}"}).content.decode()
    assert f"Square: {HANDLE} · 2 posts" in shown
    sent = {"given": HANDLE, "accounts": [str(account.pk)], "wish": "both", "received_on": "2025-06-02"}
    opened = officer.post("/desk/records/people/new/", sent)
    page = opened["Location"]
    assert "First: make sure who they are" in officer.get(page).content.decode()
    officer.post(f"{page}check/", {"how": "code", "note": ""})
    assert "Next: take the copy" in officer.get(page).content.decode()
    copied = officer.post(f"{page}copy/")
    assert zipfile.ZipFile(io.BytesIO(b"".join(copied.streaming_content))).testzip() is None
    plan = officer.get(f"{page}erase/")
    seen = make.hidden_in(plan)["seen"]
    erased = officer.post(f"{page}erase/", {"seen": seen, "take_out": [HANDLE]}, follow=True).content.decode()
    assert "It enters the public record within a minute" in erased
    seal(clock.now(), keys=tmp_path / "keys", origin="tarnbrook.example/record")
    assert "its proof as a file" in officer.get(f"{page}receipt/").content.decode()
    assert HANDLE not in officer.get(page).content.decode()
    officer.post(f"{page}end/", {"why": "Erased and told."})
    assert "Nobody waits" in officer.get("/desk/records/").content.decode()


def test_what_they_gave_is_never_in_an_address(officer: Client) -> None:
    assert HANDLE not in officer.get("/desk/records/people/new/", {"given": HANDLE}).content.decode()


def test_a_name_that_nobody_has_is_said_to_be_nobodys(officer: Client) -> None:
    shown = officer.post("/desk/records/people/new/", {"given": "nobody at all"}).content.decode()
    assert "Nothing is held under that" in shown


def test_an_erasure_that_was_not_confirmed_erases_nothing(officer: Client) -> None:
    request = request_of()
    assert officer.post(f"/desk/records/people/{request.public_id}/erase/", {}).status_code == 422
    assert Post.objects.filter(author__uid=HANDLE).count() == 2


def test_the_receipt_before_an_erasure_is_not_there(officer: Client) -> None:
    assert officer.get(f"/desk/records/people/{request_of().public_id}/receipt/").status_code == 404


def test_bad_input_is_a_refusal_and_no_accident(officer: Client) -> None:
    sent = {"given": HANDLE, "accounts": ["x", "999999"], "wish": "?", "received_on": "tomorrow"}
    assert officer.post("/desk/records/people/new/", sent).status_code == 422
    assert officer.post("/desk/records/people/new/", {"given": "\x00"}).status_code == 422
    assert not PersonRequest.objects.exists()
