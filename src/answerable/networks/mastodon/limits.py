"""What a Mastodon server allows: what it tells about itself, and what only Mastodon's own source and headers tell."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from answerable.networks.contract import Limits, MediaRule, Pace, Rejected, TextRule, TryLater
from answerable.networks.mastodon.calls import Calls, Told, day_and_time
from answerable.networks.outgoing import WAIT_SECONDS

ROOM_FOR_MENTION = 32
"""Kept free of the server's limit: an at sign, a name of 30 letters (Mastodon's longest) and a space stand before each
reply. A longer name from elsewhere may still make a reply too long, which the server then refuses."""

POSTS = Pace(300, 3 * 3600, name="posts and edits", aligned=True)
"""Not announced anywhere. app/lib/rate_limiter.rb of Mastodon (`statuses`), and its answers recorded in August 2026:
202 of 210 posts carried a reset at 15:00 UTC, the others at 06:00. PUT counts too."""

DELETIONS = Pace(30, 30 * 60, name="deletions", aligned=True)
"""The same sources. 10,000 answers take 6.9 days to take back, so that a mistake is corrected by an edit."""

UPLOADS = Pace(30, 30 * 60, name="pictures", aligned=True)
"""The same sources (`media`). A reply with four pictures takes four: a thousand askers take 67 hours."""

CHECKED_ON = date(2026, 8, 2)
"""When the two above were recorded; the day for a server that tells no time."""

USUAL_MOST = 500
USUAL_LINK = 23
"""Mastodon's own figures (StatusLengthValidator), for servers that tell none."""


def read_limits(calls: Calls) -> Limits:
    """Asks the server. Raises `TryLater` when it does not say, and as `Calls.read`."""
    told, path = _instance(calls)
    try:
        statuses = _part(told.content, "statuses")
        return Limits(
            text=TextRule(
                unit="grapheme",
                most=max(1, most_characters(told.content) - ROOM_FOR_MENTION),
                link_cost=int(statuses.get("characters_reserved_per_url", USUAL_LINK)),
                mention_domain_free=True,
            ),
            paces=(POSTS,),
            source=f"{calls.settings.address.rstrip('/')}{path}; the pace from Mastodon 4.6",
            checked_on=now.date() if (now := day_and_time(told.headers)) else CHECKED_ON,
            media=_media(told.content),
            page_most=80,
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise TryLater("the server did not tell its limits", after_seconds=WAIT_SECONDS) from error


def _instance(calls: Calls) -> tuple[Told, str]:
    """What the server says about itself: by the second version of that page, else by the first."""
    try:
        return calls.ask("v2", "instance"), "/api/v2/instance"
    except Rejected:
        return calls.ask("v1", "instance"), "/api/v1/instance"


def keeps_visibility(calls: Calls) -> bool:
    """Whether the server can be trusted to keep a post from the public when asked to.

    One without `/api/v2/instance` is not: snac2 2.75 takes `unlisted` and shows the post to everyone. Those that were
    tried and have that page (Mastodon 4, Takahe) do as they are asked.
    """
    try:
        return isinstance(calls.read("v2", "instance"), dict)
    except Rejected:
        return False


def most_characters(told: Mapping[str, Any]) -> int:
    """The longest post; `max_toot_chars` is how servers told before Mastodon 3.4. Raises `ValueError` for no number."""
    return int(_part(told, "statuses").get("max_characters", told.get("max_toot_chars", USUAL_MOST)))


def _media(told: Mapping[str, Any]) -> MediaRule | None:
    rule = _part(told, "media_attachments")
    if "image_size_limit" not in rule:
        return None
    return MediaRule(
        images=int(_part(told, "statuses").get("max_media_attachments", 4)),
        image_bytes=int(rule["image_size_limit"]),
        alt_most=int(rule.get("description_limit", 1500)),
        uploads=UPLOADS,
    )


def _part(told: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = (told.get("configuration") or {}).get(name) or {}
    if not isinstance(found, dict):
        raise TypeError(name)
    return found
