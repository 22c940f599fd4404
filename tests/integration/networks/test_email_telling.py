"""An answer by mail: once, in its thread, and with the truth about what became of it."""

import time
from dataclasses import replace
from email import message_from_bytes
from email.policy import default

import pytest

from answerable.networks.contract import Closed, Rejected, TryLater, Uncertain
from answerable.networks.email.settings import Server
from tests.integration.networks.mail_exercise import Exercise, cut_wire, opened


@pytest.fixture
def post() -> Exercise:
    return opened()


def answered(post: Exercise, count: int = 1):
    return [message_from_bytes(mail, policy=default) for mail in post.servers.wait_for_mails(asker(post), count)]


def asker(post: Exercise) -> str:
    return "asker-" + post.address.replace("@gov.test", "@cit.test")


def asked(post: Exercise, **headers: str) -> str:
    return post.ask(**({"from": f"Anna <{asker(post)}>"} | headers))


def test_the_asker_gets_the_answer_in_the_thread(post):
    uid = asked(post, subject="Bins", references="<zero@cit.test>")
    receipt = post.network.publish(post.reply(uid))
    [mail] = answered(post)
    assert mail["Message-ID"] == receipt.uid
    assert (mail["In-Reply-To"], mail["References"]) == (uid, f"<zero@cit.test> {uid}")
    assert (mail["Subject"], mail["From"], mail["To"]) == ("Re: Bins", post.address, asker(post))
    assert mail.get_body(("plain",)).get_content().strip() == "On Tuesday."


def test_nobody_else_who_got_the_question_gets_the_answer(post):
    uid = asked(post, cc="other@cit.test", to=f"{post.address}, third@cit.test")
    post.network.publish(post.reply(uid))
    [mail] = answered(post)
    assert (mail["To"], mail["Cc"]) == (asker(post), None)


def test_the_answer_goes_to_where_replies_are_wanted(post):
    uid = asked(post, **{"from": "web-form@forms.test", "reply_to": f"Anna <{asker(post)}>"})
    post.network.publish(post.reply(uid))
    assert len(answered(post)) == 1


def test_the_asker_is_answered_when_the_mail_was_filed_away(post):
    reply = post.reply("<gone@cit.test>", asker_uid=asker(post))
    post.network.publish(reply)
    [mail] = answered(post)
    assert (mail["In-Reply-To"], mail["Subject"]) == ("<gone@cit.test>", "Re: Your question")


def test_a_further_answer_goes_under_our_own(post):
    first = post.network.publish(post.reply(asked(post, subject="Bins")))
    post.network.publish(post.reply(first.uid, "Correction: on Wednesday."))
    last = answered(post, 2)[-1]
    assert (last["In-Reply-To"], last["Subject"]) == (first.uid, "Re: Bins")


def test_a_copy_of_what_was_sent_lies_in_our_sent_mail_once(post):
    receipt = post.network.publish(post.reply(asked(post)))
    [copy] = post.servers.mails_of(post.address, "Sent Items")
    assert message_from_bytes(copy)["Message-ID"] == receipt.uid


def test_a_copy_that_cannot_be_kept_does_not_make_the_answer_unsent(post):
    network = post.with_settings(sent_folder="Nowhere")
    assert network.publish(post.reply(asked(post))).how == "created"
    assert len(answered(post)) == 1


def test_it_is_found_by_its_name_and_another_is_not(post):
    reply = post.reply(asked(post))
    sent = post.network.publish(reply)
    found = post.network.look_up(reply)
    assert (found.uid, found.how) == (sent.uid, "found")
    assert post.network.look_up(replace(reply, key="f" * 40)) is None


REFUSALS = {
    "no such user": ("nobody-home", "On Tuesday.", Rejected, "5.1.1"),
    "greylisted": ("greylisted", "On Tuesday.", TryLater, "451"),
    "spam": ("anna", "This looks-like-spam.", Rejected, "5.7.1"),
    "busy": ("anna", "The busy-filter is on.", TryLater, "451"),
    "too long": ("anna", "x" * 3_000_000, Rejected, ""),
}


@pytest.mark.parametrize("trouble", REFUSALS)
def test_a_refusal_is_told_apart_from_a_delay_and_names_nobody(post, trouble):
    name, text, failure, why = REFUSALS[trouble]
    uid = post.ask(**{"from": f"{name}@cit.test"})
    with pytest.raises(failure) as failed:
        post.network.publish(post.reply(uid, text))
    assert why in failed.value.why
    assert name not in failed.value.why
    assert post.servers.mails_of(post.address, "Sent Items") == []


def test_a_wait_for_one_asker_is_not_one_for_all(post):
    uid = post.ask(**{"from": "greylisted@cit.test"})
    with pytest.raises(TryLater) as failed:
        post.network.publish(post.reply(uid))
    assert failed.value.only_this


