"""A reply as a mail: the same each time, in its thread, safe in every program, and to nobody but the asker."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from answerable.networks.contract import Rejected, Reply
from answerable.networks.email.message import Answered, as_html, mail_of, recipient_of, subject_of
from tests.unit.networks.email.mails import KEY, SETTINGS

REPLY = Reply(
    key=KEY,
    text="On Tuesday.\n\nSee https://council.example/bins?a=1&b=2.",
    frozen_at=datetime(2026, 11, 28, 9, 30, tzinfo=UTC),
    target_uid="<one@cit.test>",
    asker_uid="anna@cit.test",
)
ANSWERED = Answered(subject="When are the bins collected?", references=("<zero@cit.test>",))


def made(reply: Reply = REPLY, answered: Answered = ANSWERED, **settings: str):
    return message_from_bytes(mail_of(reply, replace(SETTINGS, **settings), answered).as_bytes(), policy=default)


def test_the_same_reply_is_the_same_mail_byte_for_byte():
    first, second = (mail_of(REPLY, SETTINGS, ANSWERED).as_bytes() for _ in range(2))
    assert first == second


def test_it_is_named_by_our_own_reference_and_stands_in_its_thread():
    mail = made()
    assert mail["Message-ID"] == f"<{KEY}@gov.test>"
    assert mail["In-Reply-To"] == "<one@cit.test>"
    assert mail["References"] == "<zero@cit.test> <one@cit.test>"
    assert mail["Subject"] == "Re: When are the bins collected?"


def test_it_says_that_no_machine_should_answer_it():
    mail = made()
    assert mail["Auto-Submitted"] == "auto-replied"
    assert "OOF" in mail["X-Auto-Response-Suppress"]
    assert made(replace(REPLY, target_uid=None))["Auto-Submitted"] == "auto-generated"


def test_it_says_its_language_its_sender_and_where_replies_go():
    mail = made(replace(REPLY, language="cy"), sender_name="Cyngor Tarnbrŵk", reply_to="help@gov.test")
    assert mail["Content-Language"] == "cy"
    assert mail["From"].addresses[0].display_name == "Cyngor Tarnbrŵk"
    assert mail["From"].addresses[0].addr_spec == "council@gov.test"
    assert mail["Reply-To"] == "help@gov.test"
    assert mail["To"] == "anna@cit.test"
    assert mail["Cc"] is None


def test_both_forms_say_the_same_words():
    mail = made(replace(REPLY, text='Mae\'r bin ŵ <b>& "x"</b> 垃圾.\n' + "x" * 2_000))
    plain = mail.get_body(("plain",)).get_content().replace("\r\n", "\n").strip()
    assert plain == 'Mae\'r bin ŵ <b>& "x"</b> 垃圾.\n' + "x" * 2_000
    assert "&lt;b&gt;&amp; &quot;x&quot;&lt;/b&gt; 垃圾." in mail.get_body(("html",)).get_content().replace(
        "<br>\r\n", "\n"
    )


def test_nothing_on_the_way_has_to_take_more_than_seven_bits_and_a_thousand_letters():
    content = mail_of(replace(REPLY, text="ŵ" * 5_000 + "\n.\nFrom here"), SETTINGS, ANSWERED).as_bytes()
    assert content.isascii()
    assert max(len(line) for line in content.split(b"\r\n")) < 998


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a https://b.example/c.", '<p>a <a href="https://b.example/c">https://b.example/c</a>.</p>'),
        ("(https://b.example/c)", '<p>(<a href="https://b.example/c">https://b.example/c</a>)</p>'),
        ("javascript:alert(1)", "<p>javascript:alert(1)</p>"),
        (
            'https://b.example/"onload="x',
            '<p><a href="https://b.example/">https://b.example/</a>&quot;onload=&quot;x</p>',
        ),
        ("<script>x</script>", "<p>&lt;script&gt;x&lt;/script&gt;</p>"),
        ("a\nb\n\nc", "<p>a<br>\nb</p>\n<p>c</p>"),
    ],
)
def test_only_web_addresses_become_more_than_words(text, html):
    assert html in as_html(text, language="en")


@pytest.mark.parametrize(
    ("subject", "becomes"),
    [
        ("Bins", "Re: Bins"),
        ("Re: Bins", "Re: Bins"),
        ("AW: Bins", "AW: Bins"),
        ("", "Re: Your question"),
        ("Bins\r\nBcc: x@y.test", "Re: Bins Bcc: x@y.test"),
        ("\u202eBins\u200b\x00", "Re: Bins"),
        ("x" * 999, "Re: " + "x" * 196),
    ],
)
def test_a_subject_is_the_askers_and_one_line(subject, becomes):
    assert subject_of(REPLY, Answered(subject=subject)) == becomes
    assert made(answered=Answered(subject=subject))["Subject"] == becomes


def test_without_the_askers_subject_it_is_in_the_language_of_the_reply():
    assert subject_of(replace(REPLY, language="cy"), Answered()) == "Re: Eich cwestiwn"


@pytest.mark.parametrize("target", ["<a b@x>", "<a@x>\r\nBcc: x@y.test", "a@x", "<>"])
def test_a_target_that_is_no_name_of_a_mail_is_left_out(target):
    mail = made(replace(REPLY, target_uid=target))
    assert (mail["In-Reply-To"], mail["References"], mail["Bcc"]) == (None, None, None)


def test_a_long_thread_is_shortened_at_its_beginning():
    mail = made(answered=Answered(references=tuple(f"<{n}@x>" for n in range(99))))
    assert str(mail["References"]).endswith("<98@x> <one@cit.test>")
    assert len(str(mail["References"]).split()) == 20


@pytest.mark.parametrize(
    "address",
    [
        "",
        "anna",
        "anna@cit.test, ben@cit.test",
        "a@b@c",
        "a\r\n@b",
        "<a@b>",
        '"a b"@c',
        "jörg@cit.test",
        "a@münchen.test",
    ],
)
def test_an_address_that_is_not_plainly_one_is_not_written_to_and_not_repeated(address):
    with pytest.raises(Rejected) as rejected:
        recipient_of(replace(REPLY, asker_uid=address), Answered())
    assert not address or address not in rejected.value.why


def test_whoever_asked_is_written_to_before_anyone_that_a_header_names():
    assert recipient_of(REPLY, Answered(writer="other@cit.test")) == "anna@cit.test"
    assert recipient_of(replace(REPLY, asker_uid=""), Answered(writer="other@cit.test")) == "other@cit.test"


@pytest.mark.parametrize(("language", "words"), [("en", "Your question"), ("cy-GB", "Eich cwestiwn"), ("fr", "Your")])
def test_the_way_to_the_askers_own_page_stands_under_the_words(language: str, words: str):
    mail = made(replace(REPLY, own_page="https://council.example/follow/abc.def/", language=language))
    plain = mail.get_body(("plain",)).get_content()
    assert plain.rstrip().endswith("https://council.example/follow/abc.def/")
    assert words in plain.splitlines()[-1]
    assert 'href="https://council.example/follow/abc.def/"' in mail.get_body(("html",)).get_content()
