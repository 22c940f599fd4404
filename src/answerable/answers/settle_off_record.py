"""A person settles what did not agree with the record, with a reason; what was posted by hand is brought onto it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.pseudonym import name_in_record
from answerable.accounts.roles import Act
from answerable.answers.off_record import Fault, OffRecord, Reason
from answerable.errors import Refused
from answerable.pure.ledger.comparing import without_mentions
from answerable.record.append import append

REASONS: Final[Mapping[str, tuple[Reason, ...]]] = {
    Fault.NO_ENTRY: (Reason.ENTERED, Reason.TAKEN_DOWN, Reason.MISUSED, Reason.OTHER),
    Fault.OTHERWISE: (Reason.CORRECTED, Reason.MISUSED, Reason.OTHER),
    Fault.GONE: (Reason.REMOVED, Reason.MODERATED, Reason.MISUSED, Reason.OTHER),
}
LEAST_NOTE: Final = 5
MOST_NOTE: Final = 300


def words_to_enter(found: OffRecord) -> str:
    """What would go on the record: the post without the names of those it begins with."""
    return without_mentions(found.post.text)


def settle_off_record(*, found: OffRecord, reason: str, note: str, by: Person, at: datetime) -> None:
    """Settles one finding; in the same transaction the words of what was posted by hand go on the record.

    Raises `Refused` for a reason that does not go with the fault, for one that needs a note, and where it was settled.
    """
    if not by.may(Act.TELL):
        raise Refused(_("Your roles do not let you settle this. Ask a listener, a clearer or a topic owner."))
    note = " ".join(note.split())[:MOST_NOTE]
    if reason not in REASONS[found.fault]:
        raise Refused(_("Choose what was the matter; the reason is kept with it."))
    if reason == Reason.OTHER and len(note) < LEAST_NOTE:
        raise Refused(_("Say in a few words what was the matter."))
    with transaction.atomic():
        here = OffRecord.objects.select_for_update(of=("self",)).select_related("post__channel").get(pk=found.pk)
        if here.settled_at is not None:
            raise Refused(_("This was settled meanwhile. Look at the page again."))
        if reason == Reason.ENTERED:
            _enter(here, by, at)
        here.settled_at, here.settled_by, here.reason, here.note = at, by, reason, note
        here.save(update_fields=["settled_at", "settled_by", "reason", "note"])


def _enter(found: OffRecord, by: Person, at: datetime) -> None:
    words = words_to_enter(found)
    if found.post.deleted_at is not None or not words.strip():
        raise Refused(_("There are no words to put on the record any more. Choose another reason."))
    append(
        type="post.entered",
        fields={
            "channel": found.post.channel.public_id,
            "reason": "by-hand",
            "by": name_in_record(by, on=at.date()),
        },
        disclosed={"text": words},
        on=at.date(),
    )
