"""Brings questions that were held until a date back to triage when the date has come."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from answerable.questions.models import Question, State
from answerable.questions.states import move_question

MOST_AT_ONCE = 500


def come_back_due(*, at: datetime) -> int:
    """Reopens every ended question whose date has come, and says how many; the outcome it had stays in the record."""
    today = timezone.localdate(at)
    due = Question.objects.filter(comes_back_on__lte=today, state=State.ENDED).order_by("pk")
    count = 0
    for number in due.values_list("pk", flat=True)[:MOST_AT_ONCE]:
        with transaction.atomic():
            question = due.select_for_update(of=("self",)).filter(pk=number).first()
            if question is None:
                continue
            question.outcome = question.reason = question.outcome_note = ""
            question.comes_back_on = None
            move_question(question=question, to=State.NEW, at=at)
            question.save(update_fields=["outcome", "reason", "outcome_note", "comes_back_on"])
            count += 1
    return count
