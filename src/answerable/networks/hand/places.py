"""The places that are answered by hand, as data: what each allows, where that was read, and how its links look."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from answerable.errors import Refused
from answerable.networks.contract import TextRule
from answerable.networks.hand.place import HOUR, Place

_TABLES: Final = "Tables of third parties agree on it; the network itself publishes no number"
_CHECKED: Final = date(2026, 11, 28)
_UNLIMITED: Final = TextRule("codepoint", 20_000)
_NO_LIMIT: Final = "There is no limit but what somebody will listen to or read"
_URN: Final = "urn:li:(?P<kind>activity|share|ugcPost):(?P<id>[0-9]+)"
_CALLED: Final = {
    "author": "Who it was, and how to reach them (only the people who answer see it)",
    "text": "What they asked, in their words",
    "note": "When, and whom you spoke to",
}

X: Final = Place(
    name="x",
    title="X (Twitter)",
    hosts=("x.com", "twitter.com"),
    names=(
        (
            re.compile(
                r"/(?:i/web/status|i/status|(?P<account>[A-Za-z0-9_]{1,15})/status(?:es)?)/(?P<id>[0-9]{1,19})(?:/.*)?"
            ),
            "https://x.com/i/status/{id}",
        ),
    ),
    only_named=True,
    handle=re.compile("[A-Za-z0-9_]{1,15}"),
    links_name_accounts=True,
    profile="https://x.com/{account}",
    text=TextRule("weighted", 280, link_cost=23),
    alt_most=1_000,
    source="X developer documentation (counting characters, twitter-text configuration 3); alt text from third parties",
    checked_on=date(2026, 8, 22),
    epoch_ms=1_288_834_974_657,
    manners_source="X developer guidelines and policy, 22 August 2026",
    manners=(
        "Reply to people who named or quoted us. Do not look for others to reply to.",
        "The same words to many people look like spam: leave time between replies, and stop at the first warning.",
    ),
)

LINKEDIN: Final = Place(
    name="linkedin",
    title="LinkedIn",
    hosts=("www.linkedin.com", "linkedin.com"),
    names=(
        (re.compile(f"/feed/update/{_URN}"), "https://www.linkedin.com/feed/update/urn:li:{kind}:{id}"),
        (
            re.compile(r"/posts/.*-(?P<kind>activity|share|ugcPost)-(?P<id>[0-9]+)(?:-[\w-]+)?"),
            "https://www.linkedin.com/feed/update/urn:li:{kind}:{id}",
        ),
    ),
    kept=frozenset({"commentUrn", "replyUrn"}),
    text=TextRule("codepoint", 1_250),
    source=_TABLES + " (a comment; a post may have 3,000)",
    checked_on=_CHECKED,
    manners=("Answer as the organisation's page, not as yourself: choose it beside the comment field.",),
)

FACEBOOK: Final = Place(
    name="facebook",
    title="Facebook",
    hosts=("www.facebook.com", "facebook.com", "fb.com"),
    names=(
        (
            re.compile(r"/groups/(?P<group>[^/]+)/(?:posts|permalink)/(?P<id>[0-9]+)"),
            "https://www.facebook.com/groups/{group}/posts/{id}",
        ),
        (re.compile(r"/(?P<page>[^/]+)/posts/(?:[^/]+/)?(?P<id>[^/]+)"), "https://www.facebook.com/{page}/posts/{id}"),
    ),
    kept=frozenset({"story_fbid", "fbid", "id", "v", "comment_id", "reply_comment_id"}),
    text=TextRule("codepoint", 8_000),
    source=_TABLES + " (a comment)",
    checked_on=_CHECKED,
    manners=("Answer as the page. The link of a comment is behind the time that stands under it.",),
)

INSTAGRAM: Final = Place(
    name="instagram",
    title="Instagram",
    hosts=("www.instagram.com", "instagram.com"),
    names=(
        (
            re.compile(r"/(?:[^/]+/)?(?:p|reel)/(?P<id>[\w-]+)/c/(?P<comment>[0-9]+)(?:/r/[0-9]+)?"),
            "https://www.instagram.com/p/{id}/c/{comment}",
        ),
        (re.compile(r"/(?:[^/]+/)?(?:p|reel|tv)/(?P<id>[\w-]+)"), "https://www.instagram.com/p/{id}"),
    ),
    own_links=False,
    answers_have_links=False,
    handle=re.compile(r"[A-Za-z0-9._]{1,30}"),
    profile="https://www.instagram.com/{account}/",
    text=TextRule("codepoint", 2_200),
    alt_most=1_000,
    source=_TABLES + " (a comment)",
    checked_on=_CHECKED,
    manners=(
        "Links in comments do not work as links there: people must type them.",
        "A private message may be answered by a person for seven days after the last one from them.",
    ),
    words={"note": "What is there now, such as: our reply under her comment, 14:05"},
)

TIKTOK: Final = Place(
    name="tiktok",
    title="TikTok",
    hosts=("www.tiktok.com", "tiktok.com"),
    names=(
        (
            re.compile(r"/@(?P<account>[\w.]+)/(?:video|photo)/(?P<id>[0-9]+)"),
            "https://www.tiktok.com/@{account}/video/{id}",
        ),
    ),
    own_links=False,
    answers_have_links=False,
    handle=re.compile(r"[A-Za-z0-9._]{2,24}"),
    profile="https://www.tiktok.com/@{account}",
    text=TextRule("codepoint", 150),
    source=_TABLES + " (a comment)",
    checked_on=_CHECKED,
    manners=("Comments are short, and links in them do not work as links.",),
    words={"note": "What is there now, such as: our reply under his comment, 14:05"},
)

NEXTDOOR: Final = Place(
    name="nextdoor",
    title="Nextdoor",
    hosts=("nextdoor.com", "nextdoor.co.uk", "nextdoor.ie"),
    kept=frozenset({"post", "comment", "p"}),
    own_links=False,
    answers_have_links=False,
    text=_UNLIMITED,
    source="The network publishes no number",
    checked_on=_CHECKED,
    manners=("An agency sees replies to its own posts only; it cannot read what neighbours write to each other.",),
    words={"note": "What is there now, such as: our reply under her post, 14:05"},
)

WHATSAPP: Final = Place(
    name="whatsapp",
    title="WhatsApp group",
    answers_have_links=False,
    text=TextRule("codepoint", 65_536),
    source=_TABLES,
    checked_on=_CHECKED,
    manners=(
        "Reply to the person's own message, so that they are told, and others see to whom.",
        "Everyone in the group sees everyone's number: put nothing about one person's affairs there.",
    ),
    words={
        "author": "Who wrote it, as the group shows them",
        "note": "What is there now, such as: our reply in the allotments group, 14:05",
    },
)

PHONE: Final = Place(
    name="phone",
    title="Phone calls",
    answers_have_links=False,
    text=_UNLIMITED,
    source=_NO_LIMIT,
    checked_on=_CHECKED,
    hold_minutes=2 * HOUR,
    manners=("Ask first whether they want to be called back. Read the answer out as it was cleared.",),
    words=_CALLED,
)

MEETING: Final = Place(
    name="meeting",
    title="Public meetings",
    answers_have_links=False,
    text=_UNLIMITED,
    source=_NO_LIMIT,
    checked_on=_CHECKED,
    hold_minutes=8 * HOUR,
    manners=("Say at the meeting where the answer will be found: on the page of answers.",),
    words=_CALLED | {"note": "When and where it was read out or handed over, and to whom"},
)

LETTER: Final = Place(
    name="letter",
    title="Letters",
    answers_have_links=False,
    text=_UNLIMITED,
    source=_NO_LIMIT,
    checked_on=_CHECKED,
    hold_minutes=8 * HOUR,
    manners=("Send it to the address that the letter gives, and keep a copy with it.",),
    words=_CALLED | {"note": "When it was posted, and where the copy is"},
)

PLACES: Final[Mapping[str, Place]] = {
    place.name: place
    for place in (X, LINKEDIN, FACEBOOK, INSTAGRAM, TIKTOK, NEXTDOOR, WHATSAPP, PHONE, MEETING, LETTER)
}


def place_named(name: str) -> Place:
    """The place. Raises `Refused` for a name that is not in the list."""
    try:
        return PLACES[name]
    except KeyError as error:
        raise Refused("This network is not in the list. Choose one of it.") from error
