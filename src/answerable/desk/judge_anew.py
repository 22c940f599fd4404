"""Open drafts after rules or switches changed: shown as judged now, called back from clearance where that differs."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from answerable.accounts.models import Body
from answerable.desk.judge import Judged
from answerable.desk.models import Clearance, Decision, DraftVersion
from answerable.desk.void import void_clearance
from answerable.desk.write import is_judged_by, judge_version, says_the_same
from answerable.guidance.in_force import rules_in_force
from answerable.guidance.switches import in_force, names_of


def judged_now(version: DraftVersion, *, at: datetime) -> Judged:
    """What the rules in force say of a version; what it was saved with, while these rules and switches judged it.

    A new judgement offers no mends: they are asked for by their number among those that were saved.
    """
    rules_version, switches = rules_in_force(Body.objects.get()).version, names_of(in_force(at=at))
    if is_judged_by(version, rules_version, switches):
        return Judged(version.findings, version.questions, rules_version, switches)
    judged = judge_version(version, at=at)
    return replace(judged, findings=[finding | {"mend": None} for finding in judged.findings])


def call_back_changed(*, at: datetime) -> int:
    """Gives drafts that wait for clearance back to their authors where the rules by now say something else of them."""
    body = Body.objects.first()
    if body is None:
        return 0
    version, switches = rules_in_force(body).version, names_of(in_force(at=at))
    waiting = Clearance.objects.filter(decision=Decision.WAITING)
    waiting = waiting.exclude(version__rules_version=version, version__switches=switches)
    count = 0
    for clearance in waiting.select_related("version__draft__question"):
        saved = clearance.version
        judged = judge_version(saved, at=at)
        if not says_the_same(saved, judged):
            why = _("The rules changed, and say something else of these words. Read the findings and hand it in again.")
            if saved.switches != judged.switches:
                why = _("A switch began or ended, so the rules say something else of these words. Read the findings.")
            void_clearance(clearance=clearance, why=why, at=at)
            count += 1
    return count
