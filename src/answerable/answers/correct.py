"""Opening the correction or the withdrawal of an answer that was published; what it owes to whom is in `successors`."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.answers.models import Answer
from answerable.desk.models import Draft, DraftKind, DraftState
from answerable.desk.write import next_draft
from answerable.errors import Refused
from answerable.questions.models import Question


def open_correction(*, answer: Answer, kind: str, by: Person, at: datetime) -> Draft:
    """A draft of the next version; if one is open already, that one, so that two people meet in it.

    Raises `Refused` for a second withdrawal, or while another version is cleared and about to be published.
    """
    with transaction.atomic():
        question = Question.objects.select_for_update().get(pk=answer.question_id)
        answer = Answer.objects.get(pk=answer.pk)
        if kind == DraftKind.WITHDRAWAL and answer.withdrawn_at is not None:
            raise Refused(_("This answer was withdrawn already. To answer again, correct it."))
        newest = answer.versions.latest("number")
        drafts = Draft.objects.filter(question=question)
        draft = drafts.filter(state__in=[DraftState.WRITING, DraftState.CLEARING]).first()
        if draft is not None:
            return draft
        if drafts.filter(state=DraftState.CLEARED, answer_version__gt=newest.number).exists():
            raise Refused(_("Another version is cleared and will be published in a moment. Wait for it, then read it."))
        return next_draft(
            question=question, kind=kind, answer_id=answer.public_id, answer_version=newest.number + 1, by=by, at=at
        )
