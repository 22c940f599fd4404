"""The record's signing key and the guard beside it: files outside the database, made on the first run."""

import os
import secrets
import stat
from collections.abc import Sequence
from pathlib import Path

from django.utils.translation import gettext as _

from answerable.errors import Refused
from answerable.pure.ledger.checkpoint import Head, parse_checkpoint, signers
from answerable.pure.ledger.note import NoteKey
from answerable.pure.ledger.signing import SEED_BYTES, WITH_LIBRARY, SecretKey, make_key, parse_skey

KEY_FILE = "record.key"
GUARD_FILE = "record.checkpoint"


def read_log_key(directory: Path) -> SecretKey | None:
    """The signing key, or None if there is none yet; Refused if others can read it or it is damaged."""
    return read_key_file(directory / KEY_FILE)


def read_key_file(path: Path) -> SecretKey | None:
    """The key in a file's first line, as `read_log_key`."""
    if not path.exists():
        return None
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise Refused(_("The record's key %(path)s can be read by others. Run: chmod 600 %(path)s") % {"path": path})
    try:
        return parse_skey(path.read_text().partition("\n")[0])
    except ValueError:
        reason = _("The record's key %(path)s is damaged. Put it back from your backup.")
        raise Refused(reason % {"path": path}) from None


def make_log_key(directory: Path, origin: str) -> SecretKey:
    """Make the signing key, named `origin`, in a file only its owner can read."""
    try:
        key = make_key(origin, secrets.token_bytes(SEED_BYTES))
    except ValueError:
        raise Refused(_("The record's address may not hold spaces or a plus. Change the public address.")) from None
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_key_file(directory / KEY_FILE, key)
    return key


def write_key_file(path: Path, key: SecretKey, more: str = "") -> None:
    """Keep a key in a file only its owner can read; `more` are lines after it."""
    write_durably(path, f"{key.skey}\n{more}".encode())


def read_guard(directory: Path, keys: Sequence[NoteKey]) -> Head | None:
    """What was last signed according to the guard file, or None if nothing was; Refused if the file is not ours."""
    path = directory / GUARD_FILE
    if not path.exists():
        return None
    head = _signed_head(path.read_bytes(), keys)
    if head is None:
        reason = _(
            "%(path)s is not a checkpoint signed by this record's key. "
            "Put there the newest checkpoint that you have published."
        )
        raise Refused(reason % {"path": path})
    return head


def _signed_head(encoded: bytes, keys: Sequence[NoteKey]) -> Head | None:
    try:
        head, note = parse_checkpoint(encoded)
        return head if signers(note, keys, WITH_LIBRARY) else None
    except ValueError:
        return None


def write_guard(directory: Path, note: bytes) -> None:
    """Keep what is about to be published, so that an older database can never sign against it."""
    write_durably(directory / GUARD_FILE, note)


def write_durably(path: Path, content: bytes) -> None:
    """Replace a file as a whole, mode 0600, on disk when this returns; after a crash it is the old or the new one."""
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
