"""A clearance whose bond is broken between the second person's yes and the publishing: it no longer counts."""

from datetime import datetime

from django.db import transaction

from answerable.desk.clear import reopen_for_writing
from answerable.desk.models import Clearance, Decision


def void_clearance(*, clearance: Clearance, why: str, at: datetime) -> None:
    """Voids it and puts the draft back to writing, with the reason for both people to read.

    Voiding what no longer counts does nothing.
    """
    with transaction.atomic():
        locked = (
            Clearance.objects.select_for_update(of=("self",))
            .select_related("version__draft__question")
            .get(pk=clearance.pk)
        )
        if locked.decision not in {Decision.WAITING, Decision.CLEARED}:
            return
        locked.decision, locked.note = Decision.VOID, "\n".join(filter(None, [locked.note, why]))
        locked.save(update_fields=["decision", "note"])
        reopen_for_writing(locked.version.draft, at=at)
