"""Erase texts beside an entry; the entry stays, and that something was taken away is an entry of its own."""

from collections.abc import Collection
from datetime import date
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.errors import Refused
from answerable.pure.ledger.tree import leaf_hash
from answerable.pure.ledger.writing import Field
from answerable.record.append import append
from answerable.record.models import Disclosure, Entry
from answerable.record.succeed import former_archive


def erase_texts(*, entry_id: int, reason: str, on: date, names: Collection[str] | None = None) -> int:
    """Erase the named texts of an entry (all if `names` is None) with their salts; the count erased.

    `reason` is a code such as ERASURE, COURT, MISTAKE. Refused if there is nothing left to erase.
    """
    with transaction.atomic():
        entry = Entry.everywhere.select_for_update().get(id=entry_id)
        texts = Disclosure.objects.filter(entry=entry)
        if names is not None:
            texts = texts.filter(name__in=names)
        count, _by_model = texts.delete()
        if not count:
            raise Refused(_("There is no such text beside this entry any more. Nothing was changed."))
        if entry.former:
            # Nobody can sign a new copy of it, so the old copy, which still has the text, is no longer offered.
            transaction.on_commit(partial(former_archive(entry.former).unlink, missing_ok=True))
        removed: dict[str, Field] = {"entry": leaf_hash(bytes(entry.raw)).hex(), "count": count, "reason": reason}
        if entry.about:
            removed["about"] = entry.about
        append(type="disclosure.removed", fields=removed, disclosed={}, on=on)
    return count
