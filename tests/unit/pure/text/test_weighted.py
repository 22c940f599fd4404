"""Counting as X counts. Cases in the manner of the conformance suite of twitter-text, written for this project."""

import pytest

from answerable.pure.text.weighted import count_weighted, links_in

FAMILY = "👨\u200d👩\u200d👧\u200d👦"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0),
        ("Bins are late", 13),
        ("のの", 4),
        ("e\u0301", 1),
        ("ﬡ", 2),
        ("\ufb2c", 3),
        (FAMILY, 2),
        (FAMILY * 140, 280),
        ("🙋🏽👨\u200d🎤", 4),
        ("1⃣", 2),
        ("🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f", 2),
        ("🇮🇪", 2),
        ("©®", 2),
        ("\u2000\u200b\u200d \u2010\u201f\u2032", 7),
        ("\u2014", 1),
        ("\u2020", 2),
        ("See https://ask.example.gov.uk/q/1", 27),
        ("See ask.example.gov.uk/q/1.", 28),
        ("http://test.co", 23),
        ("a" * 64 + ".com", 68),
        ("\u2066\u202ahttp://foobar.پاکستان/\u202c\u2069", 31),
        ("\ud800", 2),
    ],
)
def test_each_text_weighs_what_x_says(text: str, length: int) -> None:
    assert count_weighted(text) == length


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("go to example.com, please", ["example.com"]),
        ("write to name.al+lastname@foo.com", []),
        ("(http://en.wikipedia.org/wiki/Primer_(film))", ["http://en.wikipedia.org/wiki/Primer_(film)"]),
        ("日本語example.com中国語", ["example.com"]),
        ("http://☃.net/", ["http://☃.net/"]),
        ("http://sub_domain.example.org", ["http://sub_domain.example.org"]),
        ("http://example.org/Русские_слова!", ["http://example.org/Русские_слова"]),
        ("https://t.co/abc's", ["https://t.co/abc"]),
        ("https://t.co/" + "a" * 41, []),
        ("https://t.co/abc?amp=1", ["https://t.co/abc?amp=1"]),
        ("write to bins@example.org", []),
        ("first+name.surname@example.org", []),
        ("@example.com #example.com", []),
        ("http://a-.com http://domain.foo_bar.com", []),
        ("http://xn--はじめよう.com/", []),
        ("it cost 3.50 and more.then", []),
    ],
)
def test_what_counts_as_a_link(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in links_in(text)] == found
