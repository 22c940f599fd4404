"""Every answer that is not a yes becomes one of the four failures, by its name and never by its words."""

import json

import pytest

from answerable.networks.bluesky.failures import ACCOUNTS, MEANINGS, failure_of
from answerable.networks.contract import Closed, Rejected, TryLater
from answerable.networks.outgoing import LONGEST_WAIT_SECONDS, Response


def _answer(status, code=None, headers=None, **more):
    body = b"" if code is None else json.dumps({"error": code, **more}).encode()
    return Response(status, headers or {}, body)


def test_the_words_of_an_error_may_be_in_any_language():
    for words in ("Record not found", "レコードが見つかりません", ""):
        assert isinstance(failure_of(_answer(400, "RecordNotFound", message=words)), Rejected)


@pytest.mark.parametrize("code", sorted(MEANINGS))
def test_each_listed_name_has_a_sentence(code):
    assert failure_of(_answer(400, code)).why


@pytest.mark.parametrize("code", sorted(ACCOUNTS))
def test_an_account_that_is_closed_is_ours_where_we_signed_in_or_wrote_and_else_the_askers(code):
    assert isinstance(failure_of(_answer(401, code)), Closed)
    assert isinstance(failure_of(_answer(400, code), wrote=True), Closed)
    assert isinstance(failure_of(_answer(400, code)), Rejected)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "3552"}, 3552),
        ({"ratelimit-reset": "1790000060", "date": "Mon, 21 Sep 2026 14:13:20 GMT"}, 60),
        ({"ratelimit-reset": "99999999999", "date": "Mon, 21 Sep 2026 14:13:20 GMT"}, LONGEST_WAIT_SECONDS),
        ({"ratelimit-reset": "soon"}, 30),
        ({}, 30),
    ],
)
def test_too_many_calls_wait_as_long_as_the_server_says_by_its_own_clock(headers, seconds):
    failure = failure_of(_answer(429, "RateLimitExceeded", headers))
    assert isinstance(failure, TryLater)
    assert failure.after_seconds == seconds


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"error":7}', b"[" * 100_000])
def test_an_answer_without_a_name_proves_nothing(body):
    assert failure_of(Response(400, {}, body)) is None
