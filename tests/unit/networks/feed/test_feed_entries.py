"""Feeds in every dialect as the same plain entries; broken and hostile ones are refused or read, never followed."""

import random
from datetime import UTC, datetime

import pytest

from answerable.errors import Refused
from answerable.networks.contract import Heard, Raw, Unreadable
from answerable.networks.feed.entries import MOST_ENTRIES, Feed, NoFeedError, read_feed
from answerable.networks.feed.kind import KIND, FeedSettings

ADDRESS = "https://forum.example/feeds/latest"
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Forum</title><link>/</link><item>
<guid isPermaLink="false">q-1</guid><link>/t/1</link><title>Bins &amp;amp; boxes</title>
<description>&lt;p&gt;When are they &lt;b&gt;collected&lt;/b&gt;?&lt;/p&gt;</description>
<author>anna@forum.example (Anna)</author><pubDate>Sat, 21 Nov 2026 08:00:00 +0100</pubDate></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Forum</title><entry><id>urn:q:1</id>
<link href="/t/1"/><title>Is 3 &lt; 4?</title>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Tell <i>me</i>.</div></content>
<updated>2026-11-21T07:00:00Z</updated>
<author><name>Anna</name><uri>https://forum.example/u/anna</uri></author></entry></feed>"""
JSON_FEED = """{"version": "https://jsonfeed.org/version/1.1", "title": "Forum", "items": [{"id": 7, "url": "/t/7",
"title": "Bins <b>", "content_text": "When?\\nSoon?", "authors": [{"name": "Anna"}],
"date_published": "2026-11-21T07:00:00Z"}]}"""
SEVEN = datetime(2026, 11, 21, 7, tzinfo=UTC)


def read(body: str | bytes, content_type: str = "") -> Feed:
    raw = body.encode() if isinstance(body, str) else body
    return read_feed(raw, content_type=content_type, address=ADDRESS)


def heard(body: str | bytes, *, questions: str = "yes") -> list[Heard]:
    network = KIND.connect(FeedSettings(address=ADDRESS, questions=questions))
    return [network.parse(raw) for raw in read(body).entries]


def item(inside: str) -> str:
    return f'<rss version="2.0"><channel><title>F</title>{inside}</channel></rss>'


def test_rss_is_read():
    [post] = heard(RSS)
    assert (post.uid, post.url, post.claimed_at) == ("q-1", "https://forum.example/t/1", SEVEN)
    assert post.text == "Bins & boxes\n\nWhen are they collected?"
    assert (post.author_uid, post.author_name) == ("anna@forum.example", "Anna")


def test_atom_is_read():
    [post] = heard(ATOM)
    assert (post.uid, post.text, post.claimed_at) == ("urn:q:1", "Is 3 < 4?\n\nTell me.", SEVEN)
    assert (post.author_uid, post.author_name, post.language) == ("https://forum.example/u/anna", "Anna", "en")


def test_json_feed_is_read():
    [post] = heard(JSON_FEED)
    assert (post.uid, post.text, post.url) == ("7", "Bins <b>\n\nWhen?\nSoon?", "https://forum.example/t/7")
    assert (post.author_uid, post.author_name, post.claimed_at) == ("7", "Anna", SEVEN)


def test_only_questions_to_us_ask_us():
    assert [post.asks_us for post in heard(RSS) + heard(RSS, questions="no")] == [True, False]


def test_without_an_id_an_entry_is_named_by_its_link_and_without_one_by_what_it_says():
    linked, said = read(item("<item><link>https://a.example/1</link></item><item><title>When?</title></item>")).entries
    assert linked.uid == "https://a.example/1"
    assert said.uid.startswith("entry-")
    assert read(item("<item><title>  When? </title></item>")).entries[0].uid == said.uid


def test_an_entry_given_twice_is_one_and_an_endless_feed_ends():
    assert len(read(item("<item><guid>1</guid><title>a</title></item>" * 3)).entries) == 1
    many = "".join(f"<item><guid>{number}</guid><title>a</title></item>" for number in range(MOST_ENTRIES + 50))
    assert len(read(item(many)).entries) == MOST_ENTRIES


