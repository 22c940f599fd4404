"""Lists of a Mastodon server read upward, from servers that page as Mastodon does and from those that do not."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from answerable.networks.contract import Raw
from answerable.networks.mastodon.calls import Calls
from answerable.networks.mastodon.place import Place
from answerable.networks.mastodon.statuses import Status

MENTIONS_COUNT = 80
"""On one page; the most that Mastodon 4 gives. Others give fewer."""

OWN_COUNT = 40
"""The same for the posts of an account."""

OVERLAP = 20
"""Notifications read again in each sweep. Ids are taken before they are seen, so that a lower one may show up later."""

EDGE = 5
"""Notifications of a page read again with the next: on servers whose ids are moments, two of one moment share an id."""

MOST_AT_ONCE = 240
"""Mentions in one page of ours; the next sweep goes on from there."""

MOST_PAGES_DOWN = 50

Note = Mapping[str, Any]


@dataclass(frozen=True)
class Mentions:
    """What one sweep found, oldest first; `overlap` is where the next begins; `more` if this one did not reach the end.

    `unreadable` are notifications without a post that can be read, kept as they were told.
    """

    notes: Sequence[Note]
    overlap: Sequence[str]
    more: bool
    unreadable: Sequence[Raw]


def mentions_since(calls: Calls, overlap: Sequence[str]) -> Mentions:
    """Mentions that arrived after the first of `overlap`; all there are where these are few.

    `min_id` upward until a page holds nothing new. Where the first page touches nothing that we know, the server may
    have given its latest instead (snac2 does), so that we also go down from it.
    """
    got: dict[tuple[str, str], Note] = {}
    # With fewer known, one below the first of them may still be on its way.
    at, more = overlap[0] if len(overlap) == OVERLAP else "0", False
    while fresh := _unseen(_page(calls, min_id=at), got):
        first = not got
        got.update(fresh)
        if first and not any(key[0] in overlap for key in fresh):
            got.update(_down(calls, got, until=overlap[-1] if overlap else "0"))
        at = _last(fresh)
        if len(got) >= MOST_AT_ONCE:
            more = True
            break
    ordered = [got[key] for key in sorted(got, key=_by_id)]
    ids = list(dict.fromkeys([*overlap, *(str(note["id"]) for note in ordered)]))
    return Mentions(
        notes=[note for note in ordered if _is_readable(note)],
        overlap=sorted(ids, key=_in_order)[-OVERLAP:],
        more=more,
        unreadable=[Raw(f"notification {note['id']}", dict(note)) for note in ordered if not _is_readable(note)],
    )


def _page(calls: Calls, **where: str) -> list[Note]:
    """One page, whatever its order; `include_filtered` brings what Mastodon 4.3 keeps from an account's own eyes."""
    params = {"types[]": "mention", "limit": str(MENTIONS_COUNT), "include_filtered": "true", **where}
    told = calls.listed("v1", "notifications", params=params)
    # snac2 takes no `types[]`.
    return [note for note in told if note["type"] == "mention"]


def _unseen(page: Iterable[Note], got: Mapping[tuple[str, str], Note]) -> dict[tuple[str, str], Note]:
    keyed = {_key(note): note for note in page}
    return {key: note for key, note in keyed.items() if key not in got}


def _down(calls: Calls, got: Mapping[tuple[str, str], Note], *, until: str) -> dict[tuple[str, str], Note]:
    """What lies between the page in `got` and `until`, as far as the server shows it."""
    below: dict[tuple[str, str], Note] = {}
    at = min((key[0] for key in got), key=_in_order)
    for _page_down in range(MOST_PAGES_DOWN):
        fresh = _unseen(_page(calls, max_id=at), {**got, **below})
        below.update(fresh)
        if not fresh or _in_order(at := min((key[0] for key in fresh), key=_in_order)) <= _in_order(until):
            break
    return {key: note for key, note in below.items() if _in_order(key[0]) > _in_order(until)}


def _last(fresh: Mapping[tuple[str, str], Note]) -> str:
    """Where the next page begins: a few before the last of this one."""
    ids = sorted((key[0] for key in fresh), key=_in_order)
    return ids[-1 - EDGE] if len(ids) > 2 * EDGE else ids[-1]


def _key(note: Note) -> tuple[str, str]:
    status = note.get("status")
    return str(note["id"]), str(status.get("uri")) if isinstance(status, dict) else ""


def _by_id(key: tuple[str, str]) -> tuple[int, str, str]:
    return *_in_order(key[0]), key[1]


def _in_order(one: str) -> tuple[int, str]:
    """Ids are numbers (Mastodon, snac2) or texts of one length in order of time (ULID): longer is later."""
    return len(one), one


def _is_readable(note: Note) -> bool:
    status = note.get("status")
    return isinstance(status, dict) and isinstance(status.get("uri"), str) and isinstance(status.get("account"), dict)


def own_since(calls: Calls, me: str, place: Place) -> list[Status]:
    """Posts of our own since the latest we know, oldest first; in the first sweep the latest page only.

    They are read for the threads they stand in, so that history is not needed. Where a server takes no `min_id`
    (snac2), its latest page stands for all, and what is no earlier than the latest we know is new.
    """
    latest_id, latest_at = place.own
    ids = {one.local_id for one in place.known}
    got: dict[str, Status] = {}
    params = {"limit": str(OWN_COUNT), "exclude_reblogs": "true"} | ({"min_id": latest_id} if latest_id else {})
    while len(got) < MOST_AT_ONCE:
        page = calls.listed("v1", "accounts", me, "statuses", params=params)
        fresh = {str(one["id"]): one for one in page if _is_new(one, ids | got.keys(), latest_at)}
        got.update(fresh)
        if not fresh or not latest_id:
            break
        params["min_id"] = max(fresh, key=_in_order)
    return sorted(got.values(), key=lambda one: str(one["created_at"]))


def latest_of(own: Sequence[Status], before: tuple[str, str]) -> tuple[str, str]:
    """The id of our latest post and when it was written, where `own` are the new ones."""
    return max([before, *((str(one["id"]), str(one["created_at"])) for one in own)], key=lambda pair: pair[1])


def _is_new(status: Status, but_not: AbstractSet[str], latest_at: str) -> bool:
    """Written no earlier than the latest we know: several may share its second."""
    return not status.get("reblog") and str(status["id"]) not in but_not and str(status["created_at"]) >= latest_at
