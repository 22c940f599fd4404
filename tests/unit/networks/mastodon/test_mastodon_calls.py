"""How long a Mastodon server asks us to wait, by its own clock."""

import pytest

from answerable.networks.mastodon.calls import REFUSALS, wait_until_reset
from answerable.networks.outgoing import LONGEST_WAIT_SECONDS, WAIT_SECONDS

DATE = {"date": "Sat, 01 Aug 2026 13:53:56 GMT"}


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"x-ratelimit-reset": "2026-08-01T15:00:00.377402Z"}, 3965.377402),
        ({"x-ratelimit-reset": "1785596056"}, 3621.0),
        ({"x-ratelimit-reset": "2026-08-01T13:00:00Z"}, 1.0),
        ({"x-ratelimit-reset": "2027-08-01T13:00:00Z"}, LONGEST_WAIT_SECONDS),
        ({"x-ratelimit-reset": "soon"}, WAIT_SECONDS),
        ({"x-ratelimit-reset": "2026-08-01T15:00:00"}, WAIT_SECONDS),
        ({"x-ratelimit-reset": "9" * 300}, WAIT_SECONDS),
        ({"retry-after": "17"}, 17.0),
        ({}, WAIT_SECONDS),
    ],
)
def test_the_end_of_the_window_is_measured_by_the_servers_clock(headers, seconds):
    assert wait_until_reset(DATE | headers) == pytest.approx(seconds)


def test_a_server_that_tells_no_time_is_waited_for_the_usual_while():
    assert wait_until_reset({"x-ratelimit-reset": "2026-08-01T15:00:00Z"}) == WAIT_SECONDS


def test_the_wait_of_every_refusal_is_known_by_its_status_alone():
    assert all(isinstance(status, int) for status in REFUSALS)
