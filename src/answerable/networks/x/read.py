"""Reading X: posts that mention our account, then our own, page by page; and what one payload says."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import unescape
from typing import Any

from answerable.networks.contract import Heard, Page, Raw, TryLater, Unreadable
from answerable.networks.outgoing import WAIT_SECONDS
from answerable.networks.x.calls import Calls

PAGE_COUNT = 100
FIELDS = {
    "tweet.fields": "author_id,conversation_id,created_at,entities,lang,note_tweet,referenced_tweets",
    "expansions": "author_id",
    "user.fields": "name,username",
    "max_results": str(PAGE_COUNT),
}
SOURCES = ("mentions", "tweets")


@dataclass(frozen=True)
class Sweep:
    """Where a reading stands: which of the two lists, the newest of each read whole, and the place within a sweep.

    Lists come newest first: what is new is known only once the page with the last known post was read, so `since`
    moves on when a list is done.
    """

    user_id: str
    source: int = 0
    since: tuple[str, str] = ("", "")
    newest: str = ""
    place: str = ""

    def bookmark(self) -> str:
        """As it is stored."""
        return json.dumps([self.user_id, self.source, list(self.since), self.newest, self.place])

    @classmethod
    def from_bookmark(cls, bookmark: str) -> "Sweep":
        """From what `bookmark` gave."""
        user_id, source, since, newest, place = json.loads(bookmark)
        return cls(user_id, source, (since[0], since[1]), newest, place)

    def next(self, newest: str, place: str) -> "Sweep":
        """After a page whose newest post is `newest`; `place` is where the next page begins, empty after the last."""
        first = self.newest or newest or self.since[self.source]
        if place:
            return replace(self, newest=first, place=place)
        since = (first, self.since[1]) if self.source == 0 else (self.since[0], first)
        return Sweep(self.user_id, (self.source + 1) % len(SOURCES), since)


def who_we_are(calls: Calls) -> tuple[str, str, str]:
    """Our account's id, name and username. Raises as `Calls.read`."""
    told = calls.read("/2/users/me")
    try:
        return str(told["data"]["id"]), str(told["data"]["name"]), str(told["data"]["username"])
    except (KeyError, TypeError) as error:
        raise TryLater("X did not say whose account it is", after_seconds=WAIT_SECONDS) from error


def read_page(calls: Calls, bookmark: str | None) -> Page:
    """The next page of one list, and the first of the other where that was its last.

    Raises `TryLater` for an answer that is no page, and as `Calls.read`.
    """
    sweep = Sweep.from_bookmark(bookmark) if bookmark else Sweep(who_we_are(calls)[0])
    items, following = _read_list(calls, sweep)
    if following.source > sweep.source:
        ours, following = _read_list(calls, following)
        items += ours
    return Page(items, following.bookmark(), more=bool(following.place) or following.source > 0)


def _read_list(calls: Calls, sweep: Sweep) -> tuple[tuple[Raw, ...], Sweep]:
    params = dict(FIELDS)
    if sweep.since[sweep.source]:
        params["since_id"] = sweep.since[sweep.source]
    if sweep.place:
        params["pagination_token"] = sweep.place
    told = calls.read(f"/2/users/{sweep.user_id}/{SOURCES[sweep.source]}", **params)
    try:
        authors = {one["id"]: one for one in told.get("includes", {}).get("users", ())}
        items = tuple(_raw(one, authors, sweep.user_id) for one in told.get("data", ()))
        following = sweep.next(str(told["meta"].get("newest_id", "")), str(told["meta"].get("next_token", "")))
    except (KeyError, TypeError, AttributeError) as error:
        raise TryLater("X did not answer with a page", after_seconds=WAIT_SECONDS) from error
    return items, following


def _raw(post: Mapping[str, Any], authors: Mapping[str, Any], user_id: str) -> Raw:
    # Only what is needed of the author is kept; everything else about people stays where it is.
    author = authors.get(post["author_id"], {})
    kept = {"id": post["author_id"], "name": author.get("name", ""), "username": author.get("username", "")}
    return Raw(str(post["id"]), {**post, "author": kept, "our_id": user_id})


def parse_item(raw: Raw, account: str) -> Heard:
    """Raises `Unreadable` for a payload that is no post of X."""
    post = raw.payload
    try:
        author, ours = post["author"], str(post["author_id"]) == str(post["our_id"])
        related = {one["type"]: str(one["id"]) for one in post.get("referenced_tweets", ())}
        return Heard(
            uid=str(post["id"]),
            change="post",
            text=words_of(post),
            author_uid=str(author["id"]),
            author_name=str(author["name"]),
            url=f"https://x.com/{author['username'] or 'i'}/status/{post['id']}",
            claimed_at=_moment(post.get("created_at")),
            parent_uid=related.get("replied_to"),
            root_uid=str(post.get("conversation_id") or post["id"]),
            language=None if post.get("lang") in {None, "und", "zxx"} else str(post["lang"]),
            asks_us=not ours and "retweeted" not in related and (_names(post, account) or "quoted" in related),
            ours=ours,
        )
    except (KeyError, TypeError, AttributeError) as error:
        raise Unreadable(f"the payload lacks or misshapes a field ({type(error).__name__})") from error


def words_of(post: Mapping[str, Any]) -> str:
    """The text as it was written: long posts whole, X's own short links written out, entities as letters."""
    long = post.get("note_tweet") or post
    text, entities = long["text"], long.get("entities") or {}
    if not isinstance(text, str):
        raise TypeError("text")
    for link in entities.get("urls", ()):
        text = text.replace(str(link["url"]), str(link.get("expanded_url") or link["url"]))
    return unescape(text)


def _names(post: Mapping[str, Any], account: str) -> bool:
    mentions = (post.get("entities") or {}).get("mentions", ())
    return any(str(one["username"]).casefold() == account.casefold() for one in mentions)


def _moment(claimed: object) -> datetime | None:
    try:
        return datetime.fromisoformat(str(claimed)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
