"""One event of the network's stream, sifted for what concerns a channel."""

import json

import pytest

from answerable.networks.bluesky.payloads import DELETED, parse_payload
from answerable.networks.bluesky.stream import Watch, moment_of, sift
from answerable.networks.bluesky.topics import Topics

US = "did:plc:council"
WATCH = Watch(US, "council.test", Topics.of("bins"))
ANNA = "did:plc:anna"


def _event(text="Hello", *, did=ANNA, operation="create", collection="app.bsky.feed.post", **record):
    commit = {"rev": "1", "operation": operation, "collection": collection, "rkey": "3jzfcijpj2z2a"}
    if operation != "delete":
        common = {"$type": collection, "text": text, "createdAt": "2026-11-28T10:00:00Z"}
        commit |= {"cid": "bafy", "record": common | record}
    return json.dumps({"did": did, "time_us": 1_790_000_000_000_000, "kind": "commit", "commit": commit}).encode()


def _heard(line, watch=WATCH):
    return [(parse_payload(one.raw), one.only_if_kept) for one in sift(line, [watch])]


def _mention(did=US):
    feature = {"$type": "app.bsky.richtext.facet#mention", "did": did}
    return [{"index": {"byteStart": 0, "byteEnd": 1}, "features": [feature]}]


def _strong(did):
    return {"uri": f"at://{did}/app.bsky.feed.post/3jzfcijpj2z2b", "cid": "bafy"}


@pytest.mark.parametrize(
    "record",
    [
        {"facets": _mention()},
        {"reply": {"root": _strong(ANNA), "parent": _strong(US)}},
        {"embed": {"$type": "app.bsky.embed.record", "record": _strong(US)}},
        {"embed": {"$type": "app.bsky.embed.recordWithMedia", "record": {"record": _strong(US)}, "media": {}}},
        {"text": "Hi @Council.test!"},
    ],
)
def test_who_turns_to_us_asks(record):
    [(heard, only_if_kept)] = _heard(_event(**record))
    assert (heard.asks_us, heard.ours, only_if_kept) == (True, False, False)


def test_a_topic_word_is_heard_but_does_not_ask():
    [(heard, only_if_kept)] = _heard(_event("The bins again"))
    assert (heard.asks_us, only_if_kept) == (False, False)


def test_a_topic_word_in_a_tag_beside_the_text_is_heard():
    assert _heard(_event("Again!", tags=["bins"]))


def test_our_own_posts_are_ours():
    [(heard, _)] = _heard(_event(did=US))
    assert (heard.ours, heard.asks_us) == (True, False)


def test_a_deletion_counts_only_where_the_post_is_kept():
    [caught] = sift(_event(operation="delete"), [WATCH])
    assert (caught.raw.payload, caught.only_if_kept) == (DELETED, True)


def test_a_new_version_that_no_longer_speaks_of_a_topic_counts_where_the_post_is_kept():
    [(heard, only_if_kept)] = _heard(_event("The weather", operation="update"))
    assert (heard.text, only_if_kept) == ("The weather", True)


def test_two_channels_each_hear_their_own():
    other = Watch("did:plc:other", "other.test", Topics.of("weather"))
    caught = list(sift(_event("bins and weather", facets=_mention()), [WATCH, other]))
    assert [(one.place, one.raw.payload["asks_us"]) for one in caught] == [(0, True), (1, False)]


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{",
        b"[]",
        b'"app.bsky.feed.post"',
        b'{"kind":"account","app.bsky.feed.post":1}',
        _event("bins", collection="app.bsky.feed.like"),
        _event("bins", did="nobody"),
        _event("bins", operation="destroy"),
        _event(7),
        _event("bins").replace(b"3jzfcijpj2z2a", b"../x"),
        b'{"did":"did:plc:a","commit":{"collection":"app.bsky.feed.post","rkey":7,"operation":"create","record":[]}}',
        b'\xff\xfe app.bsky.feed.post"',
    ],
)
def test_what_is_no_post_is_passed_over(line):
    assert list(sift(line, [WATCH])) == []


def test_odd_parts_of_a_post_do_not_keep_it_from_being_heard():
    odd = {"facets": [7, {"features": [None]}], "reply": "x", "embed": [1], "langs": "en", "createdAt": 5, "tags": [1]}
    [(heard, _)] = _heard(_event("bins", **odd))
    assert heard.text == "bins"
    assert heard.claimed_at is None


def test_the_moment_of_an_event_is_read_from_it():
    assert moment_of(_event()) == 1_790_000_000_000_000
    assert moment_of(b"{}") is None
    assert moment_of(b'{"time_us":"x"}') is None
