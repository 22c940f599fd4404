"""Rows of a list of questions: everything that is known is said, and nobody's words become markup."""

from datetime import UTC, datetime

from django.utils import timezone, translation

from answerable.design.rows import question_row, question_rows

LEAST = {"title": "When are the bins collected?", "href": "/desk/questions/q_1/", "ask_count": 1}


def test_a_row_says_what_is_asked_by_how_many_and_leads_to_it() -> None:
    row = question_row(LEAST)
    assert '<a href="/desk/questions/q_1/" data-row><bdi>When are the bins collected?</bdi></a>' in row
    assert "<strong>1</strong> asks<" in row
    assert "<strong>1,204</strong> ask<" in question_row({**LEAST, "ask_count": 1204})


def test_a_row_says_since_when_where_how_pressing_and_with_whom() -> None:
    asked = datetime(2026, 7, 1, 13, 5, tzinfo=UTC)
    known = {"since": asked, "channels": ["Square", "Letters"], "urgency": "urgent", "state": "To triage"}
    with translation.override("en"), timezone.override("Europe/London"):
        row = question_row({**LEAST, **known, "claimed_by": "Lin", "language": "cy", "detail": "Noted"})
    for said in ("1 Jul 2026, 14:05</time>", ">Square<", ">Letters<", "Urgent", "To triage", "with Lin", "Noted"):
        assert said in row
    assert 'class="question question--urgent"' in row
    assert 'lang="cy"' in row


def test_what_is_due_soon_may_say_when() -> None:
    assert "Soon" in question_row({**LEAST, "urgency": "soon"})
    assert "Due today" in question_row({**LEAST, "urgency": "soon", "urgency_label": "Due today"})


def test_a_row_can_be_ticked() -> None:
    row = question_row({**LEAST, "checkbox": 7})
    assert 'value="7" id="tick-7"' in row
    assert "Choose: When are the bins collected?" in row


def test_no_words_become_markup() -> None:
    keys = ("title", "href", "state", "tone", "claimed_by", "language", "detail", "checkbox", "urgency")
    row = question_rows([{**LEAST, key: '"><b>\u202e'} for key in keys] + [{**LEAST, "channels": ["<b>"]}])
    assert "<b>" not in row
    assert '"">' not in row
