"""Which wording must be seen first."""

import pytest

from answerable.questions.urgency import asks_for_help, is_distressed


@pytest.mark.parametrize(
    "text",
    [
        "I can’t go on like this, nobody from the council answers",
        "My dad has chest pains and the ambulance line is busy",
        "smell of gas on our landing who do I ring",
        "my husband is hitting me and I have nowhere to go",
        "Dwi eisiau marw, does neb yn gwrando",
        "Tá boladh gáis sa teach",
        "Tha mi ann an cunnart",
    ],
)
def test_danger_and_distress_are_noticed(text: str) -> None:
    assert asks_for_help(text)


@pytest.mark.parametrize(
    "text",
    [
        "When is the emergency dentist open?",
        "I am drowning in paperwork for this permit",
        "We are trapped in a contract with this firm",
        "This is killing our high street",
        "The gas bill is too high",
        "It hit me that nobody reads these",
        "",
    ],
)
def test_anger_and_figures_of_speech_are_not(text: str) -> None:
    assert not asks_for_help(text)


def test_grief_alone_is_not_urgent_but_is_seen_before_telling() -> None:
    text = "My mother died last week and I have to tell the tax office"
    assert not asks_for_help(text)
    assert is_distressed(text)
