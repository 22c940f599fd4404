"""Be a witness for other bodies: which records we cosign, and cosigning one checkpoint."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.errors import Refused
from answerable.pure.ledger.checkpoint import Head, parse_checkpoint
from answerable.pure.ledger.note import ED25519, ED25519_COSIGNATURE, ML_DSA_44_COSIGNATURE, NoteKey, parse_vkey
from answerable.pure.ledger.signing import SEED_BYTES, WITH_LIBRARY, SecretKey, cosign, make_key
from answerable.pure.ledger.witnessing import (
    UNKNOWN,
    NotCosignedError,
    cosignature_lines,
    judge,
    origin_of,
    parse_submission,
)
from answerable.record.keys import read_key_file, write_durably, write_key_file
from answerable.record.models import Watched

KEY_FILES = {"witness.key": ED25519_COSIGNATURE, "witness.mldsa.key": ML_DSA_44_COSIGNATURE}
"""A key of each kind: readers with nothing installed check the first, the second withstands quantum computers."""

GUARDS = "witnessed"
"""The folder beside the keys that holds the last checkpoint cosigned of each record."""


def witness_keys(directory: Path, *, name: str) -> list[SecretKey]:
    """Our keys as a witness, made on first use under `name`; apart from the key of our own record."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    keys = []
    for file, kind in KEY_FILES.items():
        key = read_key_file(directory / file)
        if key is None:
            key = make_key(name, secrets.token_bytes(SEED_BYTES), kind)
            write_key_file(directory / file, key)
        keys.append(key)
    return keys


def watch_record(vkey: str) -> Watched:
    """Cosign the record with that key from now on; a further key of a record that is watched already is added.

    Refused unless it is the key of a record.
    """
    key = _read_key(vkey)
    with transaction.atomic():
        watched, _made = Watched.objects.select_for_update().get_or_create(origin=key.name)
        watched.vkeys = "\n".join(dict.fromkeys([*watched.vkeys.split(), key.vkey]))
        watched.save()
    return watched


def unwatch_record(origin: str) -> None:
    """Cosign it no more. What was seen of it stays known, so that it can never come back shorter."""
    if not Watched.objects.filter(origin=origin).exclude(vkeys="").update(vkeys=""):
        raise Refused(_("No record of that name is watched. See: answerable witness list"))


def _read_key(vkey: str) -> NoteKey:
    try:
        key = parse_vkey(vkey.strip())
    except ValueError as error:
        raise Refused(_("This is not a key of a record: %(why)s.") % {"why": error}) from None
    if key.kind != ED25519:
        raise Refused(_("This is the key of a witness, not of a record."))
    return key


def cosign_checkpoint(body: bytes, *, keys: Sequence[SecretKey], directory: Path, at: datetime) -> bytes:
    """Judge one request to us as a witness, remember the checkpoint, and cosign it; the signature lines.

    `NotCosignedError` with the specification's status where it may not be cosigned. The row is locked from reading
    where we stand to storing the new head, and signed only after it is durable: no two requests can roll it back. It is
    kept in `directory` too, outside the database and before anyone can see the signature: an older backup of the
    database cannot bring us to sign a second version of what came after it. `Refused` where what is kept there is
    damaged: then nobody can say where we stand.
    """
    submission = parse_submission(body)
    with transaction.atomic(durable=True):
        watched = Watched.objects.select_for_update().filter(origin=origin_of(submission)).exclude(vkeys="").first()
        if watched is None:
            raise NotCosignedError(UNKNOWN, "this witness does not know that record")
        trusted = [parse_vkey(line) for line in watched.vkeys.split()]
        stands = _furthest(stands_at(watched), read_witness_guard(directory, watched.origin))
        _head, note = judge(submission, trusted, stands, WITH_LIBRARY)
        write_witness_guard(directory, watched.origin, submission.checkpoint)
        watched.note, watched.signed_at = submission.checkpoint, at
        watched.save(update_fields=["note", "signed_at"])
    for key in keys:
        note = cosign(note, key, int(at.timestamp()))
    return cosignature_lines(note, len(keys))


def read_witness_guard(directory: Path, origin: str) -> Head | None:
    """What was last cosigned of a record by the file beside our keys, None before the first.

    `Refused` where the file is not a checkpoint of that record.
    """
    path = guard_path(directory, origin)
    if not path.exists():
        return None
    try:
        head = parse_checkpoint(path.read_bytes())[0]
    except ValueError:
        head = None
    if head is None or head.origin != origin:
        reason = _("%(path)s is damaged. Put there the newest checkpoint of %(origin)s that carries our cosignature.")
        raise Refused(reason % {"path": path, "origin": origin})
    return head


def write_witness_guard(directory: Path, origin: str, checkpoint: bytes) -> None:
    """Keep what is about to be cosigned. Where the commit then fails we stand further than we signed: that is safe."""
    path = guard_path(directory, origin)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    write_durably(path, checkpoint)


def guard_path(directory: Path, origin: str) -> Path:
    """The file of one record; by a digest, as origins hold slashes and are given by others."""
    return directory / GUARDS / f"{sha256(origin.encode()).hexdigest()[:32]}.checkpoint"


def _furthest(*heads: Head | None) -> Head | None:
    return max((head for head in heads if head), key=lambda head: head.size, default=None)


def stands_at(watched: Watched) -> Head | None:
    """The last checkpoint cosigned of a record; None before the first."""
    return parse_checkpoint(bytes(watched.note))[0] if watched.note else None
