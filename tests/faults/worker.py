"""A worker in trouble: killed or frozen again and again, and then left to finish; run as a process of its own.

`python -m tests.faults.worker TROUBLE TIMES SEED [without-read-back]`, on the database of DATABASE_URL and on whatever
kind of network its channels are. TROUBLE is `kill` (SIGKILL), `freeze` (SIGSTOP until the lease is over) or `none`.
"""

import os
import random
import signal
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.server.settings")
django.setup()

from django.db import OperationalError, connections  # noqa: E402

from answerable.answers.models import ON_ITS_WAY, Delivery  # noqa: E402
from answerable.answers.reconcile import reconcile_due  # noqa: E402
from answerable.answers.row import Timing  # noqa: E402
from answerable.answers.send import send_due  # noqa: E402
from answerable.channels.connect import connect  # noqa: E402
from answerable.channels.models import Channel  # noqa: E402
from answerable.jobs import clock  # noqa: E402
from answerable.networks.contract import Network, Receipt, Reply  # noqa: E402

CALL_SECONDS = {"bluesky": 3.0}
USUAL_CALL_SECONDS = 0.6
LEASE_SECONDS = 2.0
FROZEN_SECONDS = (LEASE_SECONDS + 0.1, LEASE_SECONDS + 0.9)
"""Past the lease, and short of lease and settle together: beyond that nothing is promised (docs/explanation)."""
TIMING = Timing(
    lease=timedelta(seconds=LEASE_SECONDS),
    call=timedelta(seconds=1),
    settle=timedelta(seconds=1.2),
    look_again=timedelta(seconds=0.2),
    backoff=timedelta(seconds=0.05),
    tries=200,
    round_for=timedelta(seconds=2),
)
ENDS_AFTER = float(os.environ.get("ANSWERABLE_TEST_ENDS_AFTER", "180"))


@dataclass(frozen=True)
class Blind:
    """The negative control: looks nowhere, so that everything unclear counts as not there."""

    network: Network

    def publish(self, reply: Reply) -> Receipt:
        return self.network.publish(reply)

    def correct(self, reply: Reply, receipt_uid: str) -> Receipt:
        return self.network.correct(reply, receipt_uid)

    def look_up(self, reply: Reply) -> Receipt | None:  # noqa: ARG002  it looks nowhere
        return None


def opener(*, blind: bool):
    """Opens the channel with a short limit for each call."""

    def opened(channel: Channel) -> Network | Blind:
        network = connect(channel)
        seconds = CALL_SECONDS.get(channel.kind, USUAL_CALL_SECONDS)
        hasty = replace(network.calls.outgoing, timeout_seconds=seconds)
        network = replace(network, calls=replace(network.calls, outgoing=hasty))
        return Blind(network) if blind else network

    return opened


def live(*, blind: bool, until_done: bool) -> bool:
    """Rounds without end, or until nothing is on its way; False where the database went away."""
    opened = opener(blind=blind)
    ends = time.monotonic() + ENDS_AFTER
    try:
        while time.monotonic() < ends:
            send_due(at=clock.now(), timing=TIMING, open_channel=opened, paces=())
            reconcile_due(at=clock.now(), timing=TIMING, open_channel=opened)
            if until_done and not Delivery.objects.filter(state__in=ON_ITS_WAY).exists():
                return True
            time.sleep(0.02)
    except OperationalError:
        return False
    return True


def _start(*, blind: bool) -> int:
    connections.close_all()
    child = os.fork()
    if child == 0:
        while not live(blind=blind, until_done=False):
            connections.close_all()
            time.sleep(0.1)
        os._exit(0)
    return child


def _end(child: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def kill_again_and_again(times: int, chance: random.Random, *, blind: bool) -> None:
    """A new life each time, of a fraction of a second."""
    for _ in range(times):
        child = _start(blind=blind)
        time.sleep(chance.uniform(0.03, 0.25))
        _end(child)


def freeze_again_and_again(times: int, chance: random.Random, *, blind: bool) -> None:
    """One life, frozen until others have taken up what it had in hand, and then let go on."""
    child = _start(blind=blind)
    for _ in range(times):
        time.sleep(chance.uniform(0.05, 0.4))
        os.kill(child, signal.SIGSTOP)
        time.sleep(chance.uniform(*FROZEN_SECONDS))
        os.kill(child, signal.SIGCONT)
    _end(child)


def main(trouble: str, times: int, seed: int, *, blind: bool) -> int:
    chance = random.Random(seed)  # noqa: S311
    if trouble == "kill":
        kill_again_and_again(times, chance, blind=blind)
    elif trouble == "freeze":
        freeze_again_and_again(times, chance, blind=blind)
    while not live(blind=blind, until_done=True):
        connections.close_all()
        time.sleep(0.1)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), blind=sys.argv[4:] == ["without-read-back"]))
