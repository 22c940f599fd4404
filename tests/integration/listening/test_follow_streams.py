"""What a stream brings is kept once, whatever it repeats, loses or stops; topic words never ask."""

from dataclasses import replace
from datetime import timedelta

import pytest
from practice_payloads import NOW

from answerable.channels.models import State
from answerable.listening.follow_streams import Group, follow_group, groups, keep_batch
from answerable.listening.ingest import ingest
from answerable.listening.models import Bookmark, Payload, Post, StreamBookmark
from answerable.listening.parse import parse_waiting
from answerable.networks.bluesky.follow import follow
from answerable.networks.bluesky.payloads import DELETED, payload_of
from answerable.networks.bluesky.stream import Watch
from answerable.networks.bluesky.topics import Topics
from answerable.networks.contract import Closed, Page, Raw
from answerable.networks.streaming import Batch, Caught, Stream
from tests.servers.jetstream import SECOND, jetstream, post_event, say, say_and_break, say_and_close

US = "did:plc:council"
THEN = 1_790_000_000 * SECOND
SETTINGS = {"account": "council.test", "password": "abcd-efgh-ijkl-mnop", "topic_words": "bins"}
pytestmark = pytest.mark.django_db


@pytest.fixture
def sky(make_channel):
    return make_channel("bluesky", "Sky", settings=SETTINGS)


@pytest.fixture
def group(sky):
    [found] = groups()
    return found


def _raw(number, text="When are the bins collected?", *, asks_us=True, author=None, **record):
    uri = f"at://did:plc:anna/app.bsky.feed.post/3post{number}"
    parts = {"text": text, "createdAt": "2026-11-28T10:00:00.000Z", **record}
    return payload_of(uri, "bafy", author or {"did": "did:plc:anna"}, parts, us=US, asks_us=asks_us)


def _batch(*raws, bookmark="1", note="", only_if_kept=False):
    return Batch(tuple(Caught(0, raw, only_if_kept=only_if_kept) for raw in raws), bookmark, note)


def _posts():
    parse_waiting(at=NOW, limit=1_000)
    return list(Post.objects.order_by("uid"))


def test_open_channels_of_one_stream_listen_together(sky, make_channel):
    make_channel("bluesky", "Second", settings=SETTINGS)
    make_channel("bluesky", "Elsewhere", settings=SETTINGS | {"stream": "wss://other.example/subscribe"})
    make_channel("bluesky", "Asleep", settings=SETTINGS, state=State.PAUSED)
    make_channel("bluesky", "Broken", settings=SETTINGS | {"account": "?"})
    make_channel("practice", "Square")
    assert sorted([channel.name for channel in group.channels] for group in groups()) == [
        ["Elsewhere"],
        ["Sky", "Second"],
    ]


def test_what_is_caught_is_kept_with_the_bookmark(group):
    assert keep_batch(group, _batch(_raw(1), _raw(2, "The bins!", asks_us=False), bookmark="5"), at=NOW) == 2
    assert [post.asks_us for post in _posts()] == [True, False]
    assert StreamBookmark.objects.get().position == "5"


def test_what_comes_again_is_kept_once(group):
    for _time in range(3):
        keep_batch(group, _batch(_raw(1), _raw(1)), at=NOW)
    assert len(_posts()) == 1


def test_what_both_nets_bring_is_one_post_with_the_name_that_one_of_them_knows(group, sky):
    keep_batch(group, _batch(_raw(1)), at=NOW)
    polled = _raw(1, author={"did": "did:plc:anna", "handle": "anna.test"})
    ingest(channel=sky, page=Page((polled,), "b"), at=NOW)
    keep_batch(group, _batch(_raw(1)), at=NOW)
    [post] = _posts()
    assert post.author.name == "@anna.test"


def test_a_hit_of_a_topic_word_that_turns_out_to_ask_may_be_answered(group, sky):
    keep_batch(group, _batch(_raw(1, asks_us=False)), at=NOW)
    assert [post.asks_us for post in _posts()] == [False]
    ingest(channel=sky, page=Page((_raw(1, asks_us=True),), "b"), at=NOW)
    assert [post.asks_us for post in _posts()] == [True]
    keep_batch(group, _batch(_raw(1, asks_us=False, langs=["en"])), at=NOW)
    assert [post.asks_us for post in _posts()] == [True]


def test_a_deletion_takes_away_only_what_is_kept(group):
    keep_batch(group, _batch(_raw(1)), at=NOW)
    _posts()
    gone = [Raw(_raw(number).uid, DELETED) for number in (1, 2)]
    assert keep_batch(group, _batch(*gone, only_if_kept=True), at=NOW) == 1
    [post] = _posts()
    assert (post.text, post.deleted_at is not None) == ("", True)
    assert not Payload.objects.exclude(content="").exists()


def test_posted_and_deleted_within_one_batch_it_is_not_kept(group):
    caught = (Caught(0, _raw(1)), Caught(0, Raw(_raw(1).uid, DELETED), only_if_kept=True))
    keep_batch(group, Batch(caught, "1"), at=NOW)
    assert all(post.text == "" for post in _posts())
    assert not Payload.objects.exclude(content="").exists()


def test_a_gap_is_written_down_for_people(group):
    keep_batch(group, _batch(note="The stream went on 10 minutes later."), at=NOW)
    keep_batch(group, _batch(), at=NOW + timedelta(seconds=1))
    row = StreamBookmark.objects.get()
    assert (row.note, row.noted_at) == ("The stream went on 10 minutes later.", NOW)


def _scripted(group: Group, address: str) -> Group:
    watch = Watch(US, "council.test", Topics.of("bins"))
    stream = Stream(
        address=lambda _settings: address,
        follow=lambda _settings, bookmark: follow(address, [watch], bookmark, reach="this machine"),
    )
    return replace(group, stream=stream, address=address)


def test_a_stream_that_stops_repeats_and_jumps_loses_nothing_and_doubles_nothing(group):
    events = [post_event(n, f"bins {n}", at=THEN + n * SECOND) for n in range(30)]
    scripts = [
        say_and_close(*events[:10]),
        say_and_break(*events[:15]),
        say_and_close(*events[12:20], post_event(99, "the weather", at=THEN + 86_400 * 365 * SECOND)),
        say(*events[5:25], *reversed(events)),
    ]
    waits = []
    with jetstream(*scripts) as there:
        follow_group(
            _scripted(group, there.address),
            now=lambda: NOW,
            rest=waits.append,
            stopped=lambda: Payload.objects.count() == 30,
        )
        assert len(there.cursors) == 4
    assert [post.text for post in _posts()] == sorted(f"bins {n}" for n in range(30))
    assert waits


def test_why_a_stream_cannot_be_followed_is_written_down_until_it_can(group):
    seen = []

    def broken(_settings, _bookmark):
        raise Closed("the stream is not at an address we may call")

    def rest(wait):
        seen.append((wait, StreamBookmark.objects.get().failing_why))

    closed = replace(group, stream=Stream(address=str, follow=broken))
    follow_group(closed, now=lambda: NOW, rest=rest, stopped=lambda: bool(seen))
    assert seen == [(timedelta(minutes=15), "the stream is not at an address we may call")]
    keep_batch(group, _batch(), at=NOW)
    assert StreamBookmark.objects.get().failing_since is None


def test_whoever_collects_meanwhile_is_not_in_the_way(group, sky):
    keep_batch(group, _batch(_raw(1)), at=NOW)
    assert Bookmark.objects.get(channel=sky).position == ""
    ingest(channel=sky, page=Page((), "b"), at=NOW, read_from="")
    assert Bookmark.objects.get(channel=sky).position == "b"
