"""A clearance that nobody used in time: it lapses, so that nothing goes out late by itself (rule SEC-03)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Body
from answerable.desk.advise import stood_still
from answerable.desk.area import bearing_on
from answerable.desk.models import Clearance, Decision, DraftVersion
from answerable.desk.void import void_clearance
from answerable.guidance.in_force import rules_in_force
from answerable.guidance.rulebook import judge_gate
from answerable.guidance.switches import on_between
from answerable.record.append import append


def has_lapsed(clearance: Clearance, *, at: datetime) -> bool:
    """Whether the time of the rule in force is over.

    It runs from the last yes, which is when it was to go out, and stands still while advice is waited for or a switch
    holds it.
    """
    since = clearance.decided_at
    if since is None:
        return False
    still = stood_still(clearance.version.draft_id, since, at) + _was_held(clearance.version, since, at)
    facts = {"planned_at": since + still, "now": at}
    return bool(judge_gate("SEC-03", facts, rules_in_force(Body.objects.get())))


def _was_held(version: DraftVersion, since: datetime, until: datetime) -> timedelta:
    """For how long of that time a switch that bears on the words was on; two at once count once."""
    switches = bearing_on(version.draft.question, on_between(since, until), version.text, version.short_text)
    held, reached = timedelta(), since
    for one in sorted(switches, key=lambda one: one.starts_at):
        begins, ends = max(one.starts_at, one.confirmed_at or until, reached), min(one.over_at or until, until)
        held += max(ends - begins, timedelta())
        reached = max(reached, ends)
    return held


def lapse_clearance(*, clearance: Clearance, at: datetime) -> None:
    """Takes the yes back, on the record, and gives the draft to its author with what to do. Once is enough."""
    with transaction.atomic():
        locked = Clearance.objects.select_for_update(of=("self",)).get(pk=clearance.pk)
        if locked.decision != Decision.CLEARED:
            return
        why = _("It was cleared and not published in time, so the clearance lapsed and nothing went out.")
        go_on = _("Read it again; if it is still true, hand it in again.")
        void_clearance(clearance=locked, why=f"{why} {go_on}", at=at)
        draft = clearance.version.draft
        fields: dict[str, str | int] = {
            "answer": draft.answer_id,
            "version": draft.answer_version,
            "about": draft.question.public_id,
        }
        append(type="answer.lapsed", fields=fields, disclosed={}, on=at.date())
