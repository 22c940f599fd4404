"""One question put to a network, and its answer or its failure as an event."""

from dataclasses import dataclass

from answerable.answers.events import CouldNotLook, Event, NotFound, PutOff, ShutOut, Succeeded, TurnedDown, Unclear
from answerable.answers.steps import Call, wait_of
from answerable.channels.connect import connect
from answerable.channels.models import Channel
from answerable.errors import Failed, Refused
from answerable.networks.contract import Closed, Network, Receipt, Rejected, Reply, TooLong, TryLater, Uncertain

RESTS_SECONDS = 60.0


@dataclass(frozen=True)
class OutOfReach:
    """Stands for a channel that cannot even be opened: whatever is asked, its keeper is needed."""

    why: str

    def publish(self, reply: Reply) -> Receipt:  # noqa: ARG002  nothing leaves
        """Raises `Closed`."""
        raise Closed(self.why)

    def correct(self, reply: Reply, receipt_uid: str) -> Receipt:  # noqa: ARG002  nothing leaves
        """Raises `Closed`."""
        raise Closed(self.why)

    def look_up(self, reply: Reply) -> Receipt | None:  # noqa: ARG002  nothing is looked at
        """Raises `Closed`."""
        raise Closed(self.why)


Asked = Network | OutOfReach


def opened(channel: Channel) -> Asked:
    """The channel's network, or what stands for it where its settings cannot be read."""
    try:
        return connect(channel)
    except Refused as refused:
        return OutOfReach(refused.reason)


def ask(network: Asked, call: Call) -> Event:
    """Puts the call, once. An error that is no `Failed` is ours and is not caught: the row's lease runs out."""
    return _publish(network, call) if call.what == "publish" else _look_up(network, call.reply)


def _publish(network: Asked, call: Call) -> Event:
    try:
        receipt = network.correct(call.reply, call.edits_uid) if call.edits_uid else network.publish(call.reply)
    except TryLater as failed:
        return PutOff(after=wait_of(failed.after_seconds), why=failed.why, only_this=failed.only_this)
    except TooLong as failed:
        return TurnedDown(why=failed.why, too_long=True)
    except Rejected as failed:
        return TurnedDown(why=failed.why)
    except Closed as failed:
        return ShutOut(why=failed.why)
    except Uncertain as failed:
        return Unclear(why=failed.why)
    return Succeeded(uid=receipt.uid, url=receipt.url, outcome="told")


def _look_up(network: Asked, reply: Reply) -> Event:
    try:
        receipt = network.look_up(reply)
    except Closed as failed:
        return CouldNotLook(after=wait_of(RESTS_SECONDS), why=failed.why, closed=True)
    except TryLater as failed:
        return CouldNotLook(after=wait_of(failed.after_seconds), why=failed.why)
    except Failed as failed:
        return CouldNotLook(why=failed.why)
    return NotFound() if receipt is None else Succeeded(uid=receipt.uid, url=receipt.url, outcome="found")
