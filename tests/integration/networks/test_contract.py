"""The contract, tried on every kind in the table against a real server on loopback."""

from dataclasses import fields, replace
from datetime import UTC, datetime

import pytest

from answerable.networks.contract import Can, Failed, Heard, Pace, Raw, Rejected, Reply, Unreadable

ADDRESSES = ("https://", "http://", "mailto:", "mid:")
"""Where an account or a reply is: on the web, or for mail as RFC 6068 and RFC 2392 write it."""


def _reply(target: str | None, *, key: str = "a" * 40, text: str = "Bins are collected on Tuesday.") -> Reply:
    return Reply(key=key, text=text, frozen_at=datetime(2026, 11, 21, tzinfo=UTC), target_uid=target)


def _heard(world) -> list[Heard]:
    heard, bookmark, more = [], None, True
    while more:
        page = world.network.read(bookmark)
        heard += [world.network.parse(raw) for raw in page.items]
        bookmark, more = page.bookmark, page.more
    return heard


@pytest.fixture
def reading(world):
    assert world.kind.reads  # worlds are made for kinds that are read
    return world


@pytest.fixture
def telling(world):
    if not world.kind.tells:
        pytest.skip("nothing can be sent back")
    return world


def test_its_settings_make_a_form(world):
    for part in fields(world.kind.settings):
        assert part.metadata["title"]
        assert part.metadata["help"]


def test_a_secret_never_shows_when_settings_are_printed(world):
    for part in fields(world.kind.settings):
        assert not (part.metadata.get("secret") and part.repr)


def test_its_limits_say_where_and_when_they_were_read(telling):
    limits = telling.network.limits()
    assert limits.text.most > 0
    assert limits.source
    assert limits.checked_on.year >= 2026
    assert all(isinstance(pace, Pace) and pace.replies > 0 and pace.name for pace in limits.paces)


def test_its_account_is_shown_without_anything_being_written(world):
    account = world.network.prove()
    assert account.name
    assert account.url.startswith(ADDRESSES)
    assert not [heard for heard in _heard(world) if heard.ours]


def test_what_it_cannot_change_or_take_back_is_turned_down(telling):
    sent = telling.network.publish(_reply(telling.ask("When?")))
    if Can.EDIT not in telling.kind.can:
        with pytest.raises(Rejected):
            telling.network.correct(_reply(None, text="On Wednesday."), sent.uid)
    if Can.RETRACT not in telling.kind.can:
        with pytest.raises(Rejected):
            telling.network.retract(sent.uid)


def test_a_correction_stands_in_the_place_of_what_was_sent(telling):
    if Can.EDIT not in telling.kind.can:
        pytest.skip("nothing can be changed there")
    uid = telling.ask("When?")
    sent = telling.network.publish(_reply(uid))
    telling.network.correct(_reply(uid, text="On Wednesday."), sent.uid)
    assert [heard.text for heard in _heard(telling) if heard.ours][-1] == "On Wednesday."


def test_what_was_taken_back_is_not_found_and_taking_back_again_is_no_failure(telling):
    if Can.RETRACT not in telling.kind.can:
        pytest.skip("nothing can be taken back there")
    reply = _reply(telling.ask("When?"))
    sent = telling.network.publish(reply)
    telling.network.retract(sent.uid)
    telling.network.retract(sent.uid)
    assert telling.network.look_up(reply) is None


def test_a_question_is_heard_with_its_words_and_its_author(reading):
    uid = reading.ask("When are the bins collected?")
    [heard] = [heard for heard in _heard(reading) if heard.uid == uid]
    assert (heard.change, heard.text, heard.asks_us, heard.ours) == (
        "post",
        "When are the bins collected?",
        True,
        False,
    )
    assert heard.author_uid
    assert heard.url


def test_what_was_read_once_is_the_same_when_read_again(reading):
    reading.ask("When are the bins collected?")
    assert reading.network.read(None).items == reading.network.read(None).items


def test_reading_on_from_a_bookmark_finds_what_is_new(reading):
    reading.ask("first")
    bookmark = reading.network.read(None).bookmark
    uid = reading.ask("second")
    assert uid in {raw.uid for raw in reading.network.read(bookmark).items}


def test_an_edit_is_a_new_payload_of_the_same_post(reading):
    if reading.edit is None:
        pytest.skip("nothing can be edited there")
    uid = reading.ask("before")
    bookmark = reading.network.read(None).bookmark
    reading.edit(uid, "after")
    [raw] = [raw for raw in reading.network.read(bookmark).items if raw.uid == uid]
    assert reading.network.parse(raw).text == "after"


def test_a_deletion_is_heard_without_the_words(reading):
    if reading.delete is None:
        pytest.skip("nobody hears there that a post was taken down")
    uid = reading.ask("something I regret")
    bookmark = reading.network.read(None).bookmark
    reading.delete(uid)
    [raw] = [raw for raw in reading.network.read(bookmark).items if raw.uid == uid]
    assert reading.network.parse(raw) == Heard(uid=uid, change="deletion")
    assert "regret" not in str(raw.payload)


@pytest.mark.parametrize("payload", [{}, {"change": "post"}, {"change": "post", "text": 7}])
def test_a_payload_of_another_kind_is_unreadable(reading, payload):
    with pytest.raises(Unreadable):
        reading.network.parse(Raw("1", payload))


def test_a_reply_is_told_in_the_thread_and_comes_back_as_ours(telling):
    uid = telling.ask("When are the bins collected?")
    receipt = telling.network.publish(_reply(uid))
    [ours] = [heard for heard in _heard(telling) if heard.ours]
    assert (ours.uid, ours.parent_uid, ours.root_uid, ours.asks_us) == (receipt.uid, uid, uid, False)
    assert receipt.url.startswith(ADDRESSES)


def test_a_reply_that_was_sent_is_found_by_its_key(telling):
    reply = _reply(telling.ask("When?"))
    sent = telling.network.publish(reply)
    found = telling.network.look_up(reply)
    assert (found.uid, found.url, found.how) == (sent.uid, sent.url, "found")


def test_a_reply_that_was_not_sent_is_not_found(telling):
    uid = telling.ask("When?")
    telling.network.publish(_reply(uid, key="b" * 40))
    # Other words too: on a network that keeps no name of ours (Mastodon) a reply is known by what it says, and where.
    assert telling.network.look_up(_reply(uid, key="c" * 40, text="On Friday.")) is None


def test_a_message_of_its_own_is_told_and_found(telling):
    reply = replace(_reply(None), recipient_uid=telling.someone)
    assert telling.network.publish(reply).uid == telling.network.look_up(reply).uid


def test_a_reply_to_a_post_that_never_was_is_a_failure_and_not_a_crash(telling):
    with pytest.raises(Failed):
        telling.network.publish(_reply("never-was"))
