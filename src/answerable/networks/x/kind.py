"""X as a kind: what the settings form and the desk are told, and how an account is opened."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from answerable.networks.contract import (
    Account,
    Can,
    Closed,
    Heard,
    Kind,
    Limits,
    Pace,
    Page,
    Promise,
    Raw,
    Receipt,
    Rejected,
    Reply,
    SaidForGood,
    TextRule,
)
from answerable.networks.outgoing import Outgoing
from answerable.networks.space import Price, SpaceRule
from answerable.networks.x.calls import TIMEOUT_SECONDS, Calls
from answerable.networks.x.publish import find_reply, publish_reply, retract_reply
from answerable.networks.x.read import PAGE_COUNT, parse_item, read_page, who_we_are
from answerable.networks.x.settings import XSettings

CHECKED = date(2026, 8, 22)
DOCS = "https://docs.x.com"
LIMITS = Limits(
    text=TextRule("weighted", 280, link_cost=23),
    paces=(Pace(100, 900.0, "posts in 15 minutes"), Pace(10_000, 86_400.0, "posts of the app in a day")),
    source=f"{DOCS}/x-api/fundamentals/rate-limits and {DOCS}/fundamentals/counting-characters",
    checked_on=CHECKED,
    page_most=PAGE_COUNT,
)
"""The interface tells none of these numbers before they are passed."""

GUIDE = f"{DOCS}/developer-guidelines"
RULES = (
    SpaceRule(
        "Whom we may answer",
        "A program may reply only where the author mentioned our account or quoted a post of ours.",
        f"{DOCS}/changelog, 23 February 2026",
        CHECKED,
    ),
    SpaceRule("How often", "At most one reply by a program to each post that was addressed to us.", GUIDE, CHECKED),
    SpaceRule("Whoever says stop", "Somebody who asks not to be answered is not answered again.", GUIDE, CHECKED),
    SpaceRule("Words by a machine", "Replies that a machine wrote need X's approval beforehand.", GUIDE, CHECKED),
    SpaceRule("Monthly cap", "At most 3,000,000 posts are read in a month.", f"{DOCS}/x-api", CHECKED),
)
PRICE = Price(
    "US$",
    least=Decimal("0.010"),
    most=Decimal("0.200"),
    source=f"{DOCS}/changelog, 16 April 2026: a summoned reply 0.010; a post with a link 0.200, and ours hold one",
    checked_on=CHECKED,
)
SETTLE_SECONDS = 120.0


@dataclass(frozen=True)
class X(SaidForGood):
    """One account on X: the `Network` that the desk works with."""

    calls: Calls

    def prove(self) -> Account:
        """Whose account it is. Raises `TryLater`, or `Closed` also where it is not the one in the settings."""
        try:
            _user_id, name, username = who_we_are(self.calls)
        except Rejected as refused:
            raise Closed(refused.why) from refused
        if username.casefold() != self.calls.settings.account.casefold():
            raise Closed(f"the token is that of the account @{username}, not of @{self.calls.settings.account}")
        return Account(f"{name} (@{username})", f"https://x.com/{username}")

    def limits(self) -> Limits:
        """As published: X tells them only once they are passed."""
        return LIMITS

    def read(self, bookmark: str | None) -> Page:
        """The next page of mentions, and then of our own posts. Raises `TryLater` or `Closed`."""
        return read_page(self.calls, bookmark)

    def parse(self, raw: Raw) -> Heard:
        """What one payload says. Raises `Unreadable`."""
        return parse_item(raw, self.calls.settings.account)

    def publish(self, reply: Reply) -> Receipt:
        """Sends once. Raises every child of `Failed`."""
        return publish_reply(self.calls, reply)

    def look_up(self, reply: Reply) -> Receipt | None:
        """Finds `reply` in our own posts. Raises `TryLater` or `Closed`."""
        return find_reply(self.calls, reply)

    def retract(self, receipt_uid: str) -> None:
        """Deletes the post. Raises every child of `Failed`."""
        retract_reply(self.calls, receipt_uid)


def connect(settings: XSettings) -> X:
    """Opens one account; nothing is called yet."""
    return X(Calls(settings, Outgoing(settings.reach, timeout_seconds=TIMEOUT_SECONDS)))


KIND = Kind(
    name="x",
    title="X, by its interface",
    about="An account on X, read and answered by a program of yours. Experimental: never tried on X itself.",
    settings=XSettings,
    connect=connect,
    promise=Promise.READ_BACK,
    settle_seconds=SETTLE_SECONDS,
    notes=(
        "X asks money for each reply and each post read. What a telling costs is shown before it is cleared.",
        "Edits and deletions are not heard: X does not tell of them here.",
    ),
    can=frozenset({Can.RETRACT}),
    experimental=True,
    rules=RULES,
    price=PRICE,
)
