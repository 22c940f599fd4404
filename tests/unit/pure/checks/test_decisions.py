"""What speaks of a decision, and what only uses such words."""

import pytest

from answerable.pure.checks.decisions import decision_words


@pytest.mark.parametrize(
    "text",
    [
        "We decided to close the pool because its roof leaks.",
        "The reason we chose Mill Lane is its width.",
        "Councillors voted to keep the bus.",
        "Chinneamar an leabharlann a dhúnadh.",
    ],
)
def test_a_decision_that_is_explained_is_seen(text: str) -> None:
    assert decision_words(text)


@pytest.mark.parametrize(
    "text",
    ["The pool is open from 9am.", "You decide when you come.", "You can choose a day.", "Ring us for the reasons."],
)
def test_plain_service_information_is_no_decision(text: str) -> None:
    assert decision_words(text) == ""
