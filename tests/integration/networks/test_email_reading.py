"""Every mail is heard once, whoever opened it, however the mailbox counts, and within seconds."""

import threading
import time

import pytest

from answerable.networks.contract import Closed, TryLater, Unreadable
from answerable.networks.email.mailbox import Mailbox
from answerable.networks.email.stream import STREAM, follow
from tests.integration.networks.mail_exercise import Exercise, cut_wire, opened


@pytest.fixture
def post() -> Exercise:
    return opened()


def test_a_mail_is_heard_with_its_words_and_whoever_wrote_it(post):
    uid = post.ask("When are the bins collected?", subject="When are the bins")
    [heard] = post.hear()
    assert (heard.uid, heard.text) == (uid, "When are the bins collected?")
    assert (heard.author_uid, heard.author_name) == ("anna@cit.test", "Anna Example")
    assert (heard.asks_us, heard.visibility) == (True, "private")


def test_a_mail_that_somebody_opened_is_heard_all_the_same(post):
    post.ask()
    client = post.servers.mailbox(post.address)
    client.select("INBOX")
    client.store("1", "+FLAGS", r"(\Seen \Answered)")
    client.logout()
    assert len(post.hear()) == 1


def test_reading_marks_nothing_and_moves_nothing(post):
    post.ask()
    post.hear()
    client = post.servers.mailbox(post.address)
    client.select("INBOX", readonly=True)
    _, told = client.fetch("1", "(FLAGS)")
    client.logout()
    assert b"Seen" not in told[0]


def test_what_was_read_is_not_read_again_though_the_server_offers_its_last_mail_always(post):
    post.ask()
    _, bookmark = post.read_on()
    assert post.read_on(bookmark) == ([], bookmark)


def test_a_mail_that_is_gone_before_it_was_read_leaves_no_gap(post):
    for number in range(3):
        post.ask(f"Question {number}?")
    client = post.servers.mailbox(post.address)
    client.select("INBOX")
    client.store("2:3", "+FLAGS", r"(\Deleted)")
    client.expunge()
    client.logout()
    _, bookmark = post.read_on()
    uid = post.ask("And now?")
    assert [raw.uid for raw in post.read_on(bookmark)[0]] == [uid]


def test_an_empty_mailbox_is_no_trouble(post):
    items, bookmark = post.read_on()
    assert items == []
    uid = post.ask()
    assert [raw.uid for raw in post.read_on(bookmark)[0]] == [uid]


def test_a_mail_that_came_twice_is_one(post):
    post.ask(message_id="<same@cit.test>")
    post.ask(message_id="<same@cit.test>")
    first, second = post.read_on()[0]
    assert first == second


def test_when_uids_are_counted_anew_everything_is_read_again_under_the_same_names(post):
    for number in range(5):
        post.ask(f"Question {number}?")
    before, bookmark = post.read_on()
    post.count_uids_anew()
    uid = post.ask("And now?")
    after, _ = post.read_on(bookmark)
    assert [raw for raw in after if raw.uid != uid] == before
    assert uid in {raw.uid for raw in after}


def test_many_mails_come_page_by_page_each_once(post):
    post.ask_many(40)
    in_portions = post.taking(page_count=7, first_step=5)
    assert len(in_portions.network.read(None).items) < 8
    items, _ = in_portions.read_on()
    assert [raw.uid for raw in items] == [f"<{number}@many.test>" for number in range(40)]


def test_wide_gaps_between_uids_are_crossed(post):
    post.ask_many(60)
    client = post.servers.mailbox(post.address)
    client.select("INBOX")
    client.store("2:59", "+FLAGS", r"(\Deleted)")
    client.expunge()
    client.logout()
    assert [raw.uid for raw in post.taking(first_step=2).read_on()[0]] == ["<0@many.test>", "<59@many.test>"]


def test_large_mails_make_short_pages_and_none_is_lost(post):
    for number in range(5):
        post.ask("word " * 20_000, message_id=f"<{number}@large.test>")
    in_portions = post.taking(page_bytes=250_000, fetch_bytes=100_000)
    assert len(in_portions.network.read(None).items) < 5
    assert len({raw.uid for raw in in_portions.read_on()[0]}) == 5


def test_a_mail_beyond_all_measure_is_cut_and_says_so(post):
    post.ask("word " * 20_000)
    assert "the rest of a long mail" in post.taking(most_bytes=2_000).hear()[0].text


