"""What an account on a Mastodon server may be opened with."""

import pytest

from answerable.errors import Refused
from answerable.networks.mastodon.settings import MastodonSettings

GOOD = {"address": "https://mastodon.example", "token": "x" * 43}


def test_an_address_and_a_token_are_enough():
    assert MastodonSettings(**GOOD).reach == "world"


def test_a_server_on_this_machine_may_do_without_encryption():
    assert MastodonSettings(**GOOD | {"address": "http://127.0.0.1:3000"}).reach == "this machine"


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": "mastodon.example"},
        {"address": "http://mastodon.example"},
        {"address": "https://mastodon.example/@council"},
        {"address": "https://council:secret@mastodon.example"},
        {"address": "ftp://mastodon.example"},
        {"address": ""},
        {"token": ""},
        {"token": "two words"},
        {"token": "line\nbreak-and-more"},
        {"begin_on": "yesterday"},
        {"begin_on": "28.11.2026"},
    ],
)
def test_what_cannot_be_right_is_refused_in_a_sentence(wrong):
    with pytest.raises(Refused) as refused:
        MastodonSettings(**GOOD | wrong)
    assert refused.value.reason.endswith(".")


def test_the_token_is_not_printed():
    assert "x" * 43 not in repr(MastodonSettings(**GOOD))
