"""What the four failures are made of when the other side does not answer as the practice network does."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest

from answerable.networks.contract import Closed, Failed, Rejected, Reply, TryLater, Uncertain
from answerable.networks.outgoing import Response
from answerable.networks.practice.calls import REFUSALS, Calls
from answerable.networks.practice.kind import Practice
from answerable.networks.practice.settings import PracticeSettings

SETTINGS = PracticeSettings(address="http://127.0.0.1:8090", token="a-long-token")
REPLY = Reply(key="a" * 40, text="On Tuesday.", frozen_at=datetime(2026, 11, 21, tzinfo=UTC), target_uid="p1")


@dataclass(frozen=True)
class Canned:
    """Gives the same response to everything."""

    response: Response

    def read(self, *_: str, **__: Any) -> Response:
        return self.response

    def write(self, *_: str, **__: Any) -> Response:
        return self.response


def _network(status: int, body: bytes, headers: Mapping[str, str] | None = None) -> Practice:
    return Practice(Calls(SETTINGS, Canned(Response(status, headers or {}, body))))  # type: ignore[arg-type]


@pytest.mark.parametrize(("status", "code"), REFUSALS)
def test_every_listed_refusal_is_the_failure_it_is_listed_as(status, code):
    body = b'{"error": {"code": "%s", "message": "Mewn iaith arall"}}' % code.encode()
    expected, why = REFUSALS[status, code]
    with pytest.raises(expected, match=why):
        _network(status, body).publish(REPLY)


def test_only_a_lost_sign_in_or_a_suspension_closes_the_channel():
    assert {code for (_, code), (failure, _) in REFUSALS.items() if failure is Closed} == {
        "not_signed_in",
        "signed_out",
        "suspended",
    }


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"{}"),
        (201, b"<html>"),
        (201, b"[]"),
        (201, b'{"uid": "p1"}'),
        (302, b""),
        (400, b"<html>"),
        (403, b'{"error": {"code": "weather"}}'),
        (404, b'{"error": "gone"}'),
        (408, b""),
        (409, b"{}"),
    ],
)
def test_an_answer_that_proves_nothing_leaves_a_write_uncertain(status, body):
    with pytest.raises(Uncertain):
        _network(status, body).publish(REPLY)


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (200, b"<html>"),
        (200, b"[]"),
        (200, b'{"items": [{}], "more": false, "present": "1"}'),
        (200, b'{"items": [], "more": true}'),
        (200, b'{"items": [{"uid": "p1", "id": "x"}], "more": false, "present": "1"}'),
        (302, b""),
        (418, b"{}"),
    ],
)
def test_an_answer_that_is_no_page_makes_reading_wait(status, body):
    with pytest.raises(TryLater):
        _network(status, body).read(None)


@pytest.mark.parametrize(
    "body", [b"[]", b'{"items": []}', b'{"items": [{}], "more": false}', b'{"items": [], "more": true}']
)
def test_an_answer_that_is_no_list_never_counts_as_not_there(body):
    with pytest.raises(TryLater):
        _network(200, body).look_up(REPLY)


def test_a_refusal_to_list_our_own_timeline_never_counts_as_not_there():
    with pytest.raises(Failed):
        _network(404, b'{"error": {"code": "deleted"}}').look_up(REPLY)


@pytest.mark.parametrize(
    "body",
    [b"[]", b"{}", b'{"most_characters": "many", "writes": null, "as_of": "2026-11-21"}', b'{"most_characters": 5}'],
)
def test_limits_that_are_not_told_make_us_wait(body):
    with pytest.raises(TryLater):
        _network(200, body).limits()


def test_being_asked_to_slow_down_says_for_how_long():
    with pytest.raises(TryLater) as failure:
        _network(429, b"", {"retry-after": "9"}).publish(REPLY)
    assert failure.value.after_seconds == 9


def test_no_failure_repeats_the_words_of_a_reply():
    with pytest.raises(Rejected) as failure:
        _network(422, b'{"error": {"code": "too_long", "message": "On Tuesday."}}').publish(REPLY)
    assert "Tuesday" not in str(failure.value)
