"""Merges a question into another that asks the same; its address stays and says where it went."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.pseudonym import name_in_record
from answerable.errors import Refused
from answerable.questions.counting import recount
from answerable.questions.deciding import carry_refusals, check_may_group, check_open, close_proposals, touch
from answerable.questions.locking import lock_questions
from answerable.questions.models import MOVES, Placing, PostVector, Question, State
from answerable.questions.opening import hold_opening
from answerable.questions.representing import represent_again
from answerable.questions.states import move_question
from answerable.record.append import append


def merge(*, question: Question, into: Question, person: Person, at: datetime) -> Question:
    """Moves all posts of `question` to `into`, and returns `into` with its new counts.

    Raises Refused where the states do not allow it: what waits for clearance, is being told or was answered stays what
    it is, and takes others in instead.
    """
    check_may_group(person)
    if question.pk == into.pk:
        raise Refused(_("This is one and the same question. Choose another one to merge it into."))
    with transaction.atomic():
        hold_opening()
        locked = lock_questions([question.pk, into.pk])
        gone, kept = locked[question.pk], locked[into.pk]
        check_open(gone)
        check_open(kept)
        if State.MERGED not in MOVES[gone.state]:
            words = _(
                "This question is “%(state)s” and keeps its posts. Merge the other question into this one instead."
            )
            raise Refused(words % {"state": State(gone.state).label})
        asked = gone.asker_count
        carry_over(gone, kept)
        carry_refusals(gone.pk, kept.pk)
        pair = Q(question=gone, other=kept) | Q(question=kept, other=gone)
        close_proposals(pair & Q(post=None), person=person, at=at, accepted=True)
        close_proposals(Q(question=gone) | Q(other=gone), person=person, at=at)
        touch([kept.pk], at=at)
        end_as_merged(question=gone, into=kept, at=at, asked=asked, person=person)
    kept.refresh_from_db()
    return kept


def carry_over(gone: Question, kept: Question) -> None:
    """Posts, vectors and counts of one question go to the other; both rows are locked."""
    Placing.objects.filter(question=gone).update(question=kept)
    PostVector.objects.filter(post__placing__question=kept).exclude(question=kept).update(question=kept)
    recount([gone.pk, kept.pk])
    represent_again([kept.pk])
    if gone.urgent and not kept.urgent:
        Question.objects.filter(pk=kept.pk).update(urgent=True)


def end_as_merged(
    *, question: Question, into: Question, at: datetime, asked: int = 0, person: Person | None = None
) -> None:
    """Ends a question that has no posts any more; those merged into it before now point to the same place.

    `person` is None where the machine did it, which it does to untouched questions only.
    """
    Question.objects.filter(merged_into=question).update(merged_into=into)
    move_question(question=question, to=State.MERGED, at=at, into=into)
    by: dict[str, str] = {"by": name_in_record(person, on=at.date())} if person else {}
    append(
        type="question.merged",
        fields={
            "question": question.public_id,
            "into": into.public_id,
            "about": question.public_id,
            "asked": asked,
            **by,
        },
        disclosed={},
        on=at.date(),
    )
