"""The words of a mail, from mails as broken as people and programs send them."""

import time

import pytest

from answerable.networks.contract import Unreadable
from answerable.networks.email.parse import heard_mail
from tests.unit.networks.email.mails import SETTINGS, heard, mail, raw_of, said

QUESTION = "When are the bins collected?"


def multipart(*parts: str, kind: str = "mixed", boundary: str = "b") -> str:
    return "".join(f"--{boundary}\n{part}\n" for part in parts) + f"--{boundary}--\n"


def test_a_plain_mail_says_its_subject_and_its_words():
    assert heard("When are they collected?\n").text == "Bins\n\nWhen are they collected?"


def test_a_subject_that_only_repeats_the_beginning_is_left_out():
    assert heard(QUESTION, subject="When are the bins collected…").text == QUESTION


def test_a_mail_that_is_all_subject_is_a_question_too():
    assert heard("", subject=QUESTION).text == QUESTION


CHARSETS = [
    ("utf-8", "Où est la poubelle? ✓".encode()),
    ("iso-8859-1", "Où est la poubelle?".encode("cp1252") + b" \x96 \x80"),
    ("UTF-8", "Où est la poubelle?".encode("cp1252")),
    ("us-ascii", "Où est la poubelle?".encode()),
    ("windows-1250", "Kde jsou popelnice? ěščř".encode("cp1250")),
    ("koi8-r", "Где мусорный бак?".encode("koi8-r")),
    ("gb2312", "垃圾什么时候收？㐀".encode("gb18030")),
    ("iso-2022-jp", "ゴミはいつ?".encode("iso-2022-jp")),
    ("x-unknown", "Où est la poubelle?".encode()),
    ("x-unknown", "Où est la poubelle?".encode("cp1252")),
    ('"utf-8', "Où?".encode()),
    ("rot13", b"plain words"),
    ("hex", b"plain words"),
    ("base64", b"plain words"),
    ("idna", b"plain words"),
    ("undefined", b"plain words"),
    ("utf-16", "plain words".encode("utf-16")),
    ("utf-7", b"Hi Mom -+Jjo--!"),
]


@pytest.mark.parametrize(("charset", "body"), CHARSETS)
def test_text_is_read_in_the_charset_that_it_is_in_rather_than_the_one_it_claims(charset, body):
    text = said(body, content_type=f"text/plain; charset={charset}", content_transfer_encoding="8bit")
    assert text
    assert "�" not in text
    assert "Ã" not in text


def test_a_text_with_a_stray_byte_keeps_the_charset_that_it_claims():
    body = ("Где мусорный бак? " * 10).encode() + b"\xff"
    assert "Где" in said(body, content_type="text/plain; charset=utf-8", content_transfer_encoding="8bit")


@pytest.mark.parametrize(
    ("encoding", "body"),
    [
        ("base64", "V2hlbiBhcmUgdGhlIGJpbnMgY29sbGVjdGVkPw"),
        ("base64", "V2hlbiBhcmUgdGhl\n !!! IGJpbnMgY29sbGVjdGVkPw=="),
        ("quoted-printable", "When are the bins=20collected=\n?"),
        ("Quoted-Printable ", "When are the bins collected=3F"),
        ("8-bit", "When are the bins collected?"),
        ("x-made-up", "When are the bins collected?"),
        ("", "When are the bins collected?"),
    ],
)
def test_transfer_encodings_are_undone_as_far_as_they_go(encoding, body):
    assert said(body, content_type="text/plain", content_transfer_encoding=encoding) == QUESTION


def test_flowed_lines_are_one_line_again():
    body = "When are the \nbins collected?\n \n> quoted \n> more\n"
    text = said(body, content_type="text/plain; format=flowed")
    assert text.startswith("When are the bins collected?")


def test_of_two_forms_of_the_same_the_plain_one_is_read():
    parts = multipart("Content-Type: text/plain\n\nPlain words?", "Content-Type: text/html\n\n<p>Other words?</p>")
    assert said(parts, content_type="multipart/alternative; boundary=b") == "Plain words?"


def test_where_the_plain_form_is_empty_the_other_is_read():
    parts = multipart("Content-Type: text/plain\n\n  \n", "Content-Type: text/html\n\n<p>Any words?</p>")
    assert said(parts, content_type="multipart/alternative; boundary=b") == "Any words?"


def test_text_before_and_after_a_picture_is_all_read():
    parts = multipart(
        "Content-Type: text/plain\n\nThere is a hole",
        "Content-Type: image/jpeg\nContent-Transfer-Encoding: base64\n\n" + "AAAA" * 1000,
        "Content-Type: text/plain\n\nin my road. When is it mended?",
    )
    text = said(parts, content_type="multipart/mixed; boundary=b")
    assert text == "There is a hole\n\nin my road. When is it mended?\n\n[In the mailbox: 1 attachment]"


