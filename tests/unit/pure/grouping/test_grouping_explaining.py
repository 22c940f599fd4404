"""Why together, what sets apart, which title."""

import numpy as np
import pytest

from answerable.pure.grouping.explaining import title_of, what_sets_apart, why_together
from answerable.pure.grouping.words import content_words, overlap, stem

OTHERS = ["when is the recycling centre open", "opening hours of the recycling centre", "recycling centre hours sunday"]


def test_the_words_and_phrases_that_at_least_half_share_are_named():
    together = why_together("Is the Recycling Centre open on Sunday?", OTHERS)
    assert together.words == ("recycling", "centre", "open")
    assert together.phrases == ("recycling centre",)


def test_what_no_other_has_sets_a_stray_apart():
    assert what_sets_apart("recycling centre staff were rude", OTHERS) == ("staff", "rude")


def test_the_title_is_the_clearest_question():
    texts = [
        "TIP OPEN WHEN",
        "hours?",
        "When is the recycling centre open on Sundays?",
        "@council when is it open??? https://x.example #tip",
        "I went on Sunday with my son and two dogs and it was shut and I had driven for an hour so when is it open",
    ]
    assert title_of(texts) == 2


def test_with_vectors_the_title_is_near_the_middle():
    vectors = np.array([[0.0, 1.0], [1.0, 0.0], [0.98, 0.2]], np.float32)
    assert title_of(["Where is the new pool?", "Where is the new park?", "Where is the new hall?"], vectors) in {1, 2}


def test_the_first_of_equals_is_the_title():
    assert title_of(["Where is the pool?", "Where is the pool?"]) == 0


def test_without_posts_there_is_no_title():
    with pytest.raises(ValueError, match="empty"):
        title_of([])


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("libraries", "library"),
        ("stopped", "stop"),
        ("passes", "pass"),
        ("opening", "open"),
        ("filled", "fill"),
        ("bus", "bus"),
        ("hours", "hour"),
    ],
)
def test_forms_of_a_word_fall_together(form, base):
    assert stem(form) == stem(base)


def test_little_words_carry_nothing():
    assert content_words("Is it the bus? The BUS to town") == ["bus", "town"]
    assert overlap(set(), set()) == 1.0
