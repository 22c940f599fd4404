"""Hidden characters can be left out of words that go on in our own name."""

from answerable.pure.text.hidden import without_hidden

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


def test_hidden_characters_are_left_out_and_families_stay_whole() -> None:
    assert without_hidden(f"bins\u202e\u200b today {FAMILY}") == f"bins today {FAMILY}"
