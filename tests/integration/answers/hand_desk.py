"""An answer cleared for people on X, to be posted by hand: what the tests of it start from."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from answerable.answers.by_hand import confirm_posted, take_task
from answerable.answers.models import Answer, Delivery
from answerable.answers.plan import publish_cleared
from answerable.answers.reconcile import reconcile_due
from answerable.channels.models import Channel
from answerable.listening.models import Post
from answerable.questions.models import Question
from tests.integration.answers import made_answers as made

SOON, LATE = made.NOON + timedelta(minutes=5), made.NOON + timedelta(minutes=31)


def link(number: int, account: str = "someone") -> str:
    """A link of a post on X; numbers above a million are ours."""
    return f"https://x.com/{account}/status/{number}"


def ours(number: int) -> str:
    """The link of an answer of ours."""
    return link(1_000_000 + number, "tarnbrook")


@dataclass
class HandDesk:
    """A channel on X, a question of so many people there, and the answer to it."""

    who: made.People
    channel: Channel
    about: Question

    @property
    def answer(self) -> Answer:
        return Answer.objects.get(question=self.about)

    def tasks(self, number: int = 1) -> list[Delivery]:
        rows = Delivery.objects.filter(version__number=number, version__answer__question=self.about)
        return list(rows.order_by("waiting_since", "pk"))

    def states(self, number: int = 1) -> list[str]:
        return [task.state for task in self.tasks(number)]

    def correct(self, *, kind: str = "correction", at: datetime = made.NOON) -> None:
        number = (self.answer.versions.aggregate(newest=Max("number"))["newest"] or 0) + 1
        made.cleared(
            self.who, self.about, kind=kind, number=number, answer_id=self.answer.public_id, text="Wednesdays.", at=at
        )
        assert publish_cleared(at=at) == 1


def take(desk: HandDesk, *, by=None, at=made.NOON, **more) -> Delivery:
    return take_task(by=by or desk.who.clearer, at=at, **more)


def posted(desk: HandDesk, task: Delivery, number: int = 1, *, by=None, at=SOON, **more) -> Delivery:
    return confirm_posted(delivery=task, link=more.pop("link", ours(number)), by=by or desk.who.clearer, at=at, **more)


def second(desk: HandDesk):
    return made._person("dee", ["listener"])


def reconcile(at: datetime) -> int:
    return reconcile_due(at=at, now=lambda: at, steady=None)


def place_channel(who: made.People, network: str = "x", **settings: str) -> Channel:
    channel = made.channel(who.clearer, kind="hand", limits={})
    channel.settings = {"network": network, **settings}
    channel.save()
    return channel


def hand_desk(who: made.People, count: int = 2, *, network: str = "x", **settings: str) -> HandDesk:
    channel = place_channel(who, network, **settings)
    uids = [
        f"https://x.com/i/status/{number}" if network == "x" else f"form-{number}" for number in range(1, count + 1)
    ]
    asked = made.posts(channel, uids)
    for number, post in enumerate(asked, 1):
        Post.objects.filter(pk=post.pk).update(url=link(number) if network == "x" else "")
    about = made.question(asked)
    made.cleared(who, about)
    publish_cleared(at=made.NOON)
    return HandDesk(who, channel, about)
