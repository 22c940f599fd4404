"""What one payload of the practice network says."""

from datetime import UTC, datetime

import pytest

from answerable.networks.contract import Heard, Raw, Unreadable
from answerable.networks.practice.calls import Calls
from answerable.networks.practice.kind import Practice
from answerable.networks.practice.settings import PracticeSettings

NETWORK = Practice(Calls(PracticeSettings(address="http://127.0.0.1:8090/", token="a-long-token")))

POST = {
    "change": "post",
    "text": "Pryd?",
    "language": "cy",
    "author": {"handle": "anna", "name": "Anna"},
    "created_at": "2026-11-21T08:00:00.000+01:00",
    "in_reply_to": "p1",
    "thread": "p0",
    "path": "/posts/p2",
}


def test_a_post_is_heard_whole():
    assert NETWORK.parse(Raw("p2", POST)) == Heard(
        uid="p2",
        change="post",
        text="Pryd?",
        author_uid="anna",
        author_name="Anna",
        url="http://127.0.0.1:8090/posts/p2",
        claimed_at=datetime(2026, 11, 21, 7, tzinfo=UTC),
        parent_uid="p1",
        root_uid="p0",
        language="cy",
        asks_us=True,
    )


def test_our_own_post_is_ours_however_its_name_is_written():
    heard = NETWORK.parse(Raw("p2", {**POST, "author": {"handle": "Council", "name": "C"}}))
    assert (heard.ours, heard.asks_us) == (True, False)


@pytest.mark.parametrize("claimed", [None, "yesterday", 7, "9999-12-31T23:59:59-23:00"])
def test_a_moment_that_cannot_be_read_loses_no_post(claimed):
    assert NETWORK.parse(Raw("p2", {**POST, "created_at": claimed})).claimed_at is None


@pytest.mark.parametrize("change", [{"author": "anna"}, {"author": None}, {"text": None}, {"path": 7}, {"author": {}}])
def test_a_misshapen_post_is_unreadable(change):
    with pytest.raises(Unreadable):
        NETWORK.parse(Raw("p2", {**POST, **change}))
