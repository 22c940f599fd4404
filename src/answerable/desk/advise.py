"""Advice from the propriety contact: asked with a reason, which stops the clock; given in words, or declined."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.roles import Act
from answerable.desk.ends import AdviceEnd
from answerable.desk.models import Advice, Draft, DraftState
from answerable.errors import Refused
from answerable.questions.models import State


def open_advice(draft_id: int) -> Advice | None:
    """What is asked of the propriety contact now."""
    return Advice.objects.filter(draft_id=draft_id, ended_at=None).select_related("asked_by").first()


def advice_wanted() -> Sequence[Advice]:
    """All that is asked, the longest waiting first."""
    return list(Advice.objects.filter(ended_at=None).select_related("draft__question", "asked_by").order_by("asked_at"))


def stood_still(draft_id: int, since: datetime, until: datetime) -> timedelta:
    """For how long of that time advice was waited for."""
    asked = Advice.objects.filter(Q(ended_at=None) | Q(ended_at__gt=since), draft_id=draft_id, asked_at__lt=until)
    spans = ((max(one.asked_at, since), min(one.ended_at or until, until)) for one in asked)
    return sum((end - start for start, end in spans), timedelta())


def ask_advice(*, draft: Draft, why: str, by: Person, at: datetime) -> Advice:
    """Asks, and so stops the clock: nobody clears the draft until it is answered or taken back.

    Raises `Refused` without a reason, for a draft that is not at work, or while advice is waited for.
    """
    if not by.may(Act.ASK_ADVICE):
        raise Refused(_("Your roles do not let you ask for advice."))
    if not why.strip():
        raise Refused(_("Say what you want to know; it is the reason why the clock stops."))
    with transaction.atomic():
        draft = Draft.objects.select_for_update(of=("self",)).select_related("question").get(pk=draft.pk)
        held = draft.state == DraftState.CLEARED and draft.question.state == State.CLEARING
        if not held and draft.state not in {DraftState.WRITING, DraftState.CLEARING}:
            raise Refused(_("Advice is asked for a draft that is not finished."))
        try:
            with transaction.atomic():
                return Advice.objects.create(draft=draft, why=why.strip()[:500], asked_by=by, asked_at=at)
        except IntegrityError as error:
            raise Refused(_("Advice is being waited for already. Add to it in person.")) from error


def give_advice(*, advice: Advice, words: str, declines: bool = False, by: Person, at: datetime) -> Advice:
    """The propriety contact answers in words, or says why there is no advice; the clock goes on."""
    if not by.may(Act.ADVISE):
        raise Refused(_("Only a propriety contact gives advice."))
    if not words.strip():
        raise Refused(_("Say it in words: they are kept with the draft."))
    return _end(advice, AdviceEnd.DECLINED if declines else AdviceEnd.GIVEN, words, by, at)


def take_advice_back(*, advice: Advice, by: Person, at: datetime) -> Advice:
    """Somebody who may ask no longer needs it; the clock goes on."""
    if not by.may(Act.ASK_ADVICE):
        raise Refused(_("Your roles do not let you ask for advice."))
    return _end(advice, AdviceEnd.TAKEN_BACK, _("No longer needed."), by, at)


def _end(advice: Advice, end: AdviceEnd, words: str, by: Person, at: datetime) -> Advice:
    with transaction.atomic():
        locked = Advice.objects.select_for_update(of=("self",)).select_related("draft__question").get(pk=advice.pk)
        if locked.ended_at is not None:
            raise Refused(_("This was answered or taken back meanwhile."))
        locked.end, locked.words, locked.ended_by, locked.ended_at = end, words.strip(), by, at
        locked.save(update_fields=["end", "words", "ended_by", "ended_at"])
    return locked
