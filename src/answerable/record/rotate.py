"""Change the record's signing key: the new one takes over, and the former one signs beside it for ninety days."""

from datetime import date
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.errors import Refused
from answerable.pure.ledger.note import NoteKey
from answerable.pure.ledger.rotation import key_digest
from answerable.record.append import append
from answerable.record.key_ring import next_key, read_former, settle_rotation
from answerable.record.keys import read_log_key
from answerable.record.sequencer import sequencer


def rotate_key(*, keys: Path, on: date) -> tuple[NoteKey, date]:
    """Change the key; (the new key, the last day on which the former one signs too).

    May be stopped anywhere and run again: the entry decides, and the files follow it, here or at the next sealing.
    Refused before there is a key, and while an earlier change still has both keys signing.
    """
    with sequencer(wait=True):
        settle_rotation(keys)
        own = read_log_key(keys)
        if own is None:
            raise Refused(_("The record has no key yet: it is made when the first entry is signed."))
        former, until = read_former(keys)
        if former and on <= until:
            raise Refused(
                _(
                    "The key was changed a short while ago, and the former one signs beside it until %(until)s. A "
                    "second change before then would cut off readers who know only the former key. If a key is in "
                    "other hands, run: answerable keys compromised"
                )
                % {"until": until.isoformat()}
            )
        coming = next_key(keys, own.public.name)
        with transaction.atomic(durable=True):
            changed = {"key": key_digest(coming.public), "former": key_digest(own.public)}
            append(type="key.rotated", fields=changed, disclosed={}, on=on)
        settle_rotation(keys)
        return coming.public, read_former(keys)[1]
