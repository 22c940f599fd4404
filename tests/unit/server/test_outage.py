"""What is answered while the database is away: a page to a person, problem details to a program."""

import json

import pytest
from django.conf import settings
from django.db import OperationalError
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from answerable.server.outage import DatabaseAway

PLAIN = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def answered(**sent: str) -> HttpResponse:
    request = RequestFactory().post("/hooks/x/", "{}", **({"content_type": "text/plain"} | sent))
    answer = DatabaseAway(lambda _request: HttpResponse()).process_exception(request, OperationalError("gone"))
    assert answer is not None
    return answer


@pytest.mark.parametrize("sent", [{"content_type": "application/json"}, {"HTTP_ACCEPT": "application/json"}])
def test_a_program_is_told_in_its_own_form_when_to_try_again(sent: dict[str, str]) -> None:
    answer = answered(**sent)
    assert (answer.status_code, answer["Content-Type"]) == (503, "application/problem+json")
    assert (json.loads(answer.content)["status"], answer["Retry-After"]) == (503, "10")


def test_a_person_is_shown_a_page() -> None:
    with override_settings(STORAGES=settings.STORAGES | PLAIN):
        answer = answered(HTTP_ACCEPT="text/html,*/*")
    assert (answer.status_code, answer["Content-Type"][:9]) == (503, "text/html")


def test_another_error_is_ours_and_passes() -> None:
    away = DatabaseAway(lambda _request: HttpResponse())
    assert away.process_exception(RequestFactory().get("/"), ValueError("ours")) is None