def test_nothing_older_than_the_first_day_is_read(post):
    post.ask()
    assert post.with_settings(since="2031-01-01").read(None).items == ()
    assert len(post.with_settings(since="2020-01-01").read(None).items) == 1


def test_what_we_sent_by_hand_is_heard_as_ours_in_its_thread(post):
    uid = post.ask()
    client = post.servers.mailbox(post.address)
    by_hand = f"From: {post.address}\r\nMessage-ID: <hand@gov.test>\r\nIn-Reply-To: {uid}\r\n\r\nOn Tuesday.\r\n"
    client.append('"Sent Items"', None, None, by_hand.encode())
    client.logout()
    [ours] = [heard for heard in post.hear() if heard.ours]
    assert (ours.parent_uid, ours.root_uid, ours.asks_us) == (uid, uid, False)


def test_a_mail_is_heard_within_seconds_of_coming(post):
    post.ask("old")
    batches = follow([post.network.settings], None)
    assert next(batches).caught == ()
    threading.Timer(0.5, post.ask, ["new"], {"message_id": "<new@cit.test>"}).start()
    began = time.monotonic()
    caught = next(one for batch in batches for one in batch.caught)
    assert (caught.place, caught.raw.uid) == (0, "<new@cit.test>")
    assert time.monotonic() - began < 10
    batches.close()


def test_a_mail_that_comes_between_looking_and_waiting_is_not_waited_over(post):
    batches = follow([post.network.settings, post.network.settings], None)
    next(batches)
    uid = post.ask("between")
    began = time.monotonic()
    assert [(one.place, one.raw.uid) for one in next(batches).caught] == [(0, uid), (1, uid)]
    assert time.monotonic() - began < 10
    batches.close()


def test_waiting_for_nothing_ends(post):
    with post.network._visit(30) as client:
        Mailbox(client).look_into("INBOX")
        assert client.idle_for(0.3) is False


def test_channels_of_one_mailbox_are_followed_together(post):
    other = post.with_settings(sender_name="Another").settings
    assert STREAM.address(post.network.settings) == STREAM.address(other)
    assert STREAM.address(post.network.settings) != STREAM.address(opened().network.settings)


def test_the_credentials_are_proven_by_looking_only(post):
    account = post.network.prove()
    assert (account.name, account.notes) == (post.address, ())
    assert post.hear() == []


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"password": "wrong"}, "does not take the user name and password"),
        ({"folder": "Nowhere"}, "no folder named Nowhere"),
    ],
)
def test_whoever_is_not_let_in_needs_the_keeper(post, change, why):
    for call in (post.with_settings(**change).prove, lambda: post.with_settings(**change).read(None)):
        with pytest.raises(Closed, match=why) as closed:
            call()
        assert "wrong" not in closed.value.why


def test_a_server_that_is_not_there_is_tried_again(post):
    with pytest.raises(TryLater, match="did not answer"):
        post.with_settings(imap="127.0.0.1:1").read(None)


@pytest.mark.parametrize("moment", [b"LOGIN", b"EXAMINE", b"FETCH", b"LOGOUT"])
def test_a_line_that_is_cut_loses_nothing(post, moment):
    uid = post.ask()
    with cut_wire(post.servers.imap, at=moment) as wire:
        network = post.with_settings(imap=f"127.0.0.1:{wire.port}")
        if moment == b"LOGOUT":
            assert len(network.read(None).items) == 1
        else:
            with pytest.raises(TryLater):
                network.read(None)
    assert [raw.uid for raw in post.read_on()[0]] == [uid]


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_lines_are_encrypted_and_certificates_checked(post, security):
    uid = post.ask()
    network = post.trusting(security=security)
    network.prove()
    assert [raw.uid for raw in network.read(None).items] == [uid]
    with pytest.raises(Closed, match="cannot be trusted"):
        post.trusting(security=security, trust=False).read(None)


def test_a_mail_that_cannot_be_followed_is_kept_and_shown(post):
    parts = "".join(f"--b{n}\r\nContent-Type: multipart/mixed; boundary=b{n + 1}\r\n\r\n" for n in range(2_000))
    head = f"From: a@cit.test\r\nMessage-ID: <deep@cit.test>\r\nMIME-Version: 1.0\r\nTo: {post.address}\r\n"
    post.servers.deliver(post.address, f"{head}Content-Type: multipart/mixed; boundary=b0\r\n\r\n{parts}".encode())
    uid = post.ask("And after it?")
    deep, after = post.read_on()[0]
    assert after.uid == uid
    with pytest.raises(Unreadable):
        post.network.parse(deep)
