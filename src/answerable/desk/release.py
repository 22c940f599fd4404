"""Lets go of claims that have run out."""

from datetime import datetime

from answerable.questions.models import Question


def release_lapsed(*, at: datetime) -> int:
    """How many claims were let go."""
    return Question.objects.filter(claimed_until__lte=at).update(claimed_by=None, claimed_until=None)