def test_a_footer_that_a_server_put_under_html_does_not_take_its_place():
    parts = multipart("Content-Type: text/html\n\n<p>When?</p>", "Content-Type: text/plain\n\nScanned for viruses.")
    assert said(parts, content_type="multipart/mixed; boundary=b") == "When?\n\nScanned for viruses."


def test_a_text_file_is_an_attachment_and_not_the_question():
    parts = multipart(
        "Content-Type: text/plain\n\nSee attached.",
        "Content-Type: text/plain; name=letter.txt\n\nDear Sir",
        "Content-Type: text/html\nContent-Disposition: attachment\n\n<p>page</p>",
    )
    assert said(parts, content_type="multipart/mixed; boundary=b") == "See attached.\n\n[In the mailbox: 2 attachments]"


def test_a_mail_attached_to_a_mail_is_counted_and_not_entered():
    inner = "Content-Type: message/rfc822\n\nSubject: inner\nContent-Type: text/plain\n\nInner words?"
    text = said(multipart("Content-Type: text/plain\n\nOuter?", inner), content_type="multipart/mixed; boundary=b")
    assert "Inner words" not in text
    assert text.startswith("Outer?")


BROKEN = {
    "no boundary named": ("multipart/mixed", "--b\nContent-Type: text/plain\n\nWhen?\n--b--\n"),
    "boundary never seen": ("multipart/mixed; boundary=other", "When?"),
    "never closed": ("multipart/mixed; boundary=b", "--b\nContent-Type: text/plain\n\nWhen?\n"),
    "text with a boundary": ("text/plain; boundary=b", "When?"),
    "no type at all": ("", "When?"),
    "half a type": ("text", "When?"),
    "type with a NUL": ("text/\x00plain", "When?"),
    "empty alternative": ("multipart/alternative; boundary=b", "--b--\nWhen?"),
}


@pytest.mark.parametrize("trouble", BROKEN)
def test_a_mail_whose_parts_are_broken_still_says_what_it_says(trouble):
    kind, body = BROKEN[trouble]
    heard_one = heard(body, subject="When, by subject?", content_type=kind)
    assert "When" in heard_one.text


def test_parts_nested_without_end_are_kept_and_shown_to_a_person():
    depth = 3_000
    body = "".join(f"--b{n}\nContent-Type: multipart/mixed; boundary=b{n + 1}\n\n" for n in range(depth))
    raw = raw_of(mail(body, content_type="multipart/mixed; boundary=b0"))
    assert raw.uid == "<one@cit.test>"
    with pytest.raises(Unreadable, match="nested too deeply"):
        heard_mail(raw, settings=SETTINGS)


def test_very_many_parts_are_counted_up_to_a_bound():
    body = multipart(*["Content-Type: text/plain\n\nword"] * 5_000)
    raw = raw_of(mail(body, content_type="multipart/mixed; boundary=b"))
    assert len(raw.payload["texts"]) + len(raw.payload["attachments"]) <= 2_001


def test_a_huge_text_is_cut_and_says_so():
    text = said("word " * 200_000)
    assert len(text) < 31_000
    assert text.endswith("[In the mailbox: the rest of a long mail]")


def test_a_mail_of_which_only_the_beginning_was_fetched_says_so():
    raw = raw_of(mail("When?"), is_cut=True)
    assert "the rest of a long mail" in heard_mail(raw, settings=SETTINGS).text


def test_odd_characters_stay_and_are_for_the_next_room_to_clean():
    assert "\u202e" in said("When \u202e?", content_type="text/plain; charset=utf-8", content_transfer_encoding="8bit")


def test_the_same_mail_by_another_way_gives_the_same_payload():
    first = mail("When?", received="from a by b; Sat, 28 Nov 2026 09:30:00 +0000")
    second = mail("When?", received="from c by d; Sun, 29 Nov 2026 09:30:00 +0000", x_spam_score="3")
    assert raw_of(first) == raw_of(second)


@pytest.mark.parametrize("trouble", ["a" * 400_000, "<" * 300_000, "&#x" * 100_000, "<a " * 100_000, "<!--" * 70_000])
def test_hostile_html_takes_no_long_time(trouble):
    began = time.process_time()
    said(trouble, content_type="text/html")
    said("<div>" * 60_000 + "When?", content_type="text/html")
    assert time.process_time() - began < 10


@pytest.mark.parametrize(
    "trouble", ["\n" * 290_000, "> " * 140_000, "a:\n" * 90_000, "On 1 at 10:00 wrote:\n" * 10_000]
)
def test_hostile_text_takes_no_long_time(trouble):
    began = time.process_time()
    said(trouble + "When?", in_reply_to="<x@y>")
    assert time.process_time() - began < 10
