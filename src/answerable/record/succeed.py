"""When the signing key is in other hands, or lost, or entries are: another record begins where this one ends."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from answerable.errors import Refused
from answerable.pure.ledger.checkpoint import Head, parse_checkpoint
from answerable.pure.ledger.note import NoteKey, parse_vkey
from answerable.pure.ledger.rotation import key_digest
from answerable.pure.ledger.tiles import TileGrowth
from answerable.pure.ledger.tree import leaf_hash
from answerable.pure.ledger.writing import Field
from answerable.record.append import append
from answerable.record.export.archive import export_zip
from answerable.record.key_ring import next_key, own_keys, settle_rotation
from answerable.record.keys import GUARD_FILE, read_guard
from answerable.record.models import Checkpoint, Entry, Tile
from answerable.record.sequencer import sequencer
from answerable.record.stored_tree import store_tiles

REASONS = ("COMPROMISED", "LOST", "RESTORED")
"""The key is in other hands; the key is gone; entries were lost with the database."""


def former_archive(name: str) -> Path:
    """Where the archive of the former record of that name lies; it goes when a text in it is erased."""
    return Path(settings.MEDIA_ROOT) / f"former-record-{_parts(name)[1]}.zip"


@dataclass(frozen=True)
class FormerRecord:
    """A record that was succeeded: its name, its place in the row, and the size of its archive, 0 if that is gone."""

    name: str
    number: int
    archive_bytes: int


def former_records() -> list[FormerRecord]:
    """The records before this one, the first of all first."""
    names = Entry.everywhere.exclude(former="").values_list("former", flat=True).distinct()
    found = sorted((_parts(name)[1], name, former_archive(name)) for name in names)
    return [FormerRecord(name, number, path.stat().st_size if path.exists() else 0) for number, name, path in found]


def succeed_record(*, keys: Path, on: date, reason: str) -> NoteKey:
    """End the record and begin another, with a new key under a new name; its key.

    The first entry of the new record holds the last checkpoint of the old one, whose archive is kept. What still waited
    goes into the new record. May be stopped anywhere and run again. Refused before anything was signed.
    """
    with sequencer(wait=True):
        settle_rotation(keys)
        newest = Checkpoint.objects.order_by("-size").first()
        if newest is None:
            raise Refused(_("Nothing has been signed yet, so there is no record to succeed."))
        former = parse_vkey(newest.vkey)
        head, note = _last_signed(keys, former, bytes(newest.note))
        coming = next_key(keys, _name_after(former.name)).public
        _keep_archive(former_archive(former.name))
        with transaction.atomic(durable=True):
            Entry.objects.filter(index__isnull=False).update(former=former.name)
            Tile.objects.all().delete()
            Checkpoint.objects.all().delete()
            fields: dict[str, Field] = {"key": key_digest(coming), "former": key_digest(former), "reason": reason}
            fields |= {"size": head.size, "root": head.root.hex()}
            append(type="record.succeeded", fields=fields, disclosed={"checkpoint": note}, on=on)
            _put_first()
        settle_rotation(keys)
    return coming


def _last_signed(keys: Path, former: NoteKey, newest: bytes) -> tuple[Head, str]:
    """The longest checkpoint that we signed: the guard remembers it even where the database has lost entries."""
    head, _note = parse_checkpoint(newest)
    guard = read_guard(keys, [former, *own_keys(keys)])
    if guard and guard.size > head.size:
        return guard, (keys / GUARD_FILE).read_text()
    return head, newest.decode()


def _keep_archive(path: Path) -> None:
    """Keep the old record as a file, unless a text is gone whose removal waited to be signed: now it never will be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with suppress(Refused):
        export_zip(path)


def _name_after(name: str) -> str:
    """The name of the record that follows: .../record, .../record/2, .../record/3."""
    address, number = _parts(name)
    return f"{address}/{number + 1}"


def _parts(name: str) -> tuple[str, int]:
    """A record's address, and its place in the row of those that succeeded one another, from 1."""
    address, _slash, last = name.rpartition("/")
    return (address, int(last)) if address and last.isdecimal() else (name, 1)


def _put_first() -> None:
    """Give the entry just added the first place of the new tree."""
    entry = Entry.objects.filter(type="record.succeeded").latest("id")
    Entry.objects.filter(id=entry.id).update(index=0)
    tree = TileGrowth(0, [])
    tree.add([leaf_hash(bytes(entry.raw))])
    store_tiles(tree)
