"""The second person's yes to a switch: from now on, or from its day on, it is in force and on the record."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Body, Person
from answerable.accounts.pseudonym import name_in_record
from answerable.errors import Refused
from answerable.guidance.models import Switch
from answerable.guidance.propose_switch import check_switcher
from answerable.guidance.switch_kinds import KINDS
from answerable.guidance.switches import is_public
from answerable.record.append import append


def confirm_switch(*, switch: Switch, said: str = "", by: Person, at: datetime) -> Switch:
    """Starts it, with its entry in the record. `said` answers what the kind asks the second person.

    Raises `Refused` for one's own proposal (in training mode as well), one that was decided, or one that is over.
    """
    check_switcher(by)
    with transaction.atomic():
        there = Switch.objects.select_for_update(of=("self",)).select_related("proposed_by").get(pk=switch.pk)
        if there.confirmed_at or there.dropped_at:
            raise Refused(_("This was confirmed or laid aside meanwhile. Look at it again."))
        if there.proposed_by_id == by.pk:
            raise Refused(_("You proposed this, so another person must confirm it."))
        if there.ends_at is not None and there.ends_at <= at:
            raise Refused(_("This is over already. Lay it aside, and propose it anew if it is still needed."))
        if KINDS[there.kind].asks and not said.strip():
            raise Refused(_("Answer the question in a few words before you confirm."))
        there.confirmed_by, there.confirmed_at, there.confirmed_note = by, at, " ".join(said.split())[:500]
        there.save(update_fields=["confirmed_by", "confirmed_at", "confirmed_note"])
        _append(there, there.proposed_by, by, at)
    return there


def _append(switch: Switch, first: Person, second: Person, at: datetime) -> None:
    """Of an embargo only that there is one and who began it: its subject and its moment would give it away."""
    body, day = Body.objects.get(), at.date()
    fields = {"switch": switch.public_id, "kind": switch.kind, "about": switch.public_id}
    fields |= {"by": name_in_record(first, on=day), "confirmed_by": name_in_record(second, on=day)}
    disclosed = {}
    if is_public(switch):
        fields["from"] = body.today(switch.begins_at).isoformat()
        if switch.ends_at is not None:
            fields["until"] = body.today(switch.ends_at).isoformat()
        texts = {"title": switch.title, "reason": switch.reason, "areas": "\n".join(switch.areas)}
        disclosed = {name: text for name, text in texts.items() if text}
    append(type="switch.started", fields=fields, disclosed=disclosed, on=day)
