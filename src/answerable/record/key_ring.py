"""The keys that sign: the record's own and, after it was changed, the former one beside it for ninety days.

Three files beside each other: `record.key` signs; `record.next.key` is there only while a change is under way;
`record.former.key` has the former key and the last day on which it still signs.
"""

import re
import secrets
from datetime import date, timedelta
from pathlib import Path

from django.utils.translation import gettext as _

from answerable.errors import Refused
from answerable.pure.ledger.entry import Entry as ParsedEntry
from answerable.pure.ledger.entry import parse_entry
from answerable.pure.ledger.note import NoteKey
from answerable.pure.ledger.rotation import key_digest
from answerable.pure.ledger.signing import SEED_BYTES, SecretKey, make_key
from answerable.record.keys import GUARD_FILE, KEY_FILE, read_key_file, read_log_key, write_key_file
from answerable.record.models import Entry

NEXT_FILE = "record.next.key"
FORMER_FILE = "record.former.key"
BOTH_SIGN = timedelta(days=90)


def signing_keys(directory: Path, *, on: date) -> list[SecretKey]:
    """The keys that sign on a day, the record's own first; none before the first run."""
    own = read_log_key(directory)
    if own is None:
        return []
    former, until = read_former(directory)
    return [own, former] if former and on <= until else [own]


def own_keys(directory: Path) -> list[NoteKey]:
    """The public keys of the record that we hold, whether they still sign or not."""
    held = [read_log_key(directory), read_former(directory)[0]]
    return [key.public for key in held if key]


def read_former(directory: Path) -> tuple[SecretKey | None, date]:
    """The former key and the last day on which it signs; (None, the first of all days) if there is none."""
    path = directory / FORMER_FILE
    key = read_key_file(path)
    if key is None:
        return None, date.min
    found = re.search(r"^until ([0-9-]{10})$", path.read_text(), re.MULTILINE)
    if found is None:
        raise Refused(
            _("%(path)s does not say until when the former key signs. Add: until YEAR-MONTH-DAY") % {"path": path}
        )
    return key, date.fromisoformat(found[1])


def next_key(directory: Path, name: str) -> SecretKey:
    """The key that is to follow: the one that a change which was cut short has left, or a new one."""
    path = directory / NEXT_FILE
    key = read_key_file(path)
    if key is None or key.public.name != name:
        key = make_key(name, secrets.token_bytes(SEED_BYTES))
        write_key_file(path, key)
    return key


def settle_rotation(directory: Path) -> None:
    """Finish a change of keys whose entry is in the record but whose files were not put in place yet.

    Safe to stop anywhere: everything else is written first, then one rename decides. After a succession nothing of the
    former record's key or guard remains in force.
    """
    coming = read_key_file(directory / NEXT_FILE)
    entry = coming and _entry_naming(coming.public)
    if not coming or not entry:
        return
    own = read_log_key(directory) if entry["type"] == "key.rotated" else None
    if own:
        last_day = date.fromisoformat(entry["on"]) + BOTH_SIGN
        write_key_file(directory / FORMER_FILE, own, f"until {last_day.isoformat()}\n")
    else:
        (directory / FORMER_FILE).unlink(missing_ok=True)
        (directory / GUARD_FILE).unlink(missing_ok=True)
    (directory / NEXT_FILE).replace(directory / KEY_FILE)


def _entry_naming(key: NoteKey) -> ParsedEntry | None:
    """The entry that says that this key takes over; there are as many such entries as there were changes."""
    raws = Entry.objects.filter(type__in=["key.rotated", "record.succeeded"]).values_list("raw", flat=True)
    entries = [parse_entry(bytes(raw)) for raw in raws]
    return next((entry for entry in entries if entry["key"] == key_digest(key)), None)
