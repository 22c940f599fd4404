"""Ending a switch before its time, or one that has none: one person proposes it, another does it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.pseudonym import name_in_record
from answerable.errors import Refused
from answerable.guidance.models import Switch
from answerable.guidance.propose_switch import LONGEST_REASON, check_switcher
from answerable.guidance.switches import is_public
from answerable.record.append import append


def propose_end(*, switch: Switch, reason: str, by: Person, at: datetime) -> Switch:
    """Keeps who wants it ended and why; it stays in force. Raises `Refused` without a reason, or where none runs."""
    check_switcher(by)
    why = " ".join(reason.split())
    if not why or len(why) > LONGEST_REASON:
        raise Refused(_("Say in a sentence why it is to be ended."))
    with transaction.atomic():
        there = _running(switch, at)
        if there.end_proposed_at is not None:
            raise Refused(_("Somebody has proposed to end this already. Another person can end it now."))
        there.end_proposed_by, there.end_proposed_at, there.end_reason = by, at, why
        there.save(update_fields=["end_proposed_by", "end_proposed_at", "end_reason"])
    return there


def keep_switch(*, switch: Switch, by: Person, at: datetime) -> Switch:
    """Lays the proposal to end it aside: it stays in force."""
    check_switcher(by)
    with transaction.atomic():
        there = _running(switch, at)
        there.end_proposed_by = there.end_proposed_at = None
        there.end_reason = ""
        there.save(update_fields=["end_proposed_by", "end_proposed_at", "end_reason"])
    return there


def end_switch(*, switch: Switch, by: Person, at: datetime) -> Switch:
    """Ends it, with its entry in the record; what it held goes on. Raises `Refused` for whoever proposed the end."""
    check_switcher(by)
    with transaction.atomic():
        there = _running(switch, at)
        first = there.end_proposed_by
        if first is None:
            raise Refused(_("Nobody has proposed to end this. Propose it, then another person ends it."))
        if first.pk == by.pk:
            raise Refused(_("You proposed to end this, so another person must do it."))
        there.ended_by, there.ended_at = by, at
        there.save(update_fields=["ended_by", "ended_at"])
        day = at.date()
        fields = {"switch": there.public_id, "kind": there.kind, "about": there.public_id}
        fields |= {"by": name_in_record(first, on=day), "ended_by": name_in_record(by, on=day)}
        disclosed = {"reason": there.end_reason} if is_public(there) else {}
        append(type="switch.ended", fields=fields, disclosed=disclosed, on=day)
    return there


def _running(switch: Switch, at: datetime) -> Switch:
    there = Switch.objects.select_for_update(of=("self",)).select_related("end_proposed_by").get(pk=switch.pk)
    over = there.over_at
    if there.confirmed_at is None or (over is not None and over <= at):
        raise Refused(_("This is not in force. Look at it again."))
    return there
