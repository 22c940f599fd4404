"""Which language a post is in."""

import pytest

from answerable.pure.text.language import detect_language, known_languages

DESK = ("en", "cy", "ga", "gd", "pl")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("When will the recycling centre open again?", "en"),
        ("Pryd fydd y ganolfan ailgylchu yn agor eto?", "cy"),
        ("Cathain a osclófar an t-ionad athchúrsála arís?", "ga"),
        ("Cuin a bhios an t-ionad ath-chuairteachaidh fosgailte a-rithist?", "gd"),
        ("Kiedy będzie otwarty punkt zbiórki odpadów?", "pl"),
    ],
)
def test_the_desks_languages_are_told_apart(text, code):
    assert detect_language(text, DESK).code == code


@pytest.mark.parametrize("text", ["", "😀", "123 456", "@council https://x.uk/y"])
def test_a_post_without_words_has_no_language(text):
    assert detect_language(text, DESK).code is None


def test_below_the_least_confidence_the_language_is_unknown():
    found = detect_language("ok", ("en", "cy"))
    assert found.code is None
    assert 0 < found.confidence < 0.7


def test_languages_the_model_does_not_know_are_left_out():
    assert detect_language("When does the library open?", ("en", "xx")).code == "en"
    assert detect_language("When does the library open?", ("xx",)).code is None
    assert {"en", "cy", "ga", "gd"} <= known_languages()
