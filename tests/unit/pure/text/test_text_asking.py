"""Sentences, questions and near copies."""

import pytest

from answerable.pure.text.asking import asks_several, questions_in
from answerable.pure.text.near_copy import added_sentences, normalised_key, share_of_wording
from answerable.pure.text.sentences import sentences


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Dr. Jones lives at No. 5 St. Mary's.", ["Dr. Jones lives at No. 5 St. Mary's."]),
        ("It costs £3.50 today. Why?", ["It costs £3.50 today.", "Why?"]),
        ("line one\n\nline two", ["line one", "line two"]),
        ("今日は開いていますか？はい。", ["今日は開いていますか？", "はい。"]),
        ("", []),
        ("we met at 5 p.m.", ["we met at 5 p.m."]),
    ],
)
def test_a_post_is_cut_into_sentences(text, cut):
    assert sentences(text) == cut


def test_two_questions_in_one_sentence_are_two_parts():
    assert questions_in("Hi. How do I apply, and when will it arrive? Thanks") == [
        "How do I apply",
        "when will it arrive?",
    ]
    assert asks_several("Is the pool open today? How much is a ticket for a child?")


@pytest.mark.parametrize(
    "text",
    [
        "Is the pool open and heated?",
        "The pool was cold. Right?",
        "My bin was not collected",
        "Can I bring bread and butter?",
    ],
)
def test_one_question_or_none_is_not_several(text):
    assert not asks_several(text)


def test_a_request_without_a_question_mark_asks():
    assert questions_in("please tell me about the new bins") == ["please tell me about the new bins"]
    assert questions_in("i was wondering if the tip is open") == ["i was wondering if the tip is open"]


def test_a_statement_asks_nothing():
    assert questions_in("The park is lovely this week") == []


@pytest.mark.parametrize(
    "again", ["RT @me: Save our pool", "save our pool!!! 😀", "SAVE OUR POOL https://t.example/x", "Save  our\npool"]
)
def test_the_same_wording_has_the_same_key(again):
    assert normalised_key(again) == normalised_key("Save our pool")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("over 65", "over 75"),
        ("pay 1.5", "pay 15"),
        ("is it free", "is it not free"),
        ("-5 degrees", "5 degrees"),
        ("£5", "5%"),
    ],
)
def test_another_number_or_word_is_another_key(one, other):
    assert normalised_key(one) != normalised_key(other)


def test_nothing_to_compare_has_no_key():
    assert normalised_key("😀 !!! https://x.uk/y") == ""


def test_the_sentence_that_a_copy_adds_is_found():
    assert added_sentences("Save our pool. My son learnt to swim there.", "SAVE OUR POOL!") == [
        "My son learnt to swim there."
    ]


def test_templates_with_small_changes_share_most_of_their_wording():
    one = "I am writing to object to the plan to close the library in our village this year"
    assert share_of_wording(one, one.replace("village", "town")) > 0.5
    assert share_of_wording(one, "when is the tip open") == 0.0
    assert share_of_wording("", one) == 0.0
    assert share_of_wording("two words", "two words") == 1.0
