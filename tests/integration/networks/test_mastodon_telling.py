"""Answers on a Mastodon server: told once, to the right person, seen by whom they are for, found again, put right."""

from datetime import UTC, datetime

import pytest

from answerable.networks.contract import Closed, Rejected, TryLater, Uncertain
from tests.integration.networks.mastodon_worlds import opened_fake, reply_to

NOW = 1_790_000_100.0


@pytest.fixture
def there():
    with opened_fake() as (fake, network):
        yield fake, network


def test_the_asker_is_mentioned_and_the_answer_stands_under_the_question(there):
    fake, network = there
    uid = fake.ask("When?")
    receipt = network.publish(reply_to(uid, "On Tuesday.", language="cy", content_warning="bins"))
    [post] = fake.by_council()
    assert (post.text, post.reply_to, post.language, post.warning) == (
        "@anna@town.example On Tuesday.",
        fake.named(uid).id,
        "cy",
        "bins",
    )
    assert (receipt.uid, receipt.how) == (post.uri, "created")


def test_a_mention_that_is_there_already_is_not_repeated(there):
    fake, network = there
    network.publish(reply_to(fake.ask("When?"), "Hello @anna@town.example, on Tuesday."))
    assert fake.by_council()[0].text == "Hello @anna@town.example, on Tuesday."


@pytest.mark.parametrize("recipient", ["anna@town.example", "@anna@town.example", " anna@town.example "])
def test_someone_whose_post_came_another_way_is_written_to_by_name(there, recipient):
    fake, network = there
    reply = reply_to(None, "On Tuesday.", recipient_uid=recipient)
    receipt = network.publish(reply)
    assert fake.by_council()[0].text == "@anna@town.example On Tuesday."
    assert network.look_up(reply).uid == receipt.uid


@pytest.mark.parametrize("recipient", ["Anna of the Mill", "+44 7700 900123", "a@b@c", "anna@town.example evil", "@"])
def test_what_no_account_can_be_called_is_not_written_to(there, recipient):
    fake, network = there
    with pytest.raises(Rejected):
        network.publish(reply_to(None, recipient_uid=recipient))
    assert fake.by_council() == []


@pytest.mark.parametrize("visibility", ["public", "unlisted", "private"])
def test_it_is_seen_by_whom_it_was_meant_for(there, visibility):
    fake, network = there
    network.publish(reply_to(fake.ask("When?"), visibility=visibility))
    assert fake.by_council()[0].visibility == {"private": "direct"}.get(visibility, visibility)


@pytest.mark.parametrize("visibility", ["unlisted", "private"])
def test_a_server_that_cannot_keep_it_from_the_public_is_not_tried(visibility):
    with opened_fake(version=1, visibility_kept=False) as (fake, network):
        uid = fake.ask("When?")
        with pytest.raises(Rejected):
            network.publish(reply_to(uid, visibility=visibility))
        assert fake.by_council() == []
        assert network.publish(reply_to(uid))


def test_what_a_server_showed_to_everyone_all_the_same_is_taken_down_at_once():
    with opened_fake(visibility_kept=False) as (fake, network):
        with pytest.raises(Rejected):
            network.publish(reply_to(fake.ask("When?"), visibility="private"))
        assert fake.by_council() == []


def test_where_that_cannot_be_taken_down_the_channel_stops_and_its_keeper_is_told_where():
    with opened_fake(visibility_kept=False, deletes=False) as (fake, network):
        reply = reply_to(fake.ask("When?"), visibility="private")
        with pytest.raises(Closed, match="http"):
            network.publish(reply)
        with pytest.raises(Closed, match="http"):
            network.look_up(reply)


def test_a_question_that_was_taken_down_is_not_answered(there):
    fake, network = there
    uid = fake.ask("When?")
    fake.delete(uid)
    with pytest.raises(Rejected):
        network.publish(reply_to(uid))
    assert fake.by_council() == []


def test_someone_who_blocked_us_is_not_answered(there):
    fake, network = there
    uid = fake.ask("When?")
    fake.anna.blocks.add(fake.council.id)
    with pytest.raises(Rejected):
        network.publish(reply_to(uid))


