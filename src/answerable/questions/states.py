"""The only way a question's state changes."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.errors import Refused
from answerable.questions.models import MOVES, Question, State


def move_question(*, question: Question, to: str, at: datetime, into: Question | None = None) -> Question:
    """Takes the question to another state, with its row locked. Raises Refused when its life does not go that way.

    `question` itself is brought up to date and returned. What the new state needs beside it (an outcome, a reason) is
    saved before, in the caller's transaction; `into` is where the posts of a merged one went.
    """
    with transaction.atomic():
        state = Question.objects.select_for_update(of=("self",)).values_list("state", flat=True).get(pk=question.pk)
        if to not in MOVES[state]:
            words = _(
                "This question is “%(now)s” by now, so it cannot become “%(then)s”. Open it again to see what happened."
            )
            raise Refused(words % {"now": State(state).label, "then": State(to).label})
        question.state, question.state_at, question.merged_into = State(to), at, into
        question.save(update_fields=["state", "state_at", "merged_into"])
    return question
