"""Cleaning, hidden characters and counting."""

import unicodedata

import pytest

from answerable.pure.text.cleaning import LONGEST, clean_incoming
from answerable.pure.text.graphemes import count_graphemes
from answerable.pure.text.hidden import has_hidden, show_hidden


def test_nul_and_lone_surrogates_are_taken_out():
    assert clean_incoming("a\x00b\ud800c\udfff") == "abc"


def test_every_kind_of_line_end_becomes_a_line_feed():
    assert clean_incoming("a\r\nb\rc\x85d\u2028e\u2029f") == "a\nb\nc\nd\ne\nf"


def test_letters_are_composed():
    assert clean_incoming("e\u0301") == "é"


def test_a_hundred_thousand_characters_are_kept_and_no_more():
    assert len(clean_incoming("a" * LONGEST)) == LONGEST
    assert len(clean_incoming("a" * (LONGEST + 7))) == LONGEST


def test_cutting_does_not_leave_the_text_uncomposed():
    cut = clean_incoming("e\u0301" * LONGEST)
    assert unicodedata.is_normalized("NFC", cut)
    assert len(cut) <= LONGEST


def test_a_direction_override_is_written_out():
    assert show_hidden("pay \u202ecod.exe") == "pay ⟨U+202E⟩cod.exe"


def test_an_invisible_space_inside_a_word_is_written_out():
    assert has_hidden("fr\u200bee")


@pytest.mark.parametrize(
    "text", ["👨‍👩‍👧", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "می‌خواهم", "plain"]
)
def test_joiners_that_belong_to_writing_stay(text):
    assert show_hidden(text) == text
    assert not has_hidden(text)


@pytest.mark.parametrize(
    ("text", "count"), [("", 0), ("abc", 3), ("a\r\nb", 3), ("👨‍👩‍👧", 1), ("e\u0301", 1), ("ŵy", 2)]
)
def test_graphemes_are_what_a_person_sees(text, count):
    assert count_graphemes(text) == count
