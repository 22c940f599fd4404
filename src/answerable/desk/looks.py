"""Second looks that are still owed, as every page of the desk and their own list show them."""

from datetime import datetime
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from answerable.desk.ends import LookOutcome
from answerable.desk.models import Decision, Draft, DraftState, SecondLook
from answerable.questions.models import Question

_WRONG: Final = (LookOutcome.CORRECT, LookOutcome.WITHDRAW)
IS_ANY_OVERDUE: Final = f"""
SELECT EXISTS (SELECT FROM desk_secondlook
  WHERE at IS NULL AND due_at <= %(at)s OR outcome IN ('{_WRONG[0].value}', '{_WRONG[1].value}'))
"""  # noqa: S608  our own words
"""For `glance`: false where none is overdue; every page asks, and there is seldom one."""


def looks_owed() -> QuerySet[SecondLook]:
    """Not looked at yet; or found wrong, and no later version was cleared since. The earliest due first."""
    mended = Draft.objects.filter(
        answer_id=OuterRef("clearance__version__draft__answer_id"),
        answer_version__gt=OuterRef("clearance__version__draft__answer_version"),
        state=DraftState.CLEARED,
    )
    wrong = Q(outcome__in=_WRONG) & ~Exists(mended)
    owed = SecondLook.objects.filter(Q(at=None) | wrong, clearance__decision=Decision.CLEARED)
    return owed.select_related("clearance__version__draft__question", "clearance__decided_by", "by").order_by("due_at")


def looks_at(question: Question) -> list[SecondLook]:
    """Those of one question, taken or owed, the newest first."""
    rows = SecondLook.objects.filter(clearance__version__draft__question=question, clearance__decision=Decision.CLEARED)
    return list(rows.select_related("clearance__decided_by", "by").order_by("-pk"))


def overdue_count(*, at: datetime) -> int:
    """How many are loud on every page: late, or waiting to be mended."""
    return looks_owed().filter(Q(due_at__lte=at) | Q(at__isnull=False)).count()
