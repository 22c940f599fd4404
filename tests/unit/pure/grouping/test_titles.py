"""Titles: the clearest post, on one line, ended at a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.pure.grouping.titles import LONGEST_TITLE, shortened, title_from


def test_the_clearest_text_names_a_question() -> None:
    texts = ["BINS!!! https://x.example", "When will the bins be collected this week?", "collected? when? bins 😡😡"]

    assert title_from(texts) == "When will the bins be collected this week?"


def test_a_title_stands_on_one_line() -> None:
    assert title_from(["When will\nthe bins\tbe collected?"]) == "When will the bins be collected?"


def test_without_any_words_there_is_an_ellipsis() -> None:
    assert title_from(["", "  "]) == "…"


@given(st.text(min_size=0, max_size=400))
def test_no_title_is_too_long_and_short_ones_stay(text: str) -> None:
    short = shortened(text)

    assert len(short) <= LONGEST_TITLE
    assert short == text or short.endswith("…")


def test_a_word_without_end_is_cut_where_it_must() -> None:
    assert shortened("a" * 300) == "a" * (LONGEST_TITLE - 1) + "…"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Bins in Mill Road\n\nWhen are they collected?", "Bins in Mill Road. When are they collected?"),
        ("Missed bin!\n\nWhen will you come back?", "Missed bin! When will you come back?"),
        ("Dear council,\n \nwhen is bin day", "Dear council, when is bin day"),
        ("When is\nbin day", "When is bin day"),
    ],
)
def test_a_subject_and_what_follows_it_do_not_run_together(text: str, title: str) -> None:
    assert title_from([text]) == title
