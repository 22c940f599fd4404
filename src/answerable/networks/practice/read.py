"""Reading the practice network: what concerns our account, page by page, and what one payload says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from answerable.networks.contract import Heard, Page, Raw, TryLater, Unreadable
from answerable.networks.outgoing import WAIT_SECONDS
from answerable.networks.practice.calls import Calls

PAGE_COUNT = 100

OVERLAP_SECONDS = 120
"""How far each sweep reaches back. The server shows a late post at most 60 seconds after its place in the order."""

IDS_PER_SECOND = 1000 << 16
"""Places in the order are milliseconds shifted by 16 bits, as Mastodon makes its ids."""


@dataclass(frozen=True)
class _Sweep:
    """Where a reading stands: the last place read, and where the network's present was when this sweep began.

    The next sweep begins an overlap before *that* moment, not before the newest post seen: a post that was still
    unseen when we passed its place is then inside the overlap however long the sweep took.
    """

    after: int = 0
    began: int | None = None

    @classmethod
    def from_bookmark(cls, bookmark: str | None) -> "_Sweep":
        return cls(*json.loads(bookmark)) if bookmark else cls()

    def bookmark(self) -> str:
        return json.dumps([self.after, self.began])

    def next(self, *, last: int, present: int, more: bool) -> "_Sweep":
        began = present if self.began is None else self.began
        if more:
            return _Sweep(last, began)
        return _Sweep(max(0, began - OVERLAP_SECONDS * IDS_PER_SECOND))


def read_page(calls: Calls, bookmark: str | None) -> Page:
    """The next page of changes, oldest first; a `bookmark` of None begins at the beginning.

    Raises `TryLater` for an answer that is no page, and as `Calls.read`.
    """
    sweep = _Sweep.from_bookmark(bookmark)
    told = calls.read("feed", min_id=str(sweep.after), limit=str(PAGE_COUNT))
    try:
        items = tuple(Raw(uid=str(item["uid"]), payload=item) for item in told["items"])
        last = int(told["items"][-1]["id"]) if items else sweep.after
        more = bool(told["more"])
        following = sweep.next(last=last, present=int(told["present"]), more=more)
    except (ValueError, KeyError, TypeError) as error:
        raise TryLater("the practice network did not answer with a page", after_seconds=WAIT_SECONDS) from error
    return Page(items=items, bookmark=following.bookmark(), more=more)


def parse_item(raw: Raw, *, calls: Calls) -> Heard:
    """Raises `Unreadable` for a payload that is not one of the practice network's."""
    payload = raw.payload
    try:
        if payload["change"] == "deletion":
            return Heard(uid=raw.uid, change="deletion")
        return _heard_post(raw.uid, payload, calls=calls)
    except (KeyError, TypeError, AttributeError) as error:
        raise Unreadable(f"the payload lacks or misshapes a field ({type(error).__name__})") from error


def _heard_post(uid: str, payload: Mapping[str, Any], *, calls: Calls) -> Heard:
    author = payload["author"]
    ours = _text(author, "handle").casefold() == calls.settings.account.casefold()
    return Heard(
        uid=uid,
        change="post",
        text=_text(payload, "text"),
        author_uid=_text(author, "handle"),
        author_name=_text(author, "name"),
        url=calls.address_of(_text(payload, "path")),
        claimed_at=_moment(payload.get("created_at")),
        parent_uid=payload.get("in_reply_to"),
        root_uid=payload.get("thread"),
        language=payload.get("language"),
        asks_us=not ours,
        ours=ours,
    )


def _text(part: Mapping[str, Any], name: str) -> str:
    value = part[name]
    if not isinstance(value, str):
        raise TypeError(name)
    return value


def _moment(claimed: object) -> datetime | None:
    """A moment in UTC; None when the claim cannot be read, which is no reason to lose a post."""
    try:
        return datetime.fromisoformat(str(claimed)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
