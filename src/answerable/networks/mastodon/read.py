"""Reading a Mastodon server: mentions as they arrive, our own posts, and what became of the posts we know."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from answerable.networks.contract import Page, Raw, Rejected, TryLater
from answerable.networks.mastodon.calls import Calls
from answerable.networks.mastodon.listing import latest_of, mentions_since, own_since
from answerable.networks.mastodon.me import me_of, whose_account
from answerable.networks.mastodon.place import Known, Me, Place
from answerable.networks.mastodon.statuses import Status, kept_part, version_of
from answerable.networks.mastodon.threads import Threads
from answerable.networks.outgoing import WAIT_SECONDS

LOOKED_AT_AGAIN = 5
"""Known posts asked for again in each sweep: nobody is told of edits and deletions, so we look. 5 calls of the 300 that
Mastodon allows in five minutes; with the 200 posts we keep an eye on, each is looked at every 40 sweeps."""


def read_page(calls: Calls, bookmark: str | None) -> Page:
    """The next page; a `bookmark` of None begins with the oldest mention that the server still has.

    One sweep goes on until the server has nothing newer. Edited posts come as new payloads of the same post, posts that
    are gone as deletions. Raises `TryLater` for an answer that is no page, and as `Calls.read`.
    """
    place = Place.from_bookmark(bookmark)
    try:
        return _read(calls, place)
    except Rejected as error:
        raise TryLater(f"the server does not show its lists: {error.why}", after_seconds=WAIT_SECONDS) from error
    except (KeyError, TypeError, AttributeError) as error:
        raise TryLater("the server did not answer with a page", after_seconds=WAIT_SECONDS) from error


def _read(calls: Calls, place: Place) -> Page:
    me = place.me or me_of(whose_account(calls))
    mentions = mentions_since(calls, place.notes)
    own = own_since(calls, me.local_id, place)
    begin_on = calls.settings.begin_on
    heard = [note["status"] for note in mentions.notes if str(note.get("created_at"))[:10] >= begin_on]
    seen = {str(status["uri"]): status for status in (*heard, *own)}
    checked, gone = ({}, []) if mentions.more else _look_again(calls, place, but_not=seen)
    items, known = _changed(calls, place, {**seen, **checked}, me=me)
    items += [Raw(uid=one.uid, payload={"change": "deletion"}) for one in gone]
    items += mentions.unreadable
    following = replace(place, me=me, notes=mentions.overlap, own=latest_of(own, place.own)).having_looked(
        now=known, gone={one.uid for one in gone}, most=0 if mentions.more else LOOKED_AT_AGAIN
    )
    return Page(items=tuple(items), bookmark=following.bookmark(), more=mentions.more)


def _look_again(calls: Calls, place: Place, *, but_not: Mapping[str, Status]) -> tuple[dict[str, Status], list[Known]]:
    """What became of the posts whose turn it is: as they are now, and those that are gone."""
    there: dict[str, Status] = {}
    gone = []
    for one in place.due(LOOKED_AT_AGAIN):
        if one.uid in but_not:
            continue
        try:
            status = calls.read("v1", "statuses", one.local_id)
        except Rejected:
            gone.append(one)
            continue
        if status.get("uri") == one.uid:
            there[one.uid] = status
    return there, gone


def _changed(calls: Calls, place: Place, seen: Mapping[str, Status], *, me: Me) -> tuple[list[Raw], dict[str, Known]]:
    """A payload for each post that is new or no longer what it was; and all of them as known from now on."""
    before = {one.uid: one for one in place.known}
    threads = Threads(calls, place.known)
    items: list[Raw] = []
    known: dict[str, Known] = {}
    for uid, status in _oldest_first(seen):
        kept = kept_part(status)
        version, old = version_of(kept), before.get(uid)
        if old is not None and old.version == version:
            known[uid] = old
            continue
        parent, root = threads.of(status)
        if old is not None and old.root:
            # An edit moves no post: where the parent is gone since, the thread is still the one we told.
            root = old.root
        items.append(Raw(uid, {"change": "post", "status": kept, "parent": parent, "root": root, "me": list(me)}))
        known[uid] = Known(str(status["id"]), uid, version, root or "")
        threads.add(known[uid])
    return items, known


def _oldest_first(seen: Mapping[str, Status]) -> Iterable[tuple[str, Status]]:
    """Questions before what replies to them: by the time our server says, which decides nothing but this order."""
    return sorted(seen.items(), key=lambda pair: _written(pair[1]))


def _written(status: Mapping[str, Any]) -> str:
    return str(status.get("created_at") or "")
