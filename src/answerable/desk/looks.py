"""Second looks that are still owed, as every page of the desk and their own list show them."""

from datetime import datetime

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet

from answerable.desk.ends import LookOutcome
from answerable.desk.models import Decision, Draft, DraftState, SecondLook
from answerable.questions.models import Question

# Plain SQL, because every page of the desk asks and there is seldom one.
_PERHAPS = "SELECT EXISTS (SELECT 1 FROM desk_secondlook WHERE at IS NULL AND due_at <= %s OR outcome = ANY(%s))"
_WRONG = (LookOutcome.CORRECT, LookOutcome.WITHDRAW)


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
    with connection.cursor() as cursor:
        cursor.execute(_PERHAPS, [at, [*_WRONG]])
        (is_perhaps,) = cursor.fetchone()
    if not is_perhaps:
        return 0
    return looks_owed().filter(Q(due_at__lte=at) | Q(at__isnull=False)).count()
