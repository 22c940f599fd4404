"""Who writes, in which thread and when, from headers as broken as they come."""

from datetime import UTC, datetime

import pytest

from answerable.networks.contract import Raw, Unreadable
from answerable.networks.email.parse import heard_mail, name_of
from answerable.networks.email.thin import thin
from tests.unit.networks.email.mails import SETTINGS, heard, mail, raw_of

WRITERS = [
    ({"from": "Anna Example <Anna@Cit.Test>"}, ("Anna Example", "anna@cit.test")),
    ({"from": "anna@cit.test"}, ("", "anna@cit.test")),
    ({"from": "=?utf-8?q?J=C3=B6rg?= <j@cit.test>"}, ("Jörg", "j@cit.test")),
    ({"from": "=?utf-8?b?SsO2cmc=?= =?utf-8?b?IE11?= <j@cit.test>"}, ("Jörg Mu", "j@cit.test")),
    ({"from": "=?utf-8?b?broken?= <j@cit.test>"}, None),
    ({"from": "=?no-such-charset?q?J=C3=B6rg?= <j@cit.test>"}, ("Jörg", "j@cit.test")),
    ({"from": "Jörg <j@cit.test>"}, ("Jörg", "j@cit.test")),
    ({"from": '"Example, Anna" <a@cit.test>'}, ("Example, Anna", "a@cit.test")),
    ({"from": "Example, Anna <a@cit.test>"}, None),
    ({"from": "a@cit.test (Anna)"}, ("Anna", "a@cit.test")),
    ({"from": "Anna <a@cit.test"}, None),
    ({"from": "Anna <<a@cit.test>>"}, None),
    ({"from": "Anna <a@münchen.test>"}, ("Anna", "a@xn--mnchen-3ya.test")),
    ({"from": "A <a@cit.test>, B <b@cit.test>"}, ("A", "a@cit.test")),
    ({"reply_to": "Ben <ben@cit.test>"}, ("Ben", "ben@cit.test")),
    ({"reply_to": "ben@cit.test"}, ("Anna Example", "ben@cit.test")),
    ({"reply_to": "ben@cit.test, BEN@cit.test"}, ("Anna Example", "ben@cit.test")),
    ({"reply_to": "ben@cit.test, cat@cit.test"}, ("Anna Example", "anna@cit.test")),
    ({"reply_to": "nobody"}, ("Anna Example", "anna@cit.test")),
    ({"from": None, "sender": "s@cit.test"}, ("", "s@cit.test")),
    ({"from": None}, ("", "")),
    ({"from": "undisclosed"}, ("", "")),
    ({"from": "(" * 3_900 + "a@cit.test"}, None),
    ({"from": "a@cit.test\r\n injected: header"}, None),
    ({"from": "a@cit.test\x00, b@cit.test"}, None),
]


@pytest.mark.parametrize(("headers", "writer"), WRITERS)
def test_who_is_to_be_answered_is_read_and_nothing_breaks_it(headers, writer):
    one = heard("When?", **headers)
    assert writer is None or (one.author_name, one.author_uid) == writer
    assert "\n" not in one.author_name + one.author_uid


def test_a_mail_that_begins_a_thread_is_its_own_root():
    one = heard("When?")
    assert (one.uid, one.parent_uid, one.root_uid) == ("<one@cit.test>", None, "<one@cit.test>")


@pytest.mark.parametrize(
    ("headers", "thread"),
    [
        ({"in_reply_to": "<p@x>", "references": "<r@x> <p@x>"}, ("<p@x>", "<r@x>")),
        ({"in_reply_to": "<p@x>"}, ("<p@x>", "<p@x>")),
        ({"references": "<r@x>\r\n\t<p@x>"}, ("<p@x>", "<r@x>")),
        ({"in_reply_to": "Your message of Monday <p@x> (Anna)"}, ("<p@x>", "<p@x>")),
        ({"in_reply_to": "no name at all"}, (None, "<one@cit.test>")),
        ({"references": "<r@x><p@x>"}, ("<p@x>", "<r@x>")),
    ],
)
def test_a_thread_is_told_by_what_is_replied_to(headers, thread):
    one = heard("When?", **headers)
    assert (one.parent_uid, one.root_uid) == thread


def test_the_name_of_a_mail_without_one_is_made_of_what_it_says():
    first, second = mail("When?", message_id=None), mail("When?", message_id=None, received="from a; today")
    assert raw_of(first).uid == raw_of(second).uid
    assert raw_of(first).uid != raw_of(mail("Where?", message_id=None)).uid


@pytest.mark.parametrize("name", ["<" + "a" * 500 + "@x>", "<ä@x>", "<a b@x>", "", "no brackets", "<>"])
def test_a_name_that_cannot_be_stored_becomes_one_that_can(name):
    uid = name_of(thin(mail("When?", message_id=name)))
    assert len(uid) <= 300
    assert uid.isascii()
    assert uid.startswith("<")


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("Sat, 28 Nov 2026 09:30:00 +0100", datetime(2026, 11, 28, 8, 30, tzinfo=UTC)),
        ("28 Nov 2026 09:30", datetime(2026, 11, 28, 9, 30, tzinfo=UTC)),
        ("yesterday", None),
        ("Sat, 99 Nov 2026 09:30:00 +0100", None),
        ("Sat, 28 Nov 99999999 09:30:00 +9999", None),
        (None, None),
    ],
)
def test_when_it_was_written_is_what_it_says_or_nothing(written, moment):
    assert heard("When?", date=written).claimed_at == moment


@pytest.mark.parametrize(
    "payload",
    [
        {"mail": 1},
        {"mail": 1, "headers": [["from"]], "texts": []},
        {"mail": 1, "headers": [["from", 7]], "texts": []},
        {"mail": 1, "headers": []},
        {"mail": 1, "headers": [], "texts": [{"type": "text/plain"}]},
        {"mail": 1, "headers": [], "texts": [{"type": "text/plain", "body": "€"}]},
        {"mail": 1, "headers": [], "texts": ["text"]},
        {"mail": 1, "headers": [], "texts": [{"type": "text/plain", "body": "a", "one_of": "x"}]},
    ],
)
def test_a_payload_of_another_shape_is_unreadable(payload):
    with pytest.raises(Unreadable):
        heard_mail(Raw("<x@y>", payload), settings=SETTINGS)


def test_headers_are_kept_up_to_a_bound():
    kept = thin(mail("When?", subject="x" * 100_000, references=" ".join(f"<{n}@x>" for n in range(9_000))))
    assert sum(len(value) for _name, value in kept["headers"]) < 20_000


def test_very_many_headers_are_kept_up_to_a_bound():
    many = b"".join(b"To: a%d@cit.test\r\n" % number for number in range(5_000)) + mail("When?")
    assert len(thin(many)["headers"]) <= 60
