"""One answer about to be told on a network in memory, and the hands to move time with."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from answerable.answers.models import Delivery
from answerable.answers.plan import publish_cleared
from answerable.answers.reconcile import reconcile_due
from answerable.answers.row import USUAL, Timing
from answerable.answers.send import send_due
from answerable.channels.models import Channel
from answerable.networks.contract import Pace
from answerable.questions.models import Question
from tests.integration.answers import made_answers as made
from tests.integration.answers.fake_network import FakeNetwork


@dataclass
class Desk:
    channel: Channel
    about: Question
    network: FakeNetwork = field(default_factory=FakeNetwork)
    at: datetime = made.NOON
    timing: Timing = USUAL
    paces: Sequence[Pace] = ()

    def send(self, **later: float) -> int:
        self.at += timedelta(**later)
        return send_due(
            at=self.at,
            timing=self.timing,
            now=lambda: self.at,
            open_channel=lambda _channel: self.network,
            paces=self.paces,
            steady=None,
        )

    def reconcile(self, **later: float) -> int:
        self.at += timedelta(**later)
        return reconcile_due(
            at=self.at, timing=self.timing, now=lambda: self.at, open_channel=lambda _channel: self.network, steady=None
        )

    def publish(self) -> int:
        return publish_cleared(at=self.at)

    def states(self, number: int = 1) -> list[str]:
        rows = Delivery.objects.filter(version__number=number, version__answer__question=self.about)
        return list(rows.order_by("waiting_since", "pk").values_list("state", flat=True))


def desk_for(who: made.People, count: int, **more: object) -> Desk:
    channel = made.channel(who.clearer, **more)
    about = made.question(made.posts(channel, [str(number) for number in range(count)]))
    made.cleared(who, about, answer_id=f"an_answer{channel.pk}")
    publish_cleared(at=made.NOON)
    return Desk(channel, about)
