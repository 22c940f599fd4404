"""Brings questions that were held until a date back to triage when the date has come."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from answerable.questions.models import Question, State
from answerable.questions.states import move_question

MOST_AT_ONCE = 500


def come_back_due(*, at: datetime) -> int:
    """Reopens ended questions whose date has come, and says how many; the outcome they had stays in the record."""
    due = Question.objects.filter(comes_back_on__lte=timezone.localdate(at), state=State.ENDED).order_by("pk")
    with transaction.atomic():
        questions = list(due.select_for_update(skip_locked=True, of=("self",))[:MOST_AT_ONCE])
        for question in questions:
            question.outcome = question.reason = question.outcome_note = ""
            question.comes_back_on = None
            move_question(question=question, to=State.NEW, at=at)
            question.save(update_fields=["outcome", "reason", "outcome_note", "comes_back_on"])
    return len(questions)