def test_an_answer_is_known_by_its_question_and_its_words(there):
    fake, network = there
    uid, other = fake.ask("When?"), fake.ask("When, when?")
    sent = network.publish(reply_to(uid, "On Tuesday.\n\nSee https://example.org/bins, café & co."))
    found = network.look_up(reply_to(uid, "On Tuesday.\n\nSee https://example.org/bins, café & co."))
    assert (found.uid, found.url, found.how) == (sent.uid, sent.url, "found")
    assert network.look_up(reply_to(uid, "On Wednesday.")) is None
    assert network.look_up(reply_to(other, "On Tuesday.\n\nSee https://example.org/bins, café & co.")) is None


def test_the_same_words_by_somebody_else_are_not_ours(there):
    fake, network = there
    uid = fake.ask("When?")
    fake.post(fake.person("ben", "town.example"), "@anna@town.example On Tuesday.", reply_to=fake.named(uid).id)
    assert network.look_up(reply_to(uid)) is None


def test_the_answer_to_a_question_that_is_gone_is_found_among_our_own_posts(there):
    fake, network = there
    uid, other = fake.ask("When?"), fake.ask("When, when?")
    network.publish(reply_to(other))
    sent = network.publish(reply_to(uid))
    for n in range(90):
        fake.post(fake.council, f"{n}")
    fake.delete(uid)
    assert network.look_up(reply_to(uid)).uid == sent.uid


def test_the_same_words_to_others_are_not_the_answer_to_a_question_that_is_gone(there):
    fake, network = there
    uid, other = fake.ask("When?"), fake.ask("When, when?")
    network.publish(reply_to(other))
    fake.delete(uid)
    assert network.look_up(reply_to(uid)) is None
    fake.delete(other)
    assert network.look_up(reply_to(uid, asker_uid="ben@town.example")) is None


def test_our_own_posts_are_looked_through_back_to_when_the_reply_was_final(there):
    fake, network = there
    for n in range(120):
        fake.post(fake.council, f"{n}", at=1_000_000_000.0 + n)
    fake.calls.clear()
    assert network.look_up(reply_to(None, "a post of its own", at=datetime(2026, 8, 1, tzinfo=UTC))) is None
    assert len([call for call in fake.calls if call.endswith("/statuses")]) == 1


def test_a_text_beyond_the_limit_goes_to_a_person(there):
    fake, network = there
    uid = fake.ask("When?")
    with pytest.raises(Rejected):
        network.publish(reply_to(uid, "x" * 495))
    most = network.limits().text.most
    assert network.publish(reply_to(uid, "\U0001f1ee\U0001f1ea" * most))


def test_limits_are_read_from_the_server(there):
    _fake, network = there
    limits = network.limits()
    assert (limits.text.unit, limits.text.most, limits.text.link_cost) == ("grapheme", 468, 23)
    assert [(pace.count, pace.window_seconds, pace.aligned) for pace in limits.paces] == [(300, 10_800, True)]
    assert (limits.media.images, limits.media.alt_most) == (4, 10_000)


def test_an_older_server_tells_its_limits_on_the_first_page():
    with opened_fake(version=1) as (_fake, network):
        assert network.limits().text.most == 468
        assert "v1" in network.limits().source


def test_a_correction_stands_in_the_place_of_the_answer_and_done_twice_changes_nothing(there):
    fake, network = there
    uid = fake.ask("When?")
    sent = network.publish(reply_to(uid))
    right = reply_to(uid, "On Wednesday.")
    corrected = network.correct(right, sent.uid)
    again = network.correct(right, sent.uid)
    [post] = fake.by_council()
    assert (corrected.uid, again.uid, again.how) == (sent.uid, sent.uid, "already there")
    assert (post.text, len(post.edits)) == ("@anna@town.example On Wednesday.", 1)


def test_a_correction_goes_on_when_the_question_is_gone(there):
    fake, network = there
    uid = fake.ask("When?")
    sent = network.publish(reply_to(uid))
    fake.delete(uid)
    network.correct(reply_to(uid, "On Wednesday."), sent.uid)
    assert fake.by_council()[0].text == "@anna@town.example On Wednesday."


