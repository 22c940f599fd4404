"""What a post's words become."""

import pytest

from answerable.listening.words import words_of


def test_a_text_becomes_clean_masked_and_comparable():
    words = words_of("Ring 07700 900123\r\nabout the bins\x00 please", claimed=None)
    assert words.text == "Ring 07700 900123\nabout the bins please"
    assert words.masked_text == "Ring [phone number]\nabout the bins please"
    assert words.same_wording == words_of("RING 07700 900123 about the bins, please!", claimed=None).same_wording


@pytest.mark.parametrize(
    ("text", "claimed", "language"),
    [
        ("When are the bins collected on our street?", "de", "en"),
        ("Pryd mae'r biniau'n cael eu casglu yr wythnos hon?", "en", "cy"),
        ("Kiedy odbierane są śmieci na naszej ulicy?", None, "pl"),
        ("???", "ga-IE", "ga"),
        ("???", "en_GB", "en"),
        ("???", "tlh", ""),
        ("???", None, ""),
        ("", None, ""),
    ],
)
def test_the_words_say_the_language_before_the_account_does(text, claimed, language):
    assert words_of(text, claimed=claimed).language == language


def test_names_of_our_own_stay():
    assert words_of("@council why?", claimed=None, keep=["@council"]).masked_text == "@council why?"


def test_an_enormous_text_is_cut():
    assert len(words_of("a b" * 100_000, claimed=None).text) == 100_000
