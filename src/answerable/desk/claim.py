"""Taking a question in hand for a while, so that two people do not work on it unknowingly; claims run out."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.roles import Act
from answerable.errors import Refused
from answerable.questions.models import Question

LASTS = timedelta(minutes=20)


def claim_question(*, question: Question, by: Person, at: datetime) -> None:
    """Claims it, or renews one's own claim. One statement decides between two who claim at the same moment."""
    if not by.may(Act.ASSIGN):
        raise Refused(_("Your roles do not let you take up questions."))
    free = Q(claimed_by=None) | Q(claimed_by=by) | Q(claimed_until__lte=at)
    if not Question.objects.filter(free, pk=question.pk).update(claimed_by=by, claimed_until=at + LASTS):
        holder = Question.objects.select_related("claimed_by").get(pk=question.pk).claimed_by
        raise Refused(
            _("%(name)s is working on this question. Speak to them, or wait until their claim runs out.")
            % {"name": holder.name if holder else "?"}
        )


def release_question(*, question: Question, by: Person) -> None:
    """Gives one's own claim back; nothing happens when it is somebody else's."""
    Question.objects.filter(pk=question.pk, claimed_by=by).update(claimed_by=None, claimed_until=None)


def assign_question(*, question: Question, to: Person | None, by: Person, at: datetime) -> None:
    """Says who is expected to answer; that person must be able to write."""
    if not by.may(Act.ASSIGN):
        raise Refused(_("Your roles do not let you assign questions."))
    if to is not None and not to.may(Act.DRAFT):
        raise Refused(_("%(name)s may not write drafts. Choose an author.") % {"name": to.name})
    with transaction.atomic():
        Question.objects.filter(pk=question.pk).update(assigned_to=to, touched_at=at)
