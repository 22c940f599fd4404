"""The whole record as one archive, a folder or a zip file, that anyone can check offline with what is inside it."""

from collections.abc import Callable, Iterator
from datetime import UTC, timedelta
from hashlib import sha256
from pathlib import Path

from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import TruncDate
from django.utils.translation import gettext as _

from answerable.errors import Refused
from answerable.pure.ledger.layout import (
    CHECKPOINT,
    EXPLANATION,
    OLDER_CHECKPOINTS,
    SUMS,
    TRUST,
    VERIFIER,
    sum_line,
    text_path,
)
from answerable.pure.ledger.tiles import ENTRIES, TILE_WIDTH, bundle_widths, join_bundle, tile_path, widths_of
from answerable.pure.ledger.trust import write_trust
from answerable.pure.ledger.zipped import ZipWriter
from answerable.record.ask_witnesses import witnesses_of
from answerable.record.export.standalone import standalone_verifier
from answerable.record.models import Checkpoint, Disclosure, Entry
from answerable.record.stored_tree import read_tile

File = tuple[str, bytes]
WITNESSES_MAY_TAKE = timedelta(minutes=10)
"""How much older than the newest checkpoint a cosigned one may be to be exported in its place."""

_EXPLANATION = """\
This folder is a whole copy of a public record: what a public body was asked and answered, and how it came about.

To check it:  python3 verify.py
It needs Python 3.10 or newer and nothing else. It says what it does, why, and what it found.
To compare the files with their checksums only:  sha256sum --check SHA256SUMS

checkpoint      how long the record is and the root of its tree, signed
checkpoints/    what was signed before, one for each day
trust.txt       the keys it was signed with: compare them with those the body publishes elsewhere
tile/entries/   the entries, 256 to a file, each after its length in two bytes
tile/0, 1, ...  the hashes of the tree (c2sp.org/tlog-tiles)
texts/          the texts beside the entries: the entry's number and the text with its salt (RFC 9901)
verify.py       checks all of it

Entries hold no words and no names; those are in texts/. A text that had to be taken away is missing there, and an entry
says that it was. Please respect that: an older copy of this archive may still hold it.
"""


def export_archive(folder: Path, *, witnesses: tuple[str, ...] = (), quorum: int = 0) -> int:
    """Write the archive into a new folder; the count of its entries.

    `witnesses` are the verifier keys of those who cosign, of whom `quorum` must have; without them our own, and as many
    as did. Refused if the folder has
    something in it, if nothing has been signed yet, or while a removal is not yet under a signature.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Refused(_("The folder for the archive is not empty. Name a new one."))

    def write(name: str, content: bytes) -> None:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    return _write_all(write, witnesses, quorum)


def export_zip(path: Path, *, witnesses: tuple[str, ...] = (), quorum: int = 0) -> int:
    """Write the archive as one zip file, which appears only when it is whole; as `export_archive` otherwise."""
    return write_zip(path, lambda zipped: _write_all(zipped.add, witnesses, quorum))


def write_zip(path: Path, fill: Callable[[ZipWriter], int]) -> int:
    """Write what `fill` adds as a zip file that appears only when it is whole; Refused where it outgrows a zip file."""
    draft = path.with_name(path.name + ".new")
    try:
        with draft.open("wb") as file:
            zipped = ZipWriter(file.write)
            count = fill(zipped)
            zipped.close()
        draft.replace(path)
    except ValueError:
        raise Refused(_("The record has outgrown one zip file. Export it as a folder.")) from None
    finally:
        draft.unlink(missing_ok=True)
    return count


def _write_all(write: Callable[[str, bytes], None], witnesses: tuple[str, ...], quorum: int) -> int:
    """Write every file from one unchanging view of the database, then the checksums; memory holds one bundle."""
    with transaction.atomic():
        see_one_moment()
        checkpoint = _newest_checkpoint()
        _check_removals_signed(checkpoint.size)
        if not witnesses:
            witnesses, quorum = witnesses_of(checkpoint)
        vkeys = list(dict.fromkeys(Checkpoint.objects.order_by("-size").values_list("vkey", flat=True)))
        sums = []
        for name, content in _files(checkpoint, write_trust(vkeys, witnesses, quorum)):
            write(name, content)
            sums.append((name, sha256(content).hexdigest()))
    write(SUMS, b"".join(sum_line(name, digest) for name, digest in sorted(sums)))
    return checkpoint.size


def see_one_moment() -> None:
    """Ask for one snapshot for all reads; inside a caller's transaction the caller's level stands."""
    if len(connection.savepoint_ids) == 0:
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _newest_checkpoint() -> Checkpoint:
    """The newest one that a witness has cosigned, if it is hardly older than the newest; otherwise that."""
    checkpoint = Checkpoint.objects.order_by("-size").first()
    if checkpoint is None:
        raise Refused(_("Nothing in the record has been signed yet. Wait a minute and try again."))
    since = checkpoint.signed_at - WITNESSES_MAY_TAKE
    return Checkpoint.objects.filter(witness_count__gt=0, signed_at__gte=since).order_by("-size").first() or checkpoint


def _check_removals_signed(size: int) -> None:
    """An archive in which a text is missing without its removal would look as if it had been tampered with."""
    if Entry.objects.filter(Q(index__isnull=True) | Q(index__gte=size), type="disclosure.removed").exists():
        raise Refused(_("A text was just taken away and its removal is not signed yet. Wait a minute and try again."))


def _files(checkpoint: Checkpoint, trust: str) -> Iterator[File]:
    yield EXPLANATION, _EXPLANATION.encode()
    yield VERIFIER, standalone_verifier().encode()
    yield TRUST, trust.encode()
    yield CHECKPOINT, bytes(checkpoint.note)
    yield from _older_checkpoints(checkpoint.size)
    for level, number, width in widths_of(checkpoint.size):
        yield tile_path(level, number, width), read_tile(level, number, width)[: width * 32]
    for number, width in bundle_widths(checkpoint.size):
        yield from _bundle(number, width)


def _older_checkpoints(size: int) -> Iterator[File]:
    """The last checkpoint of each day (UTC): a busy record signs 100 a day, and plain Python checks 300 a second."""
    by_day = Checkpoint.objects.filter(size__lt=size).annotate(day=TruncDate("signed_at", tzinfo=UTC))
    older = by_day.order_by("day", "-size").distinct("day")
    for each in older:
        yield f"{OLDER_CHECKPOINTS}{each.size}", bytes(each.note)


def _bundle(number: int, width: int) -> Iterator[File]:
    first = number * TILE_WIDTH
    rows = list(
        Entry.objects.filter(index__gte=first, index__lt=first + width)
        .order_by("index")
        .values_list("id", "index", "raw")
    )
    yield tile_path(ENTRIES, number, width), join_bundle([bytes(raw) for _id, _index, raw in rows])
    index_of = {entry_id: index for entry_id, index, _raw in rows}
    texts = Disclosure.objects.filter(entry_id__in=index_of).values_list("entry_id", "name", "encoded")
    lines = sorted((index_of[entry_id], name, encoded) for entry_id, name, encoded in texts)
    if lines:
        content = "".join(f"{index} {encoded}\n" for index, _name, encoded in lines)
        yield text_path(number, width), content.encode("ascii")
