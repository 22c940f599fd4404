"""Give pending entries their place in the tree, and sign what is then durable: the only place where either happens."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext as _

from answerable.errors import Refused
from answerable.pure.ledger.checkpoint import Head
from answerable.pure.ledger.signing import SecretKey, sign_note
from answerable.pure.ledger.tree import root_at
from answerable.record.keys import make_log_key, read_guard, read_log_key, write_guard
from answerable.record.models import Checkpoint, Tile
from answerable.record.stored_tree import stored_edge, stored_nodes, stored_size

SEQUENCER_LOCK = 0x5EC0D
"""The number of the advisory lock that only one sequencer in the whole installation can hold."""

ENTRIES_A_COMMIT = 10_000

_GIVE_INDEXES = """
WITH pending AS (
  SELECT id, row_number() OVER (ORDER BY id) - 1 + %s AS place
  FROM record_entry WHERE index IS NULL ORDER BY id LIMIT %s
)
UPDATE record_entry SET index = pending.place FROM pending WHERE record_entry.id = pending.id
RETURNING record_entry.index, sha256('\\x00'::bytea || record_entry.raw)
"""


def seal(now: datetime, *, keys: Path, origin: str) -> int:
    """Seal all pending entries, then sign a checkpoint; the count of entries sealed.

    `keys` is the directory of the signing key and the guard; key and directory are made on the first run, the key named
    `origin`. Safe to call at any time and from several processes: whoever finds another at work returns 0.
    Refused, with nothing signed, if the database is older than what has been signed, or the key is missing.
    """
    with _sequencer() as ours:
        if not ours:
            return 0
        key = _open_key(keys, origin)
        _check_not_rolled_back(keys, key)
        sealed = 0
        while count := _seal_some():
            sealed += count
        _sign(now, keys, key)
        return sealed


@contextmanager
def _sequencer() -> Iterator[bool]:
    """Whether we are the one sequencer; PostgreSQL gives the place up by itself if our connection dies."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [SEQUENCER_LOCK])
        ours = bool(cursor.fetchone()[0])
    try:
        yield ours
    finally:
        if ours:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [SEQUENCER_LOCK])


def _open_key(keys: Path, origin: str) -> SecretKey:
    key = read_log_key(keys)
    if key is not None:
        return key
    if Checkpoint.objects.exists():
        raise Refused(
            _("The record's signing key is missing from %(keys)s. Put it back from your backup of that folder.")
            % {"keys": keys}
        )
    return make_log_key(keys, origin)


def _check_not_rolled_back(keys: Path, key: SecretKey) -> None:
    """Refuse to go on from a database that lacks, or differs from, what has been signed before."""
    guard = read_guard(keys, key.public)
    if guard is None:
        if Checkpoint.objects.exists():
            raise Refused(
                _(
                    "The record's guard file is missing from %(keys)s. Put it back from your backup of that folder, "
                    "or save the newest checkpoint that you have published as record.checkpoint there."
                )
                % {"keys": keys}
            )
        return
    size = stored_size()
    if size < guard.size or root_at(guard.size, stored_nodes()) != guard.root:
        raise Refused(
            _(
                "The database is older than the published record: it holds %(size)s entries, and %(signed)s were "
                "signed, or they differ. Restore a newer backup of the database. Nothing is signed until then."
            )
            % {"size": size, "signed": guard.size}
        )


def _seal_some() -> int:
    """Give indexes and write tiles in one commit; 0 if nothing was pending."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        tree = stored_edge(stored_size())
        cursor.execute(_GIVE_INDEXES, [tree.size, ENTRIES_A_COMMIT])
        sealed = sorted(cursor.fetchall())
        tree.add([bytes(leaf) for _index, leaf in sealed])
        Tile.objects.bulk_create(
            [Tile(level=level, number=number, hashes=tile) for (level, number), tile in tree.take_changed().items()],
            update_conflicts=True,
            unique_fields=["level", "number"],
            update_fields=["hashes"],
        )
    return len(sealed)


def _sign(now: datetime, keys: Path, key: SecretKey) -> None:
    """Sign the tree as committed, unless that was done; the guard is on disk before anyone can see the signature."""
    size = stored_size()
    if not size or Checkpoint.objects.filter(size=size).exists():
        return
    note = sign_note(Head(key.public.name, size, root_at(size, stored_nodes())).text, [key]).encoded
    write_guard(keys, note)
    Checkpoint.objects.create(size=size, note=note, vkey=key.public.vkey, signed_at=now)
