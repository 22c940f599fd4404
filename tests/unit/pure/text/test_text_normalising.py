"""What a sentence model is given to read."""

import pytest

from answerable.pure.text.courtesies import set_apart
from answerable.pure.text.normalising import LONGEST, for_embedding, words_only


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Is it open? https://x.gov.uk/a?b=1", "Is it open?"),
        ("@council @you@example.social is the pool open", "is the pool open"),
        ("RT @council: is the pool open", "is the pool open"),
        ("what about #FreeSchoolMeals", "what about Free School Meals"),
        ("fish &amp; chips van", "fish & chips van"),
        ("is the pool open 😀👍🏽", "is the pool open"),
        ("WHEN DO SCHOOLS OPEN", "when do schools open"),
        ("NHS app login", "NHS app login"),
        ("sooo cold in here", "so cold in here"),
        ("when r u open 2moro pls", "when are you open tomorrow please"),
        ("is it open???!!!", "is it open?!"),
        ("ｗｉｄｅ letters here", "wide letters here"),
        ("zero\u200bwidth word", "zerowidth word"),
    ],
)
def test_noise_is_taken_out(written, read):
    assert for_embedding(written) == read


def test_a_stretched_word_keeps_a_double_letter_that_makes_it_a_known_word():
    assert for_embedding("is it freeee today", {"free"}) == "is it free today"


def test_a_post_of_emoji_alone_leaves_nothing():
    assert for_embedding("😀🎉") == ""


def test_huge_posts_are_read_in_part_only():
    assert len(for_embedding("word " * 50_000)) <= LONGEST


@pytest.mark.parametrize(
    ("text", "greeting", "asked", "thanks"),
    [
        ("Hi there, is the tip open? Thanks in advance xx", "Hi there,", "is the tip open?", "Thanks in advance xx"),
        ("Bore da, ble mae'r pwll? Diolch yn fawr", "Bore da,", "ble mae'r pwll?", "Diolch yn fawr"),
        (
            "Dia dhuit, cá bhfuil an linn? Go raibh maith agat",
            "Dia dhuit,",
            "cá bhfuil an linn?",
            "Go raibh maith agat",
        ),
        ("How do I renew it. Kind regards", "", "How do I renew it.", "Kind regards"),
        ("best way to apply", "", "best way to apply", ""),
        ("thanks", "", "thanks", ""),
        ("Hello help", "", "Hello help", ""),
        ("Highway closed today", "", "Highway closed today", ""),
    ],
)
def test_greetings_and_thanks_are_set_apart(text, greeting, asked, thanks):
    apart = set_apart(text)
    assert (apart.greeting, apart.asked, apart.thanks) == (greeting, asked, thanks)


def test_the_words_that_tell_the_language_are_without_links_and_handles():
    assert words_only("@a oscailte anois? https://x.ie 😀 #Gaeilge") == "oscailte anois?"


def test_where_there_are_only_hashtags_they_tell_the_language():
    assert words_only("#TaMeAnseo") == "Ta Me Anseo"
