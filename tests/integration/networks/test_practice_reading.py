"""Nothing that citizens say to us is missed, however late it shows up and however many pages it takes."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from answerable.networks.contract import TryLater
from answerable.networks.practice.kind import KIND
from answerable.networks.practice.read import OVERLAP_SECONDS, PAGE_COUNT
from answerable.networks.practice.server.admin import LATEST_SECONDS
from answerable.networks.practice.settings import PracticeSettings


def _sweep(network, bookmark):
    items, more = [], True
    while more:
        page = network.read(bookmark)
        items += page.items
        bookmark, more = page.bookmark, page.more
    return items, bookmark


def test_many_posts_come_page_by_page_each_once_and_in_order(practice):
    count = 2 * PAGE_COUNT + 1
    uids = practice.call("posts", posts=[{"handle": "anna", "text": f"{n}"} for n in range(count)])["uids"]
    items, _ = _sweep(practice.network, None)
    assert [raw.uid for raw in items] == uids


def test_a_page_that_is_exactly_full_ends_the_sweep(practice):
    practice.call("posts", posts=[{"handle": "anna", "text": f"{n}"} for n in range(PAGE_COUNT)])
    assert practice.network.read(None).more is False


def test_a_post_that_shows_up_late_at_its_old_place_is_found(still, clock):
    late = still.ask("late", arrives_after_seconds=LATEST_SECONDS)
    clock.now += 1
    still.ask("early")
    items, bookmark = _sweep(still.network, None)
    assert late not in {raw.uid for raw in items}
    clock.now += LATEST_SECONDS
    items, _ = _sweep(still.network, bookmark)
    assert late in {raw.uid for raw in items}


def test_a_late_post_is_found_even_when_the_sweep_over_it_took_long(still, clock):
    late = still.ask("late", arrives_after_seconds=LATEST_SECONDS)
    still.call("posts", posts=[{"handle": "anna", "text": f"{n}"} for n in range(PAGE_COUNT + 1)])
    first = still.network.read(None)
    assert first.more
    clock.now += 10 * OVERLAP_SECONDS
    still.ask("much later")
    _, bookmark = _sweep(still.network, first.bookmark)
    items, _ = _sweep(still.network, bookmark)
    assert late in {raw.uid for raw in items}


def test_what_is_older_than_the_overlap_is_not_read_again(still, clock):
    still.ask("old")
    clock.now += OVERLAP_SECONDS + 1
    _, bookmark = _sweep(still.network, None)
    items, _ = _sweep(still.network, bookmark)
    assert items == []


def test_a_clock_over_there_that_goes_back_loses_nothing(still, clock):
    still.ask("first")
    _, bookmark = _sweep(still.network, None)
    clock.now -= 3600
    uid = still.ask("second")
    items, _ = _sweep(still.network, bookmark)
    assert uid in {raw.uid for raw in items}


def test_only_what_concerns_our_account_is_read(practice):
    ours = practice.ask("hello", body="council")
    practice.ask("hello", body="department")
    called = practice.ask("hello @Tarnbrook", body=None)
    practice.ask("hello me@tarnbrook.example", body=None)
    assert [heard.uid for heard in practice.hear()] == [ours, called]


def test_a_reply_to_our_answer_is_heard_in_the_same_thread(practice):
    root = practice.ask("When?")
    answer = practice.network.publish(practice.reply(root))
    followed = practice.ask("And on holidays?", handle="ben", body=None, reply_to=answer.uid)
    [heard] = [heard for heard in practice.hear() if heard.uid == followed]
    assert (heard.parent_uid, heard.root_uid, heard.asks_us) == (answer.uid, root, True)


def test_the_language_of_a_post_and_of_a_reply_goes_along(practice):
    uid = practice.ask("Pryd?", language="cy")
    practice.network.publish(practice.reply(uid, "Dydd Mawrth.", language="cy"))
    assert [heard.language for heard in practice.hear()] == ["cy", "cy"]


def test_when_it_was_written_is_the_networks_word_in_utc(still, clock):
    still.ask(minutes_ago=60)
    assert still.hear()[0].claimed_at == datetime.fromtimestamp(clock.now - 3600, UTC)


def test_odd_characters_pass_through_as_they_were_posted(practice):
    odd = "NUL \x00 half \ud83d bidi \u202e zero\u200bwidth <script>"
    practice.ask(odd)
    assert practice.hear()[0].text == odd


def test_another_web_server_at_the_address_is_a_passing_trouble(practice):
    elsewhere = KIND.connect(PracticeSettings(address=practice.there.address + "/write?", token=practice.there.token()))
    with pytest.raises(TryLater):
        elsewhere.read(None)
    with pytest.raises(TryLater):
        elsewhere.limits()


def test_a_message_to_someone_unknown_makes_their_account(practice):
    receipt = practice.network.publish(practice.reply(None, recipient_uid="+44 7700 900123".replace(" ", "")))
    reply = practice.reply(None, recipient_uid="+447700900123")
    assert practice.network.look_up(reply).uid == receipt.uid


def test_a_reply_is_known_by_its_key_and_not_by_its_words(practice):
    uid = practice.ask()
    practice.network.publish(practice.reply(uid))
    assert practice.network.look_up(replace(practice.reply(uid), key="c" * 40)) is None


def test_our_replies_under_a_busy_post_are_found_beyond_the_first_page(practice):
    uid = practice.ask()
    practice.call("rates", writes={"count": 0, "window_seconds": 60})
    practice.call("posts", posts=[{"handle": "council", "text": f"{n}", "reply_to": uid} for n in range(201)])
    reply = practice.reply(uid)
    sent = practice.network.publish(reply)
    assert practice.network.look_up(reply).uid == sent.uid