def test_what_is_not_there_any_more_cannot_be_corrected(there):
    fake, network = there
    uid = fake.ask("When?")
    sent = network.publish(reply_to(uid))
    fake.delete(sent.uid)
    with pytest.raises(Rejected):
        network.correct(reply_to(uid, "On Wednesday."), sent.uid)


def test_what_is_taken_back_is_gone_and_may_be_taken_back_again(there):
    fake, network = there
    sent = network.publish(reply_to(fake.ask("When?")))
    network.retract(sent.uid)
    network.retract(sent.uid)
    assert fake.by_council() == []


def test_a_server_on_which_programs_cannot_delete_says_so():
    with opened_fake(deletes=False) as (fake, network):
        sent = network.publish(reply_to(fake.ask("When?")))
        with pytest.raises(Rejected, match="by hand"):
            network.retract(sent.uid)


def test_thirty_may_be_taken_back_in_half_an_hour_and_then_we_wait():
    with opened_fake(now=lambda: NOW) as (fake, network):
        sent = [network.publish(reply_to(fake.ask("When?"), f"{n}")) for n in range(31)]
        for one in sent[:30]:
            network.retract(one.uid)
        with pytest.raises(TryLater) as later:
            network.retract(sent[30].uid)
        assert later.value.after_seconds == pytest.approx(1_800 - NOW % 1_800 + 1, abs=1)
        assert len(fake.by_council()) == 1


def test_posts_and_edits_share_a_window_that_is_aligned_to_the_clock():
    with opened_fake(now=lambda: NOW) as (fake, network):
        uid = fake.ask("When?")
        sent = network.publish(reply_to(uid))
        fake.used["statuses", int(NOW // 10_800)] = 300
        for trying in (
            lambda: network.publish(reply_to(uid, "2")),
            lambda: network.correct(reply_to(uid, "3"), sent.uid),
        ):
            with pytest.raises(TryLater) as later:
                trying()
            assert later.value.after_seconds == pytest.approx(10_800 - NOW % 10_800 + 1, abs=1)
        assert [post.text for post in fake.by_council()] == ["@anna@town.example On Tuesday."]


@pytest.mark.parametrize("fault", ["lost before", "lost after", "500 before", "502 after", "503 before", "408 after"])
def test_whether_it_was_done_is_looked_up_and_never_guessed(there, fault):
    fake, network = there
    reply = reply_to(fake.ask("When?"))
    fake.faults.append(fault)
    with pytest.raises(Uncertain):
        network.publish(reply)
    assert bool(network.look_up(reply)) == ("after" in fault)


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        *((400, Rejected), (401, Closed), (403, Closed), (404, Rejected), (410, Rejected), (413, Rejected)),
        *((422, Rejected), (429, TryLater), (301, Closed), (308, Closed), (409, Uncertain), (418, Uncertain)),
    ],
)
def test_a_refusal_is_known_by_its_status_whatever_language_it_speaks(there, status, failure):
    fake, network = there
    uid = fake.ask("When?")
    fake.faults.append(f"{status} before")
    with pytest.raises(failure) as raised:
        network.publish(reply_to(uid))
    assert raised.value.why.isascii()


@pytest.mark.parametrize("told", [None, 7, [], {}, {"uri": 7}, {"id": "1"}])
def test_an_answer_that_does_not_name_the_post_is_unclear(there, told):
    fake, network = there
    uid = fake.ask("When?")
    fake.write = lambda _given, _key: told
    with pytest.raises(Uncertain):
        network.publish(reply_to(uid))


@pytest.mark.parametrize("told", [None, 7, {}, {"descendants": 7}, {"descendants": [{}]}])
def test_an_answer_that_is_no_conversation_finds_nothing_out(there, told):
    fake, network = there
    uid = fake.ask("When?")
    fake.context = lambda _local_id: told
    with pytest.raises(TryLater):
        network.look_up(reply_to(uid))


def test_the_account_is_shown_with_what_its_keeper_should_know(there):
    fake, network = there
    assert network.prove().name == f"@council@{fake.address.removeprefix('http://')}"
    assert network.prove().notes == ()
    fake.scopes, fake.policy, fake.version = ("read",), {"for_new_accounts": "drop"}, 1
    assert len(network.prove().notes) == 3
