"""Disclosures, against the example of RFC 9901."""

from base64 import urlsafe_b64encode

import pytest

from answerable.pure.ledger.disclosure import digest_of, make_disclosure, parse_disclosure, sorted_digests

# RFC 9901 section 4.2.1 and 4.2.3.
RFC_DISCLOSURE = "WyJfMjZiYzRMVC1hYzZxMktJNmNCVzVlcyIsICJmYW1pbHlfbmFtZSIsICJNw7ZiaXVzIl0"
RFC_DIGEST = "X9yH0Ajrdm1Oij4tWso9UzzKJvPoDxwmuEcO3XAdRC0"


def encoded(raw):
    return urlsafe_b64encode(raw).rstrip(b"=").decode()


def test_the_digest_is_that_of_the_standard():
    assert digest_of(RFC_DISCLOSURE) == RFC_DIGEST


def test_the_disclosure_of_the_standard_is_read():
    read = parse_disclosure(RFC_DISCLOSURE)
    assert (read.salt, read.name, read.value) == ("_26bc4LT-ac6q2KI6cBW5es", "family_name", "Möbius")


def test_a_disclosure_is_read_as_it_was_made():
    read = parse_disclosure(make_disclosure(b"\x01" * 32, "text", 'Bins — "Tuesday" \n 🗑'))
    assert (read.name, read.value) == ("text", 'Bins — "Tuesday" \n 🗑')


def test_the_salt_decides_the_digest():
    assert digest_of(make_disclosure(b"\1" * 32, "text", "yes")) != digest_of(
        make_disclosure(b"\2" * 32, "text", "yes")
    )


def test_digests_are_sorted():
    made = [make_disclosure(bytes([n]) * 32, "text", "yes") for n in range(5)]
    assert sorted_digests(made) == sorted(map(digest_of, made))


def test_a_short_salt_is_refused():
    with pytest.raises(ValueError, match="128"):
        make_disclosure(b"\1" * 15, "text", "yes")


def test_half_a_character_is_refused():
    with pytest.raises(ValueError, match="surrogates"):
        make_disclosure(b"\1" * 32, "text", "\ud800")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "!",
        "é",
        RFC_DISCLOSURE + "=",
        RFC_DISCLOSURE[:-1] + "1",
        encoded(b'["salt","name"]'),
        encoded(b'["salt","name",1]'),
        encoded(b'{"salt":1}'),
        encoded(b'["salt","name","\\ud800"]'),
        encoded('["s","n","v"]'.encode("utf-16")),
        encoded(b"[" * 100_000),
        encoded(b"\xff"),
    ],
)
def test_what_is_not_a_disclosure_is_refused(text):
    with pytest.raises(ValueError, match=r".+"):
        parse_disclosure(text)
