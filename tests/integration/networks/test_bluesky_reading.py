"""Nothing that citizens say to us on Bluesky is missed by asking: on a real network with its app view."""

from dataclasses import replace
from datetime import timedelta

import pytest

from answerable.networks.bluesky.kind import KIND
from answerable.networks.contract import Closed, Raw, TryLater, Unreadable
from tests.integration.networks.bluesky_town import POST, WRITTEN, new_town

PICTURE = b"\x89PNG\r\n\x1a\n" + b"0" * 100


@pytest.fixture
def town():
    return new_town()


def _uids(items):
    return {raw.uid for raw in items}


def test_a_mention_a_reply_and_a_quote_are_heard_as_asking(town):
    notice = town.announce()
    asked = town.ask("mentions you")
    replied = town.say("replies", **town.reply_parts(notice))
    quoted = town.say("quotes", embed={"$type": "app.bsky.embed.record", "record": town.reference(notice)})
    heard = {one.uid: one for one in town.hear()}
    assert [heard[uid].asks_us for uid in (asked, replied, quoted)] == [True, True, True]
    assert (heard[replied].parent_uid, heard[replied].root_uid) == (notice, notice)
    assert heard[notice].ours


def test_people_who_talk_with_each_other_under_our_post_are_heard_but_do_not_ask(town):
    notice = town.announce()
    first = town.say("Again?", **town.reply_parts(notice))
    ben = town.net.join("ben")
    second = town.say("I know!", by=ben, **town.reply_parts(first, notice))
    heard = {one.uid: one for one in town.hear()}
    assert (heard[first].asks_us, heard[second].asks_us) == (True, False)


def test_our_handle_as_plain_text_is_found_without_a_mention(town):
    uid = town.say(f"Hello @{town.council.handle}, when are the bins collected?")
    longer = town.say(f"I like @{town.council.handle}.example more")
    heard = {one.uid: one for one in town.hear()}
    assert heard[uid].asks_us
    assert longer not in heard


def test_a_mention_that_claims_to_be_years_old_is_found_by_the_next_sweep_down_to_the_end(town):
    for number in range(3):
        town.ask(f"{number}")
    _, bookmark = town.read()
    old = town.ask("from a bridge", createdAt="2019-05-01T10:00:00.000Z")
    tomorrow = town.network.now() + timedelta(days=1)
    network = type(town.network)(town.network.calls, now=lambda: tomorrow)
    page = network.read(bookmark)
    assert old in _uids(page.items)


def _ask_many(town, moments):
    create = {"$type": "com.atproto.repo.applyWrites#create", "collection": POST}
    parts = [town.mention(text=f"{n}", createdAt=moment) for n, moment in enumerate(moments)]
    writes = [{**create, "value": {"$type": POST, **one}} for one in parts]
    town.anna.call("com.atproto.repo.applyWrites", repo=town.anna.did, writes=writes)
    town.net.settled()


def test_more_than_a_page_comes_down_to_the_end(town):
    _ask_many(town, [f"2026-11-28T10:{n // 60:02}:{n % 60:02}.000Z" for n in range(130)])
    items, bookmark = town.read()
    assert len(_uids(items)) == 130
    newest = town.ask("newest", createdAt="2026-11-28T11:00:00.000Z")
    assert newest in _uids(town.read(bookmark)[0])


def test_mentions_of_one_moment_over_the_edge_of_a_page_are_all_found(town):
    _ask_many(town, ["2026-11-28T10:00:01.000Z"] * 60 + [WRITTEN] * 90)
    assert len(_uids(town.read()[0])) == 150


def test_a_second_reading_ends_with_its_first_page_where_nothing_is_new(town):
    town.ask()
    _, bookmark = town.read()
    page = town.network.read(bookmark)
    assert not page.more
    assert page.bookmark == town.network.read(page.bookmark).bookmark


def test_pictures_are_heard_by_their_descriptions(town):
    image = {"image": town.anna.upload(PICTURE), "alt": "An overflowing bin"}
    town.ask("Look:", embed={"$type": "app.bsky.embed.images", "images": [image, {**image, "alt": ""}]})
    assert [one.media_alt for one in town.hear()] == [("An overflowing bin", "")]


def test_a_post_hidden_by_a_block_is_not_taken_for_deleted(town):
    uid = town.ask()
    _, bookmark = town.read()
    town.anna.put("app.bsky.graph.block", {"subject": town.council.did, "createdAt": WRITTEN})
    town.net.settled()
    items, _ = town.read(bookmark)
    assert [raw for raw in items if raw.payload == {"deleted": True}] == []
    assert uid not in _uids(items) or all(raw.payload.get("record") for raw in items)


def test_a_language_other_than_english_goes_along(town):
    town.ask("Pryd mae'r biniau'n cael eu casglu?", langs=["cy"])
    assert town.hear()[0].language == "cy"


def test_odd_characters_pass_through_as_they_were_posted(town):
    odd = "bidi \u202e zero\u200bwidth <script> 👩‍👩‍👧 नमस्ते"
    town.ask(odd)
    assert town.hear()[0].text == odd


def test_the_wrong_app_password_is_a_matter_for_the_keeper(town):
    wrong = KIND.connect(replace(town.settings, password="aaaa-bbbb-cccc-dddd"))
    with pytest.raises(Closed):
        wrong.prove()
    with pytest.raises(Closed):
        wrong.read(None)


def test_another_web_server_at_the_address_is_a_passing_trouble(town):
    elsewhere = town.through(town.net.steer)
    with pytest.raises(TryLater):
        elsewhere.read(None)


@pytest.mark.parametrize(
    "payload", [{"record": 7}, {"record": {"text": 7}, "author": {"did": "x"}, "us": "", "asks_us": 1}]
)
def test_a_payload_that_is_misshaped_is_unreadable(town, payload):
    with pytest.raises(Unreadable):
        town.network.parse(Raw("at://did:plc:a/app.bsky.feed.post/1", payload))
