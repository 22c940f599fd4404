"""What cannot be right is refused before anything is called."""

import pytest

from answerable.errors import Refused
from answerable.networks.bluesky.settings import BlueskySettings

GOOD = {"account": "council.gov.uk", "password": "abcd-efgh-ijkl-mnop"}


def test_a_handle_is_taken_with_its_sign_and_in_any_case():
    assert BlueskySettings(**GOOD | {"account": " @Council.GOV.uk "}).handle == "council.gov.uk"


@pytest.mark.parametrize(
    "wrong",
    [
        {"account": "council"},
        {"account": "council .bsky.social"},
        {"account": "a@b.example"},
        {"password": "the main password"},
        {"password": "abcd-efgh-ijkl"},
        {"service": "http://bsky.social"},
        {"service": "bsky.social"},
        {"service": "https://user:pass@bsky.social"},
        {"stream": "https://jetstream.example/subscribe"},
        {"stream": "ws://jetstream.example/subscribe"},
        {"bot_label": "perhaps"},
        {"topic_words": "a"},
    ],
)
def test_what_cannot_be_right_is_refused_with_a_sentence(wrong):
    with pytest.raises(Refused, match=r"\.$"):
        BlueskySettings(**GOOD | wrong)


def test_a_server_on_this_machine_may_be_called_without_tls():
    settings = BlueskySettings(**GOOD, service="http://127.0.0.1:2583", stream="ws://127.0.0.1:6008/subscribe")
    assert (settings.reach, settings.stream_reach) == ("this machine", "this machine")


def test_the_password_never_shows():
    assert "abcd" not in repr(BlueskySettings(**GOOD))
