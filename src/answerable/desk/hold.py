"""What the switches in force hold back of all that is cleared and not yet told."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from django.db.models import QuerySet

from answerable.desk.models import Clearance, QuestionArea, ReadAgain
from answerable.guidance.models import Switch
from answerable.guidance.switch_kinds import KINDS
from answerable.guidance.switches import covers, in_force
from answerable.pure.checks.catalogue import GATES
from answerable.pure.checks.timing import touches

_READ_AGAIN = GATES["checked again"].look
"""The gate of rule PRE-05; a crisis and a bereavement hold by the same one."""


class Cleared(NamedTuple):
    """One clearance as the switches see it. `texts` are all that would be read of it."""

    pk: int
    decided_at: datetime
    question_id: int
    texts: tuple[str, ...]


def held(clearances: QuerySet[Clearance], *, at: datetime) -> dict[int, list[Switch]]:
    """Those of the clearances that may not go out at `at`, each with the switches that hold it.

    An embargo holds what touches its subject until it is over. Every other kind holds what was cleared before it began,
    until a second person has read it again (`desk.read_again`) or it is over.
    """
    switches = in_force(at=at)
    if not switches:
        return {}
    rows = [
        Cleared(pk, decided_at, question_id, tuple(texts))
        for pk, decided_at, question_id, *texts in clearances.values_list(
            "pk",
            "decided_at",
            "version__draft__question_id",
            "version__text",
            "version__short_text",
            "version__draft__question__title",
        )
        if decided_at is not None
    ]
    areas = dict(
        QuestionArea.objects.filter(question__in={row.question_id for row in rows}).values_list("question_id", "area")
    )
    read = {
        (clearance_id, switch_id): moment
        for clearance_id, switch_id, moment in ReadAgain.objects.filter(
            switch__in=switches, clearance__in=[row.pk for row in rows]
        ).values_list("clearance_id", "switch_id", "at")
    }
    found = {row.pk: list(_holding(row, switches, areas.get(row.question_id, ""), read)) for row in rows}
    return {pk: holding for pk, holding in found.items() if holding}


def _holding(
    row: Cleared, switches: Iterable[Switch], area: str, read: dict[tuple[int, int], datetime]
) -> Iterator[Switch]:
    for switch in switches:
        if KINDS[switch.kind].by_words:
            if any(touches(text, tuple(switch.words)) for text in row.texts):
                yield switch
            continue
        facts = {
            "in_period": covers(switch, area),
            "cleared_at": row.decided_at,
            "period_starts_at": switch.begins_at,
            "checked_again_at": read.get((row.pk, switch.pk), ""),
        }
        if any(True for _spot in _READ_AGAIN(facts, {})):
            yield switch


def placed_elsewhere(switch: Switch) -> list[int]:
    """The questions of which somebody said that they are about none of the places where the switch holds."""
    return list(QuestionArea.objects.exclude(area__in=switch.areas).values_list("question_id", flat=True))
