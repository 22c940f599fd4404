"""Brings in a file of posts: keeps it, learns its columns, reads it batch by batch until it is done."""

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from answerable.accounts.models import Person
from answerable.accounts.roles import Act
from answerable.channels.models import Channel, State
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.listening.file_copy import UTF_8, WINDOWS, keep_copy
from answerable.listening.file_shape import check_columns, look_at
from answerable.listening.models import FileImport, ImportState, RejectedLine
from answerable.listening.parse import parse_waiting
from answerable.listening.read_file import copies_folder, read_batch, remove_read_copies
from answerable.networks.kinds import KINDS

MOST_BATCHES = 200
"""In one round; a longer file goes on in the next, so that a worker that should stop can."""

SAID_REJECTS = 20


def keep_file(*, channel: Channel, file: BinaryIO, name: str, person: Person | None, at: datetime) -> FileImport:
    """Keeps a copy of the file and looks at its beginning. Its columns are chosen next. Raises `Refused`.

    `person` is None on the command line, where whoever can run it can do anything.
    """
    if person is not None and not person.may(Act.BRING_IN):
        raise Refused(_("Only a listener or an administrator can bring in posts. Ask one to do it."))
    if channel.kind not in taking_files() or channel.state != State.OPEN:
        raise Refused(
            _("Posts from files come in on an open channel for files, or one answered by hand. Open one, or choose it.")
        )
    kept = keep_copy(file, copies_folder())
    try:
        look = look_at(kept.path)
    except Refused:
        kept.path.unlink(missing_ok=True)
        raise
    return FileImport.objects.create(
        channel=channel,
        name=Path(name).name[-200:],
        path=str(kept.path),
        file_hash=kept.file_hash,
        encoding=kept.encoding,
        delimiter=look.delimiter,
        brought_by=person,
        state=ImportState.UPLOADED,
        byte_count=kept.byte_count,
        started_at=at,
    )


def taking_files() -> list[str]:
    """The kinds of channel that posts may come in on as a file."""
    return [name for name, kind in KINDS.items() if kind.takes_files]


def choose_columns(*, file_import: FileImport, columns: Mapping[str, str]) -> None:
    """Says which column means what; reading begins. Sent twice, the first choice stands. Raises `Refused`."""
    if file_import.state != ImportState.UPLOADED:
        return
    chosen = check_columns(columns, look_at(Path(file_import.path)).columns)
    waiting = FileImport.objects.filter(pk=file_import.pk, state=ImportState.UPLOADED)
    waiting.update(columns=chosen, state=ImportState.WAITING)
    file_import.refresh_from_db()


def begin_import(
    *, channel: Channel, file: BinaryIO, name: str, columns: Mapping[str, str], person: Person | None, at: datetime
) -> FileImport:
    """Keeps the file with its columns chosen. Raises `Refused`, and then nothing is kept."""
    file_import = keep_file(channel=channel, file=file, name=name, person=person, at=at)
    try:
        choose_columns(file_import=file_import, columns=columns)
    except Refused:
        Path(file_import.path).unlink(missing_ok=True)
        file_import.delete()
        raise
    return file_import


def read_waiting_files(*, at: datetime) -> int:
    """Reads on in every file that waits or was left in the middle; says how many new posts came in.

    Several workers may run it at once: a file is read by one of them at a time.
    """
    count = 0
    waiting = FileImport.objects.filter(state__in=[ImportState.WAITING, ImportState.READING])
    for number in waiting.order_by("id").values_list("pk", flat=True):
        for _batch in range(MOST_BATCHES):
            read = read_batch(number, at=at, wait=False)
            if read is None:
                break
            count += read.new_count
            if read.is_done:
                break
    remove_read_copies(at=at)
    return count


def how_it_was_read(file_import: FileImport) -> str:
    """A sentence about the bytes, where there is something to say."""
    if file_import.encoding == WINDOWS:
        return _("The file is not UTF-8; it was read as Windows-1252. Look whether accents came out right.")
    if file_import.encoding == UTF_8:
        return ""
    return _("The file was read as %(encoding)s.") % {"encoding": file_import.encoding}


def import_from_command(path: Path, channel_name: str, columns: Mapping[str, str], say: Callable[[str], None]) -> int:
    """Brings in `path` here and now, with a line of progress for each tenth; returns 0 when the whole file was read.

    Raises `Refused`. Stopped in the middle, it is carried on by the worker, or by the same command again.
    """
    channel = _channel_named(channel_name)
    try:
        with path.open("rb") as file:
            begun = begin_import(
                channel=channel, file=file, name=path.name, columns=columns, person=None, at=clock.now()
            )
    except OSError as error:
        words = _("The file cannot be opened (%(reason)s). Check its name.")
        raise Refused(words % {"reason": error.strerror}) from error
    _read_aloud(begun.pk, say)
    while parse_waiting(at=clock.now(), limit=1_000):
        pass
    done = FileImport.objects.get(pk=begun.pk)
    for words in _summary(done):
        say(words)
    remove_read_copies(at=clock.now())
    return 0 if done.state == ImportState.DONE else 1


def _channel_named(name: str) -> Channel:
    able = Channel.objects.filter(kind__in=taking_files(), state=State.OPEN)
    found = able.filter(name__iexact=name.strip()).first()
    if found is None:
        names = ", ".join(able.values_list("name", flat=True))
        words = _("There is no open channel for files called “%(name)s”. There are: %(names)s.")
        raise Refused(words % {"name": name, "names": names or _("none yet; open one on the page “Channels”")})
    return found


def _read_aloud(number: int, say: Callable[[str], None]) -> None:
    said = 0
    while True:
        read = read_batch(number, at=clock.now(), wait=True)
        now = FileImport.objects.get(pk=number)
        tenth = 10 * now.byte_position // max(now.byte_count, 1)
        if tenth > said:
            said = tenth
            told = {"share": tenth * 10, "line": now.line_number, "new": now.new_count}
            say(_("%(share)s %%: line %(line)s, %(new)s new") % told)
        if read is None or read.is_done:
            return


def _summary(done: FileImport) -> list[str]:
    lines = [how_it_was_read(done)]
    if done.state == ImportState.FAILED:
        lines.append(done.why)
    counts = {"new": done.new_count, "same": done.same_count, "rejected": done.rejected_count}
    lines.append(_("New posts: %(new)s. Here already: %(same)s. Rejected: %(rejected)s.") % counts)
    rejected = RejectedLine.objects.filter(file_import=done).order_by("line_number")[:SAID_REJECTS]
    lines += [_("Line %(number)s: %(why)s") % {"number": one.line_number, "why": one.why} for one in rejected]
    left = done.rejected_count - SAID_REJECTS
    if left > 0:
        lines.append(ngettext("and %(count)s more", "and %(count)s more", left) % {"count": left})
    return [line for line in lines if line]