def test_an_id_of_any_length_can_be_stored():
    assert len(read(item(f"<item><guid>{'x' * 5_000}</guid><title>a</title></item>")).entries[0].uid) < 300


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<script>alert(1)</script>Hello", "Hello"),
        ("<style>p{}</style><p>Hello</p><p>you</p>", "Hello\n\nyou"),
        ('<img src=x onerror="alert(1)" alt="A bin"> Hello', "A bin Hello"),
        ("<p hidden>spam</p>Hello", "Hello"),
        ("Hello<br>you &lt;b&gt;", "Hello\nyou <b>"),
    ],
)
def test_hostile_html_becomes_the_words_that_a_reader_sees(html, text):
    body = item(f"<item><guid>1</guid><description><![CDATA[{html}]]></description></item>")
    assert heard(body)[0].text == text


@pytest.mark.parametrize("link", ["javascript:alert(1)", "data:text/html,x", "http://[bad", "mailto:a@b.example"])
def test_only_web_addresses_become_links(link):
    assert heard(item(f"<item><guid>1</guid><title>a</title><link>{link}</link></item>"))[0].url == ""


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"<html><body><h1>Not found</h1></body></html>",
        b"when are the bins collected?",
        b"\xff\xfe\x00\x01",
        b'{"items": []}',
        b'{"version": "https://jsonfeed.org/version/1"',
        b"{" * 100_000,
        b'<?xml version="1.0" encoding="u\xfftf"?><rss/>',
    ],
)
def test_what_is_no_feed_is_said_to_be_none(body):
    with pytest.raises(NoFeedError):
        read(body)


def test_a_body_that_is_the_name_of_a_file_is_not_opened(tmp_path):
    there = tmp_path / "feed.xml"
    there.write_text(RSS)
    with pytest.raises(NoFeedError):
        read(str(there))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_its_own_are_refused_in_any_encoding(encoding):
    bomb = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE r [<!ENTITY a "{"x" * 1000}">]>' + item("&a;" * 1000)
    with pytest.raises(NoFeedError, match="entities"):
        read(bomb.encode(encoding))


def test_a_reference_to_no_character_does_not_silence_the_feed():
    bad = "<item><guid>1</guid><title>a &#x110000; &#xD800; &#0; &#99999999999; b</title></item>"
    assert [post.uid for post in heard(item(bad + "<item><guid>2</guid><title>c</title></item>"))] == ["1", "2"]


@pytest.mark.parametrize("written", ["yesterday", "Sat, 99 Nov 2026", "1e309", ""])
def test_a_date_that_is_none_loses_no_entry(written):
    body = item(f"<item><guid>1</guid><title>a</title><pubDate>{written}</pubDate></item>")
    assert heard(body)[0].claimed_at is None


@pytest.mark.parametrize("date", ['"2026-11-21"', '"nonsense"', "7", "null", "{}"])
def test_json_of_the_wrong_kinds_loses_no_entry(date):
    entry = f'{{"id": "1", "title": "a", "date_published": {date}, "authors": 3}}'
    body = f'{{"version": "https://jsonfeed.org/version/1", "items": [7, {entry}]}}'
    assert heard(body)[0].text == "a"


def test_mutilated_feeds_are_read_or_refused_and_nothing_else():
    chance, bits = (
        random.Random(7),  # noqa: S311  the same each time
        [b"\x00", b"\xff", b"<![CDATA[", b"]]>", b"</", b"<item>", b"&#x110000;", b'xmlns:x="'],
    )
    for _ in range(400):
        body = bytearray(chance.choice([RSS, ATOM, JSON_FEED]).encode())
        for _change in range(chance.randint(1, 5)):
            place = chance.randrange(len(body) + 1)
            body[place : place + chance.randint(0, 9)] = chance.choice([b"", *bits])
        try:
            assert isinstance(read(bytes(body)), Feed)
        except NoFeedError:
            continue


@pytest.mark.parametrize("payload", [{}, {"title": 7}, {"change": "post"}, {"feed": "Forum"}])
def test_a_payload_that_is_no_entry_is_unreadable(payload):
    network = KIND.connect(FeedSettings(address=ADDRESS))
    with pytest.raises(Unreadable):
        network.parse(Raw("1", payload))


@pytest.mark.parametrize(
    "address", ["", "forum.example/feed", "ftp://forum.example/feed", "https://a:b@forum.example/"]
)
def test_what_is_no_web_address_opens_no_feed(address):
    with pytest.raises(Refused):
        FeedSettings(address=address)
