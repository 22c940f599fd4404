"""Mastodon as a kind: what the settings form and the desk are told, and how an account is opened."""

from dataclasses import dataclass

from answerable.networks.contract import Account, Can, Heard, Kind, Limits, Page, Promise, Raw, Receipt, Reply
from answerable.networks.mastodon.calls import TIMEOUT_SECONDS, Calls
from answerable.networks.mastodon.change import correct_reply, retract_reply
from answerable.networks.mastodon.limits import read_limits
from answerable.networks.mastodon.look_up import find_reply
from answerable.networks.mastodon.parse import parse_item
from answerable.networks.mastodon.prove import prove_account
from answerable.networks.mastodon.publish import publish_reply
from answerable.networks.mastodon.read import read_page
from answerable.networks.mastodon.rules import RULES
from answerable.networks.mastodon.settings import MastodonSettings
from answerable.networks.outgoing import Outgoing

SETTLE_SECONDS = 120.0
"""How long after it was sent a reply may still appear: twice the 60 s that a usual front server gives a request."""


@dataclass(frozen=True)
class Mastodon:
    """One account on a Mastodon server: the `Network` that the desk works with."""

    calls: Calls

    def prove(self) -> Account:
        """Whose account it is. Raises `TryLater` or `Closed`."""
        return prove_account(self.calls)

    def limits(self) -> Limits:
        """What the server allows now. Raises `TryLater` or `Closed`."""
        return read_limits(self.calls)

    def read(self, bookmark: str | None) -> Page:
        """The next page of mentions, our own posts and what became of known ones. Raises `TryLater` or `Closed`."""
        return read_page(self.calls, bookmark)

    def parse(self, raw: Raw) -> Heard:
        """What one payload says. Raises `Unreadable`."""
        return parse_item(raw)

    def publish(self, reply: Reply) -> Receipt:
        """Sends once. Raises every child of `Failed`."""
        return publish_reply(self.calls, reply)

    def look_up(self, reply: Reply) -> Receipt | None:
        """Finds `reply` by its question and its words. Raises `TryLater` or `Closed`."""
        return find_reply(self.calls, reply)

    def correct(self, reply: Reply, receipt_uid: str) -> Receipt:
        """Edits the post. Raises every child of `Failed`."""
        return correct_reply(self.calls, reply, receipt_uid)

    def retract(self, receipt_uid: str) -> None:
        """Deletes the post. Raises every child of `Failed`."""
        retract_reply(self.calls, receipt_uid)


def connect(settings: MastodonSettings) -> Mastodon:
    """Opens one account; nothing is called yet."""
    return Mastodon(Calls(settings, Outgoing(settings.reach, timeout_seconds=TIMEOUT_SECONDS)))


KIND = Kind(
    name="mastodon",
    title="Mastodon",
    about="An account on a Mastodon server, or on one that speaks its language such as GoToSocial, Pleroma or snac.",
    settings=MastodonSettings,
    connect=connect,
    promise=Promise.READ_BACK,
    settle_seconds=SETTLE_SECONDS,
    can=frozenset({Can.ALT_TEXT, Can.EDIT, Can.RETRACT, Can.VISIBILITY, Can.CONTENT_WARNING}),
    rules=RULES,
    notes=(
        "People who mention the account or reply to it are heard; edits and deletions, of the latest 200 posts.",
        "A reply begins with the mention of the person it answers.",
        "Mastodon lets an account post and edit 300 times in three hours, and delete 30 times in half an hour.",
        "It takes 30 pictures in half an hour, each for one post: an answer with pictures goes out far more slowly.",
    ),
)
