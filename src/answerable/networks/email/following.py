"""Mail as it comes: the server is waited with (IDLE), so that it is heard within seconds beside being read in turns."""

import time
from collections.abc import Iterator

from answerable.networks.contract import Page
from answerable.networks.email.mailbox import Mailbox
from answerable.networks.email.read import Bookmark, Place, read_page
from answerable.networks.email.settings import EmailSettings

WAIT_SECONDS = 20.0
"""Between two looks while the server says nothing; whoever follows wants to hear now and then that we are there."""

LAST_WAIT_BEGINS_SECONDS = 1_400.0
"""After this long a visit ends by itself, before the server or the visit's own limit ends it."""


def address_of(settings: EmailSettings) -> str:
    """Channels on one folder of one mailbox are followed together."""
    server = settings.incoming
    return f"{settings.user_name} at {server.host}:{server.port}, {settings.folder}"[:300]


def follow_mail(mailbox: Mailbox, bookmark: str | None, *, folder: str, sent: str | None) -> Iterator[Page]:
    """Pages of what is new in both folders, and an empty one after each wait. Raises as the visit does."""
    ends = time.monotonic() + LAST_WAIT_BEGINS_SECONDS
    bookmark = bookmark or _now(mailbox, folder, sent)
    while time.monotonic() < ends:
        page = read_page(mailbox, bookmark, folder=folder, sent=sent, since=None)
        yield page
        bookmark = page.bookmark
        if not page.more:
            _wait(mailbox, folder, Bookmark.of(bookmark).received)


def _now(mailbox: Mailbox, folder: str, sent: str | None) -> str:
    """The bookmark behind everything that is there: older mail is read in turns and not here."""
    places = [_end(mailbox, name) for name in (folder, sent) if name is not None]
    return Bookmark(*places).written()


def _end(mailbox: Mailbox, name: str) -> Place:
    there = mailbox.look_into(name)
    return Place(there.validity, there.next_uid - 1)


def _wait(mailbox: Mailbox, folder: str, read_to: Place) -> None:
    """Until something comes; not at all where it came while we were reading."""
    there = mailbox.look_into(folder)
    if there.validity != read_to.validity or there.next_uid > read_to.uid + 1:
        return
    if "IDLE" in mailbox.client.capabilities:
        mailbox.client.idle_for(WAIT_SECONDS)
    else:
        time.sleep(WAIT_SECONDS)
