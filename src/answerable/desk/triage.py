"""Deciding what happens to a question: one outcome of the closed list, with its reason."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Body, Person
from answerable.accounts.pseudonym import name_in_record
from answerable.accounts.roles import Act
from answerable.desk.area import day_after_period
from answerable.errors import Refused
from answerable.listening.models import PostSign
from answerable.pure.sense.clocks import CLOCKS
from answerable.questions.models import Outcome, Question, Reason, State
from answerable.questions.states import move_question
from answerable.record.append import append

COMES_BACK = {Reason.HOLD, Reason.ELEC}
CLOSES_UNREAD = {Outcome.NOTED, Outcome.NOT_ANSWERING}
"""What would close a request unread that the law gives a clock (rules LEG-03 and LEG-04)."""
TRIAGED_FROM = {State.NEW, State.ANSWERING}
"""One that waited for clearance was once triaged away under its cleared draft, which then could not be published."""
NEEDS_NOTE = {Outcome.PASSED_ON, Outcome.PRIVATE, Outcome.OTHER_PROCESS, Outcome.NOTED}


def triage_question(
    *,
    question: Question,
    outcome: str,
    reason: str = "",
    note: str = "",
    comes_back_on: date | None = None,
    by: Person,
    at: datetime,
) -> Question:
    """Records the outcome. `answer` opens the way to a draft; every other one ends the question until it comes back.

    Raises `Refused` when a reason, a note or a day is missing, or the question has moved on meanwhile.
    """
    if not by.may(Act.TRIAGE):
        raise Refused(_("Your roles do not let you triage questions."))
    answering = outcome == Outcome.ANSWER
    # What the form still holds from another choice counts for nothing.
    reason = reason if outcome == Outcome.NOT_ANSWERING else ""
    comes_back_on = None if answering else comes_back_on or _after_period(question, reason, at)
    _check(outcome=outcome, reason=reason, note=note, comes_back_on=comes_back_on, today=Body.objects.get().today(at))
    if outcome in CLOSES_UNREAD and reason != Reason.PROC and _is_offered(question):
        raise Refused(
            _(
                "A post in this question looks like a request with a clock of its own: information, a complaint, data, "
                "the press or a member. Decide about that first, on the question's page."
            )
        )
    with transaction.atomic():
        question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
        if question.state not in TRIAGED_FROM:
            words = _("This question is “%(now)s” by now, so it is not triaged. Open it again to see what happened.")
            raise Refused(words % {"now": State(question.state).label})
        question.outcome, question.reason, question.outcome_note = outcome, reason, note.strip()[:500]
        question.comes_back_on, question.touched_at = comes_back_on, at
        question.save(update_fields=["outcome", "reason", "outcome_note", "comes_back_on", "touched_at"])
        question = move_question(question=question, to=State.ANSWERING if answering else State.ENDED, at=at)
        _append(question, by, at)
    return question


def _after_period(question: Question, reason: str, at: datetime) -> date | None:
    """What waits for an election comes back the day after its period, unless somebody says otherwise."""
    return day_after_period(question, at=at) if reason == Reason.ELEC else None


def _is_offered(question: Question) -> bool:
    signs = PostSign.objects.filter(post__placing__question=question, is_right=None, post__deleted_at=None)
    return signs.filter(kind__in=[kind.value for kind in CLOCKS]).exists()


def _append(question: Question, by: Person, at: datetime) -> None:
    fields = {"question": question.public_id, "outcome": question.outcome, "about": question.public_id}
    fields["by"] = name_in_record(by, on=at.date())
    if question.reason:
        fields["reason"] = question.reason
    if question.comes_back_on:
        fields["until"] = question.comes_back_on.isoformat()
    append(type="question.triaged", fields=fields, disclosed={}, on=at.date())


def reopen_question(*, question: Question, by: Person, at: datetime) -> Question:
    """Brings an ended question back to triage: what ended it was wrong, or something changed.

    Its note stays to be read.
    """
    if not by.may(Act.TRIAGE):
        raise Refused(_("Your roles do not let you triage questions."))
    with transaction.atomic():
        question = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
        if question.state != State.ENDED:
            raise Refused(_("This question has not ended, so it cannot be brought back. Open it and read on."))
        question = move_question(question=question, to=State.NEW, at=at)
        question.outcome, question.reason, question.comes_back_on, question.touched_at = "", "", None, at
        question.save(update_fields=["outcome", "reason", "comes_back_on", "touched_at"])
    return question


def _check(*, outcome: str, reason: str, note: str, comes_back_on: date | None, today: date) -> None:
    if outcome not in Outcome.values or outcome == Outcome.KNOWN_ANSWER:
        raise Refused(_("Choose what happens to the question."))
    if outcome == Outcome.NOT_ANSWERING and reason not in Reason.values:
        raise Refused(_("Choose the reason for not answering; it is counted in public."))
    if outcome in NEEDS_NOTE and not note.strip():
        raise Refused(_("Say in a sentence who has it now, or what was done."))
    if reason in COMES_BACK and comes_back_on is None:
        raise Refused(_("Choose the day on which the question comes back."))
    if comes_back_on is not None and comes_back_on <= today:
        raise Refused(_("The day on which the question comes back must be in the future."))
