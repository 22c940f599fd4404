"""What a post is, by its words: each kind with texts that are of it and texts that only sound so."""

import time

import pytest

from answerable.pure.sense.engine import sense
from answerable.pure.sense.sign import Kind, Says


def kinds(text: str) -> set[str]:
    return {sign.kind.value for sign in sense(text).signs}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I dont want to live any more", "risk"),
        ("He’s threatening me with a knife", "risk"),
        ("there is a man on the wrong side of the railings", "risk"),
        ("Dwi ddim eisiau byw", "risk"),
        ("ta boladh gais sa teach", "risk"),
        ("My wife died last month", "distress"),
        ("we are sleeping in the car with a baby", "distress"),
        ("FOI: how much was spent on taxis?", "foi"),
        ("Please send me all emails between the mayor and the developer", "foi"),
        ("Cais rhyddid gwybodaeth am y bont", "foi"),
        ("I want to make a complaint", "complaint"),
        ("I rang four times and nobody called back", "complaint"),
        ("subject access request please", "data"),
        ("delete all my details from your systems", "data"),
        ("I'm a reporter with the Gazette, deadline 4pm", "press"),
        ("I write on behalf of my constituent Mrs A", "member"),
        ("you are a useless moron", "abuse"),
        ("they are hiding the real report, share before they delete this", "false_claim"),
    ],
)
def test_each_kind_is_seen(text: str, kind: str) -> None:
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        "I'm dying to know when the pool opens",
        "This tax is killing our high street",
        "I could murder a cup of tea",
        "We are drowning in junk mail",
        "Suicide prevention training: how do I book a place?",
        "My phone died halfway through the form",
        "When is the minutes silence?",
        "Can I get a copy of my council tax bill?",
        "Where is the newspaper recycling point?",
        "My councillor said the crossing was approved",
        "The parking machine is an idiot-proof design",
        "How much is the brown bin this year?",
        "How do I unsubscribe from the newsletter?",
        "I disagree with the plan for the market square",
        "",
    ],
)
def test_what_only_sounds_so_is_nothing(text: str) -> None:
    assert kinds(text) == set()


def test_a_sign_names_its_place_in_the_text_as_it_was_written() -> None:
    text = "Táim anseo. “I want to die” a dúirt sí – anois"
    [sign] = [one for one in sense(text).signs if one.kind is Kind.RISK and one.why == "suicide"]
    assert text[sign.start : sign.end] == "want to die"


def test_one_weak_cue_is_no_sign_and_two_are() -> None:
    assert kinds("Nobody called back") == set()
    assert "complaint" in kinds("Nobody called back and I want an explanation")


def test_a_post_may_be_several_things() -> None:
    assert {"complaint", "abuse"} <= kinds("I want to make a complaint you lazy useless morons")


def test_whoever_thanks_us_in_grief_is_not_held_up() -> None:
    seen = sense("Thank you for your kindness when my mother died")
    assert seen.says is Says.THANKS
    assert not seen.signs


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("When is my bin collected", Says.QUESTION),
        ("please send me the contract under FOI", Says.QUESTION),
        ("Pryd mae'r llyfrgell ar agor", Says.QUESTION),
        ("The roads are a disgrace", Says.COMMENT),
        ("cheers, sorted", Says.THANKS),
        ("Diolch yn fawr", Says.THANKS),
        ("Thanks, but when will it be done?", Says.QUESTION),
    ],
)
def test_a_post_asks_tells_or_thanks(text: str, says: Says) -> None:
    assert sense(text).says is says


@pytest.mark.parametrize(
    "piece", ["a ", "my child ", "how many ", "1 2 ", "he has been ", "\u00e1 ", "i want the ", "(((", "child, "]
)
def test_no_text_takes_long(piece: str) -> None:
    before = time.process_time()
    sense((piece * 20_000)[:20_000])
    # A pattern that explodes takes minutes; this is not a measurement.
    assert time.process_time() - before < 20


def test_what_stands_at_the_end_of_a_long_letter_is_seen() -> None:
    assert "risk" in kinds("The bins again. " * 1_000 + "I want to die.")
