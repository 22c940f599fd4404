"""Open drafts after the rules changed: shown as they are judged now, and called back from clearance if that differs."""

from datetime import datetime

from django.utils.translation import gettext as _

from answerable.accounts.models import Body
from answerable.desk.judge import Judged, judge_words
from answerable.desk.models import Clearance, Decision, DraftVersion
from answerable.desk.void import void_clearance
from answerable.desk.words import words_of
from answerable.desk.write import says_the_same
from answerable.guidance.in_force import rules_in_force


def judged_now(version: DraftVersion, *, at: datetime) -> Judged:
    """What the rules in force say of a version; what it was saved with, as long as these rules judged it.

    A new judgement offers no mends: they are asked for by their number among those that were saved.
    """
    if version.rules_version == rules_in_force(Body.objects.get()).version:
        return Judged(version.findings, version.questions, version.rules_version)
    judged = judge_words(question=version.draft.question, at=at, **words_of(version))
    unmended = [finding | {"mend": None} for finding in judged.findings]
    return Judged(unmended, judged.questions, judged.rules_version)


def call_back_changed(*, at: datetime) -> int:
    """Gives drafts that wait for clearance back to their authors where newer rules say something else of them."""
    body = Body.objects.first()
    if body is None:
        return 0
    version = rules_in_force(body).version
    waiting = Clearance.objects.filter(decision=Decision.WAITING).exclude(version__rules_version=version)
    count = 0
    for clearance in waiting.select_related("version__draft__question"):
        saved = clearance.version
        judged = judge_words(question=saved.draft.question, at=at, **words_of(saved))
        if not says_the_same(saved, judged):
            why = _("The rules changed, and say something else of these words. Read the findings and hand it in again.")
            void_clearance(clearance=clearance, why=why, at=at)
            count += 1
    return count
