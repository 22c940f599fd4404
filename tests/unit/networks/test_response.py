"""What a response says about itself: how long to wait, and its body as JSON."""

import pytest

from answerable.networks.outgoing import LONGEST_WAIT_SECONDS, WAIT_SECONDS, Response, wait_asked

DATE = "Sat, 21 Nov 2026 07:00:00 GMT"


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "12"}, 12.0),
        ({"retry-after": " 0 "}, 0.0),
        ({"retry-after": "999999"}, LONGEST_WAIT_SECONDS),
        ({"retry-after": "Sat, 21 Nov 2026 07:01:30 GMT", "date": DATE}, 90.0),
        ({"retry-after": "Sat, 21 Nov 2026 06:00:00 GMT", "date": DATE}, 0.0),
        ({"retry-after": "Sat, 21 Nov 2036 06:00:00 GMT", "date": DATE}, LONGEST_WAIT_SECONDS),
        ({"retry-after": "Sat, 21 Nov 2026 07:01:30 GMT"}, WAIT_SECONDS),
        ({"retry-after": "soon", "date": DATE}, WAIT_SECONDS),
        ({"retry-after": "-5"}, WAIT_SECONDS),
        ({"retry-after": "Sat, 21 Nov 2026 07:01:30 -0000", "date": DATE}, WAIT_SECONDS),
        ({}, WAIT_SECONDS),
    ],
)
def test_the_wait_is_what_the_server_asks_within_reason(headers, seconds):
    assert wait_asked(headers) == seconds


@pytest.mark.parametrize("body", [b"", b"<html>", b"[" * 200_000, b"\xff"])
def test_a_body_that_is_no_json_is_a_value_error(body):
    with pytest.raises(ValueError, match=r"."):
        Response(200, {}, body).json()


def test_a_body_is_not_shown_when_a_response_is_printed():
    assert "private" not in repr(Response(200, {}, b"private"))
