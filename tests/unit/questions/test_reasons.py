"""Why a post is where it is, in a sentence."""

import pytest

from answerable.questions.reasons import reason_words


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ({"code": "linked", "shared": ["bins", "late"]}, "Together because of: bins, late."),
        ({"code": "linked", "shared": []}, "It reads like the others."),
        ({"code": "same_wording"}, "The same wording was there before."),
        ({"code": "something new"}, ""),
        ({}, ""),
    ],
)
def test_each_reason_is_a_sentence(why: dict[str, object], words: str) -> None:
    assert reason_words(why) == words


def test_a_difference_names_both_sides() -> None:
    why = {"code": "differs_in", "kind": "number", "differing": [["65", "75"]]}

    assert reason_words(why) == "Nearly the same, but a number differs: “65” here, “75” there."


def test_a_difference_that_only_one_side_has_is_shown_by_a_dash() -> None:
    assert "“–” here, “not” there" in reason_words(
        {"code": "differs_in", "kind": "negation", "differing": [["", "not"]]}
    )
    assert "one word differs" in reason_words({"code": "differs_in"})
