"""Files of posts as a kind of network."""

from datetime import UTC, datetime

import pytest

from answerable.networks.contract import Closed, Raw, Reply, Unreadable
from answerable.networks.file.kind import KIND, FileSettings, moment_in
from answerable.networks.kinds import KINDS

FILE = KIND.connect(FileSettings())


def test_it_is_in_the_table_and_neither_reads_nor_tells_by_itself():
    assert KINDS["file"] is KIND
    assert not KIND.reads
    assert not KIND.tells
    assert KIND.training_safe


def test_reading_gives_nothing_and_leaves_the_bookmark():
    assert FILE.read("x").bookmark == "x"
    assert FILE.read(None).items == ()


def test_its_limits_say_that_nothing_is_sent():
    assert FILE.limits().paces == ()


def test_a_row_is_a_post():
    row = {
        "text": " When? ",
        "author": "anna",
        "time": "2026-11-21 09:00",
        "language": "en",
        "url": "https://a.example/1",
    }
    heard = FILE.parse(Raw("7", row))
    assert (heard.uid, heard.text, heard.author_uid, heard.author_name) == ("7", "When?", "anna", "anna")
    assert (heard.language, heard.url) == ("en", "https://a.example/1")
    assert heard.claimed_at == datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def test_a_row_of_text_alone_is_a_post_of_nobody_known():
    heard = FILE.parse(Raw("row-1", {"text": "When?"}))
    assert (heard.author_uid, heard.language, heard.claimed_at) == ("", None, None)


@pytest.mark.parametrize("payload", [{}, {"text": ""}, {"text": 7}, {"text": "a", "author": ["b"]}])
def test_a_payload_of_another_kind_is_unreadable(payload):
    with pytest.raises(Unreadable):
        FILE.parse(Raw("1", payload))


def test_telling_through_a_file_is_closed():
    reply = Reply(key="a" * 40, text="On Tuesday.", frozen_at=datetime(2026, 11, 21, tzinfo=UTC))
    with pytest.raises(Closed):
        FILE.publish(reply)
    assert FILE.look_up(reply) is None


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2012-06-25T10:30:00Z", datetime(2012, 6, 25, 10, 30, tzinfo=UTC)),
        ("2012-06-25T10:30:00+01:00", datetime(2012, 6, 25, 9, 30, tzinfo=UTC)),
        ("2012-06-25 10:30", datetime(2012, 6, 25, 10, 30, tzinfo=UTC)),
        ("25/06/2012 10:30", datetime(2012, 6, 25, 10, 30, tzinfo=UTC)),
        ("25/06/2012", datetime(2012, 6, 25, tzinfo=UTC)),
        ("25.06.2012", datetime(2012, 6, 25, tzinfo=UTC)),
        ("5 June 2012", datetime(2012, 6, 5, tzinfo=UTC)),
        ("5 Jun 2012", datetime(2012, 6, 5, tzinfo=UTC)),
        ("1340619000", datetime(2012, 6, 25, 10, 10, tzinfo=UTC)),
        ("", None),
        ("soon", None),
        ("0001-01-01T00:00:00+14:00", None),
        ("25/13/2012", None),
    ],
)
def test_moments_are_read_as_people_write_them(written, moment):
    assert moment_in(written) == moment
