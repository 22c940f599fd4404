"""What several pages of the records officer show: the next step of a request, and what the record says of a thing."""

from django.utils.translation import gettext as _

from answerable.keeping.models import PersonRequest, Wish
from answerable.record.read import RecordedEntry, entries_about


def next_of(row: PersonRequest) -> str:
    """The code of the one next step: check, copy, erase, end; empty once it was ended."""
    if row.ended_at is not None:
        return ""
    if row.checked_at is None:
        return "check"
    if row.wish in {Wish.ACCESS, Wish.BOTH} and row.copied_at is None and row.erased_at is None:
        return "copy"
    if row.wish in {Wish.ERASURE, Wish.BOTH} and row.erased_at is None:
        return "erase"
    return "end"


def step_words(row: PersonRequest) -> str:
    """The next step in words."""
    words = {
        "check": _("Make sure who they are"),
        "copy": _("Take the copy and hand it over"),
        "erase": _("Look at what would be erased"),
        "end": _("Tell them, and end the request"),
    }
    return words.get(next_of(row), _("Ended"))


def recorded(public_id: str) -> list[RecordedEntry]:
    """Entries of the record about it."""
    return entries_about(public_id)
