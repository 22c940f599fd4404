"""What the switches in force hold back: answers that are cleared and not yet published, and tellings under way."""

from datetime import datetime

from answerable.answers.models import AnswerVersion
from answerable.desk.hold import held
from answerable.desk.models import Clearance, Decision, DraftState
from answerable.guidance.models import Switch
from answerable.guidance.switches import is_any_in_force


def held_versions(*, at: datetime) -> dict[int, list[Switch]]:
    """The versions under way of which nothing may leave now, by id, each with the switches that hold it.

    Asked before each message: while no switch is in force it costs one small query.
    """
    if not is_any_in_force(at=at):
        return {}
    under_way = dict(AnswerVersion.objects.filter(told_at=None, replaced_at=None).values_list("clearance_id", "pk"))
    holding = held(Clearance.objects.filter(pk__in=under_way), at=at)
    return {under_way[clearance_id]: switches for clearance_id, switches in holding.items()}


def held_clearances(*, at: datetime) -> dict[int, list[Switch]]:
    """The same by clearance, with those that are cleared and not yet published."""
    published = AnswerVersion.objects.values("clearance_id")
    waiting = Clearance.objects.filter(decision=Decision.CLEARED, version__draft__state=DraftState.CLEARED)
    under_way = AnswerVersion.objects.filter(told_at=None, replaced_at=None).values("clearance_id")
    return held(waiting.exclude(pk__in=published) | waiting.filter(pk__in=under_way), at=at)
