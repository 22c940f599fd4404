"""The settings of a practice account: only this machine, and nothing that could not be a header."""

import pytest

from answerable.errors import Refused
from answerable.networks.practice.settings import PracticeSettings

GOOD = {"address": "http://127.0.0.1:8090", "account": "council", "token": "a-long-token"}


def test_good_settings_open_without_showing_the_token():
    assert "a-long-token" not in repr(PracticeSettings(**GOOD))


@pytest.mark.parametrize(
    "change",
    [
        {"address": "https://social.example"},
        {"address": "127.0.0.1:8090"},
        {"account": "@council"},
        {"account": ""},
        {"token": "short"},
        {"token": "two\nlines-of-token"},
        {"token": "not-ascii-é"},
    ],
)
def test_settings_that_cannot_work_are_refused_with_what_to_do(change):
    with pytest.raises(Refused, match=r"\. [A-Z]"):
        PracticeSettings(**{**GOOD, **change})
