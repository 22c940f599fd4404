"""Gives a post to the process it belongs to, with that process's clock: information, complaint, data, press, member."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Body, Person
from answerable.accounts.roles import Act
from answerable.desk.models import Handover
from answerable.desk.triage import triage_question
from answerable.errors import Refused
from answerable.listening.models import Post, PostSign, SignKind
from answerable.pure.sense.clocks import CLOCKS, acknowledge_by, due_on
from answerable.pure.sense.sign import Kind
from answerable.questions.models import Outcome, Question, State
from answerable.questions.take_out import take_out

PROCESSES = [kind.value for kind in CLOCKS]
MOST_LISTED = 200


def offered() -> Sequence[PostSign]:
    """Signs of a process that nobody has decided about, the longest waiting first."""
    signs = PostSign.objects.filter(kind__in=PROCESSES, is_right=None, post__deleted_at=None)
    return list(signs.select_related("post__channel").order_by("found_at", "pk")[:MOST_LISTED])


def running() -> Sequence[Handover]:
    """What was handed over and has not ended, the earliest due first."""
    rows = Handover.objects.filter(ended_at=None).select_related("post__channel", "by").order_by("due_on", "pk")
    return list(rows[:MOST_LISTED])


def hand_over(*, post: Post, process: str, note: str, also_answered: bool, by: Person, at: datetime) -> Handover:
    """A person confirms. The clock runs from the day the post came in, whenever it is confirmed.

    The post leaves its question unless it is answered there too; alone in it, the question ends with it. Raises
    `Refused` for a process that has no clock, a missing note, or a post that was handed over before.
    """
    if not by.may(Act.TRIAGE):
        raise Refused(_("Your roles do not let you hand posts over."))
    if process not in PROCESSES:
        raise Refused(_("Choose the process that it goes to."))
    if not note.strip():
        raise Refused(_("Say in a sentence who has it now."))
    body, kind = Body.objects.get(), Kind(process)
    received_on = body.today(post.heard_at)
    with transaction.atomic():
        made = _store(
            Handover(
                post=post,
                process=process,
                note=note.strip()[:500],
                also_answered=also_answered,
                received_on=received_on,
                acknowledge_by=acknowledge_by(kind, received_on, body.jurisdiction),
                due_on=due_on(kind, received_on, body.jurisdiction),
                by=by,
                at=at,
            )
        )
        PostSign.objects.filter(post=post, kind=process).update(is_right=True, judged_by=by, judged_at=at)
        if not also_answered:
            _leave_question(post, made, by, at)
    return made


def end_handover(*, handover: Handover, note: str, by: Person, at: datetime) -> Handover:
    """The process is done; the note says how."""
    if not by.may(Act.TRIAGE):
        raise Refused(_("Your roles do not let you end this."))
    if not note.strip():
        raise Refused(_("Say in a sentence how it ended."))
    with transaction.atomic():
        locked = Handover.objects.select_for_update(of=("self",)).get(pk=handover.pk)
        if locked.ended_at is not None:
            raise Refused(_("This was ended before."))
        locked.ended_at, locked.ended_by, locked.ended_note = at, by, note.strip()[:500]
        locked.save(update_fields=["ended_at", "ended_by", "ended_note"])
    return locked


def _store(handover: Handover) -> Handover:
    try:
        with transaction.atomic():
            handover.save(force_insert=True)
    except IntegrityError as error:
        raise Refused(_("It was handed to this process before.")) from error
    return handover


def _leave_question(post: Post, made: Handover, by: Person, at: datetime) -> None:
    """What is answered or about to be told stays as it is: the process is something beside it."""
    question = Question.objects.select_for_update(of=("self",)).filter(placings__post=post).first()
    if question is not None and question.state not in {State.NEW, State.ANSWERING}:
        Handover.objects.filter(pk=made.pk).update(also_answered=True)
        made.also_answered = True
    elif question is not None and question.post_count == 1:
        label = SignKind(made.process).label
        triage_question(question=question, outcome=Outcome.OTHER_PROCESS, note=f"{label}: {made.note}", by=by, at=at)
    else:
        take_out(post=post, person=by, at=at)
