"""The signed entries as rows for files, read a thousand at a time from one unchanging view of the database."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.errors import Refused
from answerable.pure.ledger.disclosure import parse_disclosure
from answerable.pure.ledger.entry import parse_entry
from answerable.record.export.archive import see_one_moment
from answerable.record.models import Checkpoint, Disclosure, Entry

AT_ONCE = 1_000
ANSWER_STEPS: Final = ("answer.published", "answer.corrected", "answer.withdrawn")


@dataclass(frozen=True, slots=True)
class Recorded:
    """One entry: its number, its own fields (`type` and `on` among them), its texts by name; erased ones are gone."""

    index: int
    fields: dict[str, Any]
    texts: dict[str, str]


def signed_entries(types: Sequence[str] = ()) -> Iterator[Recorded]:
    """Every entry that a checkpoint covers, in order; only of these types where some are named.

    Refused while nothing has been signed. Memory holds a thousand entries.
    """
    with transaction.atomic():
        see_one_moment()
        newest = Checkpoint.objects.order_by("-size").first()
        if newest is None:
            raise Refused(_("Nothing in the record has been signed yet. Wait a minute and try again."))
        after = -1
        while rows := _rows(types, after, newest.size):
            texts = _texts([number for number, _index, _raw in rows])
            for number, index, raw in rows:
                yield Recorded(index, _plain(raw), texts.get(number, {}))
            after = rows[-1][1]


def _rows(types: Sequence[str], after: int, size: int) -> list[tuple[int, int, bytes]]:
    found = Entry.objects.filter(index__gt=after, index__lt=size).order_by("index")
    if types:
        found = found.filter(type__in=types)
    rows = found.values_list("id", "index", "raw")[:AT_ONCE]
    return [(number, index, bytes(raw)) for number, index, raw in rows if index is not None]


def _texts(numbers: list[int]) -> dict[int, dict[str, str]]:
    texts: dict[int, dict[str, str]] = {}
    rows = Disclosure.objects.filter(entry_id__in=numbers).order_by("entry_id", "name")
    for number, encoded in rows.values_list("entry_id", "encoded"):
        told = parse_disclosure(encoded)
        texts.setdefault(number, {})[told.name] = told.value
    return texts


def _plain(raw: bytes) -> dict[str, Any]:
    """The entry's fields without the digests of its texts."""
    return {name: value for name, value in parse_entry(raw).items() if not name.startswith("_")}
