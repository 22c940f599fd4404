"""What had waited for a switch that is over: answers that go on now, and questions that were put off for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

from django.db.models import Exists, OuterRef, Q

from answerable.answers.models import AnswerVersion, Delivery, DeliveryState
from answerable.desk.hold import placed_elsewhere
from answerable.desk.models import ReadAgain
from answerable.guidance.models import Switch
from answerable.guidance.switch_kinds import ELECTION, EMBARGO, KINDS
from answerable.pure.checks.timing import touches
from answerable.questions.models import Question, Reason, State

SHOWN_FOR = timedelta(days=60)
MOST = 100
REASONS = {ELECTION: Reason.ELEC, EMBARGO: Reason.HOLD}


@dataclass(frozen=True)
class CatchUp:
    """One switch that is over, the answers of which something waited, and the questions put off, the oldest first."""

    switch: Switch
    versions: list[AnswerVersion]
    questions: list[Question]


def catch_up(*, at: datetime) -> list[CatchUp]:
    """Of every switch that has been over for less than 60 days, the latest first; what kept nothing is left out."""
    over = Switch.objects.filter(confirmed_at__isnull=False).filter(
        Q(ends_at__lte=at, ends_at__gt=at - SHOWN_FOR) | Q(ended_at__lte=at, ended_at__gt=at - SHOWN_FOR)
    )
    found = [CatchUp(one, _versions(one, one.over_at or at), _questions(one, one.over_at or at)) for one in over]
    return [one for one in found if one.versions or one.questions]


def _versions(switch: Switch, over_at: datetime) -> list[AnswerVersion]:
    """What it held to its end: published, or sent in part, only once it was over."""
    waited = Delivery.objects.filter(version=OuterRef("pk"), made_at__lt=over_at).filter(
        Q(last_sent_at__gte=over_at) | Q(state=DeliveryState.PENDING)
    )
    read = ReadAgain.objects.filter(clearance=OuterRef("clearance"), switch=switch)
    versions = AnswerVersion.objects.filter(~Exists(read), Exists(waited) | Q(published_at__gte=over_at))
    versions = versions.filter(clearance__decided_at__lt=over_at).select_related("answer__question")
    if KINDS[switch.kind].by_words:
        words = tuple(switch.words)
        touching = (one for one in versions.order_by("published_at", "pk") if touches(one.text, words))
        return list(islice(touching, MOST))
    if switch.areas:
        versions = versions.exclude(answer__question__in=placed_elsewhere(switch))
    return list(versions.filter(clearance__decided_at__lt=switch.begins_at).order_by("published_at", "pk")[:MOST])


def _questions(switch: Switch, over_at: datetime) -> list[Question]:
    """Ended while it was in force with the reason of its kind, and not brought back yet."""
    reason = REASONS.get(switch.kind, "")
    put_off = Question.objects.filter(state=State.ENDED, reason=reason).exclude(reason="")
    return list(put_off.filter(state_at__gte=switch.begins_at, state_at__lt=over_at).order_by("state_at", "pk")[:MOST])
