"""What the record says about a thing, as plain values for pages."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from answerable.pure.ledger.disclosure import parse_disclosure
from answerable.pure.ledger.entry import Entry as ParsedEntry
from answerable.pure.ledger.entry import parse_entry
from answerable.pure.ledger.tree import leaf_hash
from answerable.record.models import Checkpoint, Disclosure, Entry


@dataclass(frozen=True)
class RecordedEntry:
    """One entry. `index` is None while it is pending; `is_provable` once a signed checkpoint covers it.

    An entry of a former record, which this one succeeded, has that one's name as `former` and no index in this one; its
    proof is in that one's archive.

    `fields` has the entry's own fields, `disclosed` the texts by name, `withheld_count` how many were erased.
    """

    entry_id: int
    index: int | None
    type: str
    on: date
    leaf_hash: str
    fields: dict[str, Any]
    disclosed: dict[str, str]
    withheld_count: int
    is_provable: bool
    former: str = ""


@dataclass(frozen=True)
class SignedHead:
    """The newest checkpoint: the signed note as text, and the key that signed it."""

    size: int
    note: str
    vkey: str


def entries_about(subject_id: str) -> list[RecordedEntry]:
    """The entries whose `about` is `subject_id`, oldest first; what is still pending comes last."""
    return _recorded(Entry.everywhere.filter(about=subject_id).order_by("id"))


def entries_of_version(subject_id: str, *, answer: str, version: int) -> list[RecordedEntry]:
    """What the record has about one version of an answer to the question `subject_id`, oldest first."""
    found = entries_about(subject_id)
    return [one for one in found if (one.fields.get("answer"), one.fields.get("version")) == (answer, version)]


def recorded_since(kind: str, *, on: date) -> list[ParsedEntry]:
    """The fields of all entries of a type that are dated `on` or later, oldest first."""
    found = Entry.everywhere.filter(type=kind, on__gte=on).order_by("id")
    return [parse_entry(bytes(raw)) for raw in found.values_list("raw", flat=True)]


def entry_at(index: int) -> RecordedEntry | None:
    """The entry of that index, or None."""
    found = _recorded(Entry.objects.filter(index=index))
    return found[0] if found else None


def newest_checkpoint() -> SignedHead | None:
    """What was signed last, or None if nothing was."""
    checkpoint = Checkpoint.objects.order_by("-size").first()
    if checkpoint is None:
        return None
    return SignedHead(checkpoint.size, bytes(checkpoint.note).decode(), checkpoint.vkey)


def texts_of(entry_ids: Iterable[int]) -> dict[int, dict[str, str]]:
    """{entry id: {name: encoded disclosure}} of all texts not erased."""
    texts: dict[int, dict[str, str]] = defaultdict(dict)
    rows = Disclosure.objects.filter(entry_id__in=list(entry_ids)).order_by("entry_id", "name")
    for entry_id, name, encoded in rows.values_list("entry_id", "name", "encoded"):
        texts[entry_id][name] = encoded
    return texts


def _recorded(entries: Iterable[Entry]) -> list[RecordedEntry]:
    found = list(entries)
    texts = texts_of(entry.id for entry in found)
    newest = newest_checkpoint()
    signed = newest.size if newest else 0
    return [_plain(entry, texts.get(entry.id, {}), signed) for entry in found]


def _plain(entry: Entry, texts: dict[str, str], signed: int) -> RecordedEntry:
    raw = bytes(entry.raw)
    fields = parse_entry(raw)
    return RecordedEntry(
        entry_id=entry.id,
        index=None if entry.former else entry.index,
        type=entry.type,
        on=entry.on,
        leaf_hash=leaf_hash(raw).hex(),
        fields={name: value for name, value in fields.items() if not name.startswith("_")},
        disclosed={name: parse_disclosure(encoded).value for name, encoded in texts.items()},
        withheld_count=len(fields.get("_sd", ())) - len(texts),
        is_provable=not entry.former and entry.index is not None and entry.index < signed,
        former=entry.former,
    )
