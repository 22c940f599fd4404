"""A feed on a real server: conditional requests, moves, refusals, too much, and addresses that we do not call."""

from collections.abc import Iterator

import pytest

from answerable.networks.contract import Closed, Rejected, Reply, TryLater
from answerable.networks.feed.kind import KIND, LIMITS, MOST_BYTES, FeedReader, FeedSettings
from answerable.networks.outgoing import Outgoing
from tests.servers.feed import FeedServer, running_feed


@pytest.fixture
def there() -> Iterator[FeedServer]:
    with running_feed() as server:
        server.ask("When are the bins collected?")
        yield server


@pytest.fixture
def feed(there: FeedServer) -> FeedReader:
    return KIND.connect(FeedSettings(address=there.address))


def test_a_feed_that_is_as_it_was_costs_no_feed(feed, there):
    first = feed.read(None)
    again = feed.read(first.bookmark)
    assert (len(first.items), again.items, again.bookmark) == (1, (), first.bookmark)
    assert there.asked[1]["if-none-match"]
    assert there.asked[1]["if-modified-since"]


def test_without_marks_the_same_bytes_bring_nothing_again(feed, there):
    there.marks = False
    first = feed.read(None)
    again = feed.read(first.bookmark)
    assert (len(first.items), again.items) == (1, ())
    there.ask("And the garden waste?")
    assert len(feed.read(again.bookmark).items) == 2


def test_a_bookmark_that_was_spoiled_reads_anew(feed):
    for bookmark in ("{", "[]", '{"etag": 7}', '"x"'):
        assert len(feed.read(bookmark).items) == 1


def test_a_server_that_says_unchanged_to_a_first_question_is_asked_again(feed, there):
    there.status, there.body = 304, b""
    with pytest.raises(TryLater, match="304"):
        feed.read(None)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_feed_that_moved_is_not_followed_and_its_keeper_is_told_where_to(feed, there, status):
    there.status, there.headers = status, {"Location": "http://127.0.0.1:1/secret"}
    with pytest.raises(Closed, match=r"moved to http://127\.0\.0\.1:1/secret"):
        feed.read(None)
    there.headers = {}
    with pytest.raises(Closed, match="moved; open"):
        feed.read(None)


def test_a_redirect_to_no_address_is_no_crash(feed, there):
    there.status, there.headers = 302, {"Location": "javascript:alert(1)"}
    with pytest.raises(TryLater):
        feed.read(None)


@pytest.mark.parametrize(
    ("status", "failure"), [(401, Closed), (403, Closed), (404, Closed), (410, Closed), (418, TryLater)]
)
def test_a_refusal_is_one_of_the_failures(feed, there, status, failure):
    there.status = status
    with pytest.raises(failure):
        feed.read(None)


def test_a_server_that_asks_us_to_slow_down_says_for_how_long(feed, there):
    there.status, there.headers = 429, {"Retry-After": "900"}
    with pytest.raises(TryLater) as failed:
        feed.read(None)
    assert failed.value.after_seconds == 900


def test_more_than_we_take_is_not_taken(feed, there):
    there.body = b"<rss>" + b" " * MOST_BYTES
    with pytest.raises(TryLater, match="more than we take"):
        feed.read(None)


def test_a_body_that_was_compressed_all_the_same_is_not_unpacked(feed, there):
    there.headers = {"Content-Encoding": "gzip"}
    with pytest.raises(TryLater, match="compressed"):
        feed.read(None)


def test_something_else_at_the_address_is_said(feed, there):
    there.body = b"<html><h1>It works!</h1></html>"
    with pytest.raises(TryLater, match="something else"):
        feed.read(None)


def test_its_title_proves_it(feed, there):
    account = feed.prove()
    assert (account.name, account.url) == ("Forum of Tarnbrook", f"{there.address}/")


def test_a_public_name_that_leads_to_this_machine_is_not_called(there):
    port = there.address.rsplit(":", 1)[1]
    outgoing = Outgoing("world", resolve=lambda _host, _port: ["127.0.0.1"])
    for address in (f"http://forum.example:{port}/", "http://forum.example/"):
        with pytest.raises(Closed):
            FeedReader(FeedSettings(address=address), outgoing).read(None)
    assert there.asked == []


def test_nobody_is_told_through_a_feed(feed, there):
    reply = Reply(key="a" * 40, text="On Tuesday.", frozen_at=LIMITS.checked_on)  # type: ignore[arg-type]
    with pytest.raises(Closed):
        feed.publish(reply)
    with pytest.raises(Rejected):
        feed.retract("1")
    assert feed.look_up(reply) is None
    assert feed.limits() == LIMITS
    assert there.asked == []
