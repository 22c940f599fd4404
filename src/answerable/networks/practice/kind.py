"""The practice network as a kind: what the settings form and the desk are told, and how an account is opened."""

from dataclasses import dataclass

from answerable.networks.contract import Account, Heard, Kind, Limits, Page, Promise, Raw, Receipt, Reply, SaidForGood
from answerable.networks.practice.calls import TIMEOUT_SECONDS, Calls
from answerable.networks.practice.limits import read_limits
from answerable.networks.practice.prove import prove_account
from answerable.networks.practice.publish import find_reply, publish_reply
from answerable.networks.practice.read import parse_item, read_page
from answerable.networks.practice.settings import PracticeSettings

LATEST_EFFECT_SECONDS = 1.0
"""How long after it was sent a message may still take effect: the server's own bound on its slowness."""

LONGEST_LAG_SECONDS = 1.0
"""How long a message may be missing from the listing once it took effect: the server's own bound."""


@dataclass(frozen=True)
class Practice(SaidForGood):
    """One account on the practice network: the `Network` that the desk works with."""

    calls: Calls

    def prove(self) -> Account:
        """Whose account it is. Raises `TryLater` or `Closed`."""
        return prove_account(self.calls)

    def limits(self) -> Limits:
        """What the network allows now. Raises `TryLater` or `Closed`."""
        return read_limits(self.calls)

    def read(self, bookmark: str | None) -> Page:
        """The next page of changes. Raises `TryLater` or `Closed`."""
        return read_page(self.calls, bookmark)

    def parse(self, raw: Raw) -> Heard:
        """What one payload says. Raises `Unreadable`."""
        return parse_item(raw, calls=self.calls)

    def publish(self, reply: Reply) -> Receipt:
        """Sends once. Raises every child of `Failed`."""
        return publish_reply(self.calls, reply)

    def look_up(self, reply: Reply) -> Receipt | None:
        """Finds `reply` by its key. Raises `TryLater` or `Closed`."""
        return find_reply(self.calls, reply)


def connect(settings: PracticeSettings) -> Practice:
    """Opens one account; nothing is called yet."""
    return Practice(Calls(settings))


KIND = Kind(
    name="practice",
    title="Practice network",
    about="A small social network on this machine, with invented people who ask, reply, edit, delete and block.",
    settings=PracticeSettings,
    connect=connect,
    promise=Promise.READ_BACK,
    settle_seconds=LATEST_EFFECT_SECONDS + LONGEST_LAG_SECONDS + TIMEOUT_SECONDS,
    training_safe=True,
    notes=(
        "A post that the network shows late is found if it comes within two minutes of its place in the order.",
        "A reply that someone deletes on the network before we looked for it counts as not sent.",
    ),
)
