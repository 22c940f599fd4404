"""A worker that is killed with SIGKILL again and again, and then left to finish: run as a process of its own.

`python -m tests.integration.answers.killed_worker KILLS SEED [without-read-back]`, on the database of DATABASE_URL; on
whatever kind of network its channels are.
"""

import os
import random
import signal
import sys
import time
from dataclasses import dataclass, replace
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "answerable.server.settings")
django.setup()

from django.db import connections  # noqa: E402

from answerable.answers.models import ON_ITS_WAY, Delivery  # noqa: E402
from answerable.answers.reconcile import reconcile_due  # noqa: E402
from answerable.answers.row import Timing  # noqa: E402
from answerable.answers.send import send_due  # noqa: E402
from answerable.channels.models import Channel  # noqa: E402
from answerable.jobs import clock  # noqa: E402
from answerable.networks.contract import Network, Receipt, Reply  # noqa: E402

CALL_SECONDS = 0.6
TIMING = Timing(
    lease=timedelta(seconds=2),
    call=timedelta(seconds=1),
    settle=timedelta(seconds=1.2),
    look_again=timedelta(seconds=0.2),
    backoff=timedelta(seconds=0.05),
    tries=200,
    round_for=timedelta(seconds=2),
)
ENDS_AFTER = 180.0


@dataclass(frozen=True)
class Blind:
    """The negative control: looks nowhere, so that everything unclear counts as not there."""

    network: Network

    def publish(self, reply: Reply) -> Receipt:
        return self.network.publish(reply)

    def look_up(self, reply: Reply) -> Receipt | None:  # noqa: ARG002  it looks nowhere
        return None


def opener(*, blind: bool):
    """Opens the channel with a short limit for each call."""
    from answerable.channels.connect import connect

    def opened(channel: Channel) -> Network | Blind:
        network = connect(channel)
        hasty = replace(network.calls.outgoing, timeout_seconds=CALL_SECONDS)
        network = replace(network, calls=replace(network.calls, outgoing=hasty))
        return Blind(network) if blind else network

    return opened


def live(*, blind: bool, until_done: bool) -> None:
    """Rounds without end, or until nothing is on its way."""
    opened = opener(blind=blind)
    ends = time.monotonic() + ENDS_AFTER
    while time.monotonic() < ends:
        send_due(at=clock.now(), timing=TIMING, open_channel=opened, paces=())
        reconcile_due(at=clock.now(), timing=TIMING, open_channel=opened)
        if until_done and not Delivery.objects.filter(state__in=ON_ITS_WAY).exists():
            return
        time.sleep(0.02)


def main(kills: int, seed: int, *, blind: bool) -> int:
    chance, killed = random.Random(seed), 0  # noqa: S311
    while killed < kills:
        connections.close_all()
        child = os.fork()
        if child == 0:
            live(blind=blind, until_done=False)
            os._exit(0)
        time.sleep(chance.uniform(0.03, 0.25))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        killed += 1
    live(blind=blind, until_done=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), int(sys.argv[2]), blind=sys.argv[3:] == ["without-read-back"]))
