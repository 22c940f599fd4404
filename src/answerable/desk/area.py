"""Which place a question is about: asked only while a switch holds for some places and not for others."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.roles import Act
from answerable.desk.models import QuestionArea
from answerable.errors import Refused
from answerable.guidance.models import Switch
from answerable.guidance.switch_kinds import ELECTION
from answerable.guidance.switches import ELSEWHERE, covers, in_force
from answerable.questions.models import Question


def set_area(*, question: Question, area: str, by: Person, at: datetime) -> None:
    """Says which place the question is about; "" takes it back, and then every period covers it.

    Raises `Refused` for a place that no switch in force names.
    """
    if not by.may(Act.TRIAGE):
        raise Refused(_("Your roles do not let you say where a question belongs. Ask a listener or a topic owner."))
    if not area:
        QuestionArea.objects.filter(question=question).delete()
        return
    if area != ELSEWHERE and area not in areas_of(in_force(at=at)):
        raise Refused(_("Choose one of the places that are named, or “somewhere else”."))
    QuestionArea.objects.update_or_create(question=question, defaults={"area": area, "by": by, "at": at})


def areas_of(switches: Iterable[Switch]) -> list[str]:
    """Every place that one of the switches names."""
    return sorted({area for one in switches for area in one.areas})


def area_under(switches: Iterable[Switch], question: Question) -> str:
    """What was said of the question's place, where it matters to one of the switches; "" where nobody said."""
    if not any(one.areas for one in switches):
        return ""
    return QuestionArea.objects.filter(question=question).values_list("area", flat=True).first() or ""


def is_in_period(question: Question, *, at: datetime) -> bool:
    """Whether a pre-election period in force covers the question."""
    periods = [one for one in in_force(at=at) if one.kind == ELECTION]
    area = area_under(periods, question)
    return any(covers(one, area) for one in periods)
