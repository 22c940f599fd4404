"""States, severities and times carry their meaning by shape and words, and put no markup of others on the page."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone, translation

from answerable.design import marks

WHEN = datetime(2026, 7, 1, 13, 5, tzinfo=UTC)
TONES = ["open", "started", "half", "nearly", "done", "apart", "trouble"]


def test_every_tone_and_every_severity_has_a_shape_of_its_own() -> None:
    assert len({marks.ring(tone) for tone in TONES}) == 7
    assert len({marks.severity_mark(severity) for severity in ("block", "warn", "ask", "info", "fine")}) == 5


def test_what_is_not_known_looks_open_or_like_a_question() -> None:
    assert marks.ring("purple") == marks.ring("open")
    assert marks.severity_mark("purple") == marks.severity_mark("ask")


@pytest.mark.parametrize(
    "write", [marks.chip, marks.when, marks.brief, marks.state_tag, lambda x: marks.urgency(x, "soon")]
)
def test_words_are_escaped(write: object) -> None:
    assert "<b>" not in write("<b>")  # type: ignore[operator]


def test_only_what_presses_is_marked_as_urgent() -> None:
    assert marks.urgency("Later", "") == ""
    assert "Due today" in marks.urgency("Due today", "soon")
    assert marks.severity_mark("block") in marks.urgency("Now", "urgent")


def test_times_can_be_read_by_machines_and_people() -> None:
    with translation.override("en"), timezone.override("UTC"):
        assert marks.when(WHEN) == '<time datetime="2026-07-01T13:05:00+00:00">1 July 2026 at 13:05</time>'
        assert marks.when(date(2026, 7, 1)) == '<time datetime="2026-07-01">1 July 2026</time>'
        assert marks.brief(WHEN) == '<time datetime="2026-07-01T13:05:00+00:00">1 Jul 2026, 13:05</time>'


def test_no_time_is_nothing() -> None:
    assert (marks.when(None), marks.brief(None)) == ("", "")
