"""Give pending entries their place in the tree, and sign what is then durable: the only place where either happens."""

from datetime import datetime
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext as _

from answerable.errors import Refused
from answerable.pure.ledger.checkpoint import Head
from answerable.pure.ledger.signing import SecretKey, sign_note
from answerable.pure.ledger.tree import root_at
from answerable.record.key_ring import own_keys, settle_rotation, signing_keys
from answerable.record.keys import make_log_key, read_guard, write_guard
from answerable.record.models import Checkpoint
from answerable.record.sequencer import sequencer
from answerable.record.stored_tree import store_tiles, stored_edge, stored_nodes, stored_size

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
    with sequencer() as ours:
        if not ours:
            return 0
        settle_rotation(keys)
        signing = _open_keys(keys, origin, now)
        check_not_rolled_back(keys)
        sealed = 0
        while count := _seal_some():
            sealed += count
        _sign(now, keys, signing)
        return sealed


def _open_keys(keys: Path, origin: str, now: datetime) -> list[SecretKey]:
    """The keys that sign now, the record's own first; made on the first run."""
    signing = signing_keys(keys, on=now.date())
    if signing:
        return signing
    if Checkpoint.objects.exists():
        raise Refused(
            _("The record's signing key is missing from %(keys)s. Put it back from your backup of that folder.")
            % {"keys": keys}
        )
    return [make_log_key(keys, origin)]


def check_not_rolled_back(keys: Path) -> None:
    """Refuse to go on from a database that lacks, or differs from, what has been signed before."""
    guard = read_guard(keys, own_keys(keys))
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
                "signed, or they differ. Restore a newer backup of the database, or run: answerable recover. "
                "Nothing is signed until then."
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
        store_tiles(tree)
    return len(sealed)


def _sign(now: datetime, keys: Path, signing: list[SecretKey]) -> None:
    """Sign the tree as committed, unless that was done; the guard is on disk before anyone can see the signature."""
    size = stored_size()
    if not size or Checkpoint.objects.filter(size=size).exists():
        return
    own = signing[0].public
    note = sign_note(Head(own.name, size, root_at(size, stored_nodes())).text, signing).encoded
    write_guard(keys, note)
    Checkpoint.objects.create(size=size, note=note, vkey=own.vkey, signed_at=now)
