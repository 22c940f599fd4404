"""Days, times, numbers and citizens' words as they are read."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone, translation
from hypothesis import given
from hypothesis import strategies as st

from answerable.design import wording

WHEN = datetime(2026, 7, 1, 13, 5, tzinfo=UTC)


def test_a_moment_is_written_in_the_time_zone_of_the_body() -> None:
    with translation.override("en"), timezone.override("Europe/Dublin"):
        assert wording.moment(WHEN) == "1 July 2026 at 14:05"
        assert wording.brief(WHEN) == "1 Jul 2026, 14:05"
        assert wording.short_day(WHEN) == "1 Jul"


@pytest.mark.parametrize(
    ("language", "day"), [("en", "1 July 2026"), ("cy", "1 Gorffennaf 2026"), ("ga", "1 Iúil 2026")]
)
def test_a_day_is_written_in_the_language_of_the_reader(language: str, day: str) -> None:
    with translation.override(language):
        assert wording.day(date(2026, 7, 1)) == day


def test_a_language_nobody_knows_is_written_as_british_english() -> None:
    with translation.override("xx"):
        assert str(wording.locale()) == "en_GB"


def test_nothing_is_written_for_no_time() -> None:
    assert [f(None) for f in (wording.day, wording.short_day, wording.clock, wording.moment, wording.brief)] == [""] * 5


def test_a_time_without_a_zone_is_taken_as_it_stands() -> None:
    with translation.override("en"):
        assert wording.moment(WHEN.replace(tzinfo=None)) == "1 July 2026 at 13:05"
        assert wording.brief(date(2026, 7, 1)) == "1 Jul 2026"


def test_how_long_ago_and_how_long() -> None:
    with translation.override("en"):
        assert wording.since(WHEN, WHEN + timedelta(hours=3)) == "3 hours ago"
        assert wording.length_of_time(90) == "2 minutes"
        assert wording.length_of_time(timedelta(hours=1)) == "1 hour"


def test_numbers_have_the_separators_of_the_language() -> None:
    with translation.override("en"):
        assert (wording.number(12345), wording.number(2.5), wording.share(0.424)) == ("12,345", "2.5", "42%")


def test_the_attribute_of_a_time_element() -> None:
    assert wording.iso(WHEN) == "2026-07-01T13:05:00+00:00"
    assert wording.iso(date(2026, 7, 1)) == "2026-07-01"
    assert wording.is_moment(WHEN)
    assert not wording.is_moment(date(2026, 7, 1))


def test_characters_that_turn_or_hide_text_are_shown_by_number() -> None:
    shown = wording.citizen("safe\u202egnp.exe\u200b")
    assert shown == 'safe<span class="unseen">U+202E</span>gnp.exe<span class="unseen">U+200B</span>'


def test_emoji_lines_and_other_scripts_are_left_alone() -> None:
    text = "👩‍👩‍👧 beth?\nمرحبا\tGo raibh maith agat"
    assert wording.citizen(text) == text


@given(st.text())
def test_no_text_of_a_citizen_makes_an_element_of_its_own(text: str) -> None:
    shown = str(wording.citizen(text)).replace('<span class="unseen">', "").replace("</span>", "")
    assert "<" not in shown
    assert '"' not in shown