def test_after_the_greylist_the_same_mail_is_taken(post):
    uid = post.ask(**{"from": "greylisted@cit.test"})
    with pytest.raises(TryLater):
        post.network.publish(post.reply(uid))
    with post.servers.greylist_lifted():
        post.network.publish(post.reply(uid))
    assert post.network.look_up(post.reply(uid)) is not None


def test_a_wrong_password_and_a_sender_that_may_not_send_need_the_keeper(post):
    uid = asked(post)
    elsewhere = post.network.settings.smtp
    with pytest.raises(Closed, match="user name and password"):
        replace(post.network, settings=replace(post.network.settings, user="x", password="wrong")).prove()
    banned = replace(
        post.network, settings=replace(post.network.settings, address="banned@gov.test", user=post.address)
    )
    assert banned.settings.smtp == elsewhere
    with pytest.raises(Closed, match="does not let this address send"):
        banned.publish(post.reply(uid, asker_uid=asker(post)))


@pytest.mark.parametrize("moment", [b"ehlo", b"AUTH", b"mail FROM", b"rcpt TO", b"DATA"])
def test_a_line_cut_before_the_mail_was_given_surely_sent_nothing(post, moment):
    uid = asked(post)
    with cut_wire(post.servers.smtp, at=moment) as wire, pytest.raises(TryLater):
        post.with_settings(smtp=f"127.0.0.1:{wire.port}").publish(post.reply(uid))
    time.sleep(0.3)
    assert post.servers.mails_of(asker(post)) == []


@pytest.mark.parametrize(("passed_on", "answer"), [(False, False), (True, False), (True, True)])
def test_a_line_cut_after_the_mail_was_given_is_unclear(post, passed_on, answer):
    uid = asked(post)
    with cut_wire(post.servers.smtp, at=b"\r\n.\r\n", passed_on=passed_on, answered=answer) as wire:
        network = post.with_settings(smtp=f"127.0.0.1:{wire.port}")
        with pytest.raises(Uncertain, match="did not say whether"):
            network.publish(post.reply(uid))
    if answer:
        assert len(answered(post)) == 1
    assert post.network.look_up(post.reply(uid)) is None


def test_many_mails_one_after_the_other_all_go_out_at_once(post):
    uid = asked(post)
    for number in range(25):
        post.network.publish(post.reply(uid, f"Answer {number}."))
    assert len(answered(post, 25)) == 25


def test_a_mail_that_comes_back_names_the_answer_it_was(post):
    reply = post.reply(asked(post, **{"from": "full@cit.test"}))
    post.network.publish(reply)
    [back] = [heard for heard in post.wait_for(2) if heard.returned_key]
    assert (back.returned_key, back.asks_us, back.asks_nothing, back.ours) == (reply.key, False, True, False)


@pytest.mark.parametrize("name", ["away", "rude-machine"])
def test_absence_notes_are_heard_and_ask_nothing(post, name):
    post.network.publish(post.reply(asked(post, **{"from": f"{name}@cit.test"})))
    if name == "away":
        # Exim's own way to answer minds our header and stays silent.
        time.sleep(0.5)
        assert len(post.hear()) == 2
        return
    [note] = [heard for heard in post.wait_for(2) if heard.author_uid.startswith(name) and "away" in heard.text]
    assert (note.asks_us, note.asks_nothing, note.returned_key) == (False, True, "")


def test_two_desks_that_write_to_each_other_stop_at_once(post):
    other = opened("department")
    uid = other.ask(**{"from": f"Council <{post.address}>"})
    other.network.publish(other.reply(uid))
    [answer] = post.wait_for(1)
    assert answer.asks_us is False


def test_we_never_write_to_ourselves(post):
    uid = post.ask(**{"from": "x@cit.test", "reply_to": post.address.upper()})
    with pytest.raises(Rejected, match="ourselves"):
        post.network.publish(post.reply(uid))


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_answers_go_out_over_encrypted_lines_with_checked_certificates(post, security):
    uid = asked(post)
    post.trusting(security=security).publish(post.reply(uid))
    assert len(answered(post)) == 1
    untrusting = replace(post.trusting(security=security, trust=False), incoming=post.network.incoming)
    with pytest.raises(Closed, match="cannot be trusted"):
        untrusting.publish(post.reply(uid, "Another."))


@pytest.mark.parametrize("address", ["10.0.0.7", "127.0.0.1", "169.254.169.254", "::1", "192.168.1.1"])
def test_a_name_that_leads_inside_is_not_called(post, address):
    inside = Server("mail.council.example", 993, "tls", "world")
    door = replace(post.network.incoming, server=inside, resolve=lambda _host, _port: ["93.184.215.14", address])
    with pytest.raises(Closed, match="not at an address we may call"):
        replace(post.network, incoming=door).read(None)
