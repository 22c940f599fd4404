"""After an older backup was restored: take what the database lacks of the record out of a published archive."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.errors import Refused
from answerable.pure.ledger.checkpoint import Head, parse_checkpoint
from answerable.pure.ledger.disclosure import parse_disclosure
from answerable.pure.ledger.entry import parse_day, parse_entry
from answerable.pure.ledger.layout import CHECKPOINT, Archive, archive_tiles, text_path
from answerable.pure.ledger.signing import WITH_LIBRARY
from answerable.pure.ledger.tiles import ENTRIES, TILE_WIDTH, bundle_widths, node_reader, split_bundle, tile_path
from answerable.pure.ledger.tree import leaf_hash, root_at
from answerable.pure.ledger.trust import Trust
from answerable.record.key_ring import own_keys
from answerable.record.keys import GUARD_FILE, read_guard, read_log_key, write_guard
from answerable.record.models import Checkpoint, Disclosure, Entry
from answerable.record.sequencer import sequencer
from answerable.record.stored_tree import store_tiles, stored_edge, stored_nodes, stored_size
from answerable.record.verify import open_archive, verify_archive


@dataclass(frozen=True)
class Recovered:
    """How many entries were taken from the archive, and how many restored texts were erased again."""

    entry_count: int
    erased_count: int


@dataclass(frozen=True)
class _Copied:
    """One entry of an archive with its texts, encoded."""

    index: int
    raw: bytes
    texts: list[str]


def recover_record(*, keys: Path, archive: Path, at: datetime) -> Recovered:
    """Bring the record in the database up to the archive, in one transaction.

    Texts that were erased after the backup are erased again. Entries that still waited when the backup was made get the
    place that they have in the archive. Refused, with nothing changed, unless the archive is whole, signed with our
    keys, at least as long as what we have signed, and begins with what the database holds.
    """
    _check_archive(keys, archive)
    with sequencer(wait=True), open_archive(archive) as opened:
        note = opened.read(CHECKPOINT)
        head, _note = parse_checkpoint(note)
        _check_same_beginning(opened, head)
        with transaction.atomic(durable=True):
            added = _take_entries(opened, head.size)
            erased = sum(_erase_again(opened, number, width) for number, width in bundle_widths(head.size))
            key = read_log_key(keys)
            Checkpoint.objects.get_or_create(
                size=head.size, defaults={"note": note, "vkey": key.public.vkey if key else "", "signed_at": at}
            )
        write_guard(keys, note)
    return Recovered(added, erased)


def _check_archive(keys: Path, archive: Path) -> None:
    known = own_keys(keys)
    if not known:
        raise Refused(_("The record's signing key is missing from %(keys)s. Put it back first.") % {"keys": keys})
    kept = [(keys / GUARD_FILE).read_bytes()] if read_guard(keys, known) else []
    try:
        report = verify_archive(archive, trust=Trust(tuple(known)), kept=kept, verify=WITH_LIBRARY)
    except (OSError, ValueError) as error:
        raise Refused(_("%(archive)s cannot be read: %(why)s") % {"archive": archive, "why": error}) from None
    if not report.good:
        raise Refused(
            _(
                "This archive does not do: %(why)s. Take the newest copy that anyone has. If there is none as long as "
                "what was signed, those entries are lost, and a new record must say so: answerable keys compromised"
            )
            % {"why": "; ".join(report.problems[:3])}
        )


def _check_same_beginning(archive: Archive, head: Head) -> None:
    """What the database holds must be the beginning of the archive, and shorter."""
    size = stored_size()
    if size >= head.size:
        raise Refused(_("The database holds all %(count)s entries of this archive.") % {"count": head.size})
    if root_at(size, stored_nodes()) != root_at(size, node_reader(archive_tiles(archive, head.size))):
        raise Refused(_("The database holds other entries than this archive. Nothing was changed."))


def _take_entries(archive: Archive, size: int) -> int:
    """Store the entries from where the database ends; the count of them."""
    first = stored_size()
    tree = stored_edge(first)
    waiting = {bytes(raw): entry_id for entry_id, raw in Entry.objects.filter(index=None).values_list("id", "raw")}
    copied = _copied_from(archive, first, size)
    while some := list(islice(copied, TILE_WIDTH)):
        for each in [each for each in some if each.raw in waiting]:
            Entry.objects.filter(id=waiting[each.raw]).update(index=each.index)
        _insert([each for each in some if each.raw not in waiting])
        tree.add([leaf_hash(each.raw) for each in some])
    store_tiles(tree)
    return size - first


def _insert(copied: list[_Copied]) -> None:
    rows = Entry.objects.bulk_create([_row_of(each) for each in copied])
    Disclosure.objects.bulk_create(
        Disclosure(entry=row, name=parse_disclosure(text).name, encoded=text)
        for row, each in zip(rows, copied, strict=True)
        for text in each.texts
    )


def _row_of(copied: _Copied) -> Entry:
    entry = parse_entry(copied.raw)
    on = parse_day(entry["on"])
    return Entry(index=copied.index, type=entry["type"], about=entry.get("about", ""), on=on, raw=copied.raw)


def _copied_from(archive: Archive, first: int, size: int) -> Iterator[_Copied]:
    for number, width in bundle_widths(size):
        start = number * TILE_WIDTH
        if start + width <= first:
            continue
        texts = _texts_of(archive, number, width)
        for index, raw in enumerate(split_bundle(archive.read(tile_path(ENTRIES, number, width))), start):
            if index >= first:
                yield _Copied(index, raw, texts.get(index, []))


def _texts_of(archive: Archive, number: int, width: int) -> dict[int, list[str]]:
    """{index: texts} of a bundle; the archive has been verified, so each line is `index text`."""
    found: dict[int, list[str]] = {}
    name = text_path(number, width)
    lines = archive.read(name).decode().splitlines() if name in archive.names else []
    for line in lines:
        index, text = line.split(" ")
        found.setdefault(int(index), []).append(text)
    return found


def _erase_again(archive: Archive, number: int, width: int) -> int:
    """Erase the texts of a bundle that the archive no longer has: they were taken away after the backup was made."""
    kept = [text for texts in _texts_of(archive, number, width).values() for text in texts]
    first = number * TILE_WIDTH
    restored = Disclosure.objects.filter(entry__index__gte=first, entry__index__lt=first + width)
    return restored.exclude(encoded__in=kept).delete()[0]
