"""Reading the mailbox: what has a UID above the last one seen, where people write to and in our sent mail."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from answerable.networks.contract import Page, Raw
from answerable.networks.email.mailbox import Folder, Listed, Mailbox, Portions
from answerable.networks.email.parse import name_of
from answerable.networks.email.thin import thin


@dataclass(frozen=True)
class Place:
    """How far one folder was read: the last UID seen, in the count of UIDs named `validity`."""

    validity: int = 0
    uid: int = 0

    def within(self, folder: Folder) -> "Place":
        """The place in `folder` as it is now: at its beginning where its UIDs were counted anew."""
        return self if self.validity == folder.validity else Place(folder.validity)


@dataclass(frozen=True)
class Bookmark:
    """How far both folders were read."""

    received: Place = Place()
    sent: Place = Place()

    @classmethod
    def of(cls, written: str | None) -> "Bookmark":
        """From the form in which it is kept; None is the beginning."""
        return cls(*(Place(*pair) for pair in json.loads(written))) if written else cls()

    def written(self) -> str:
        """The form in which it is kept."""
        return json.dumps([[place.validity, place.uid] for place in (self.received, self.sent)])


@dataclass(frozen=True)
class Part:
    """What one folder gave: its mails, how far it was read, whether there is more."""

    items: tuple[Raw, ...]
    place: Place
    more: bool


def read_page(mailbox: Mailbox, bookmark: str | None, *, folder: str, sent: str | None, since: date | None) -> Page:
    """The next mails since `bookmark`; a mail is never skipped because somebody opened it. Raises as the visit does."""
    before = Bookmark.of(bookmark)
    received = _read(mailbox, folder, before.received, since=since, ours=False)
    if sent is None or received.more:
        return Page(received.items, Bookmark(received.place, before.sent).written(), more=received.more)
    ours = _read(mailbox, sent, before.sent, since=since, ours=True)
    after = Bookmark(received.place, ours.place)
    return Page(received.items + ours.items, after.written(), more=ours.more)


def _read(mailbox: Mailbox, name: str, before: Place, *, since: date | None, ours: bool) -> Part:
    folder = mailbox.look_into(name)
    place = before.within(folder)
    listed = mailbox.listed(folder, after=place.uid)
    taken = _as_many_as_fit(listed, mailbox.portions)
    if not taken:
        # All UIDs below the next one are accounted for: those that are not there any more never come back.
        return Part((), Place(folder.validity, max(place.uid, folder.next_uid - 1)), more=False)
    wanted = [one for one in taken if since is None or one.came_on is None or one.came_on >= since]
    items = tuple(
        raw for batch in _batches(wanted, mailbox.portions) for raw in _fetched(mailbox, folder, batch, ours=ours)
    )
    last = taken[-1].uid
    return Part(items, Place(folder.validity, last), more=last + 1 < folder.next_uid)


def _as_many_as_fit(listed: Sequence[Listed], portions: Portions) -> list[Listed]:
    taken: list[Listed] = []
    size = 0
    for one in listed[: portions.page_count]:
        if taken and size + one.size > portions.page_bytes:
            break
        taken.append(one)
        size += one.size
    return taken


def _batches(listed: Sequence[Listed], portions: Portions) -> Iterator[list[Listed]]:
    batch: list[Listed] = []
    size = 0
    for one in listed:
        if batch and size + one.size > portions.fetch_bytes:
            yield batch
            batch, size = [], 0
        batch.append(one)
        size += one.size
    if batch:
        yield batch


def _fetched(mailbox: Mailbox, folder: Folder, batch: Sequence[Listed], *, ours: bool) -> Iterator[Raw]:
    for uid, mail in mailbox.fetched([one.uid for one in batch]):
        if mail is None:
            # One mail that cannot be had must not keep all later ones away: staff are shown that it is there.
            yield Raw(f"<{folder.validity}.{uid}@unread.invalid>", {**thin(b""), "unread": "the server refused it"})
        else:
            payload = thin(mail, is_cut=len(mail) >= mailbox.portions.most_bytes, ours=ours)
            yield Raw(name_of(payload), payload)
