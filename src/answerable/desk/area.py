"""Which place a question is about: asked only while a switch holds for some places and not for others."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from answerable.accounts.models import Body, Person
from answerable.accounts.roles import Act
from answerable.desk.models import QuestionArea
from answerable.errors import Refused
from answerable.guidance.models import Switch
from answerable.guidance.switch_kinds import ELECTION, KINDS
from answerable.guidance.switches import ELSEWHERE, covers, in_force
from answerable.pure.checks.timing import touches
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


def bearing_on(question: Question, switches: Iterable[Switch], *texts: str) -> list[Switch]:
    """Those of the switches that can change what the rules say of these texts about the question."""
    switches = list(switches)
    area = area_under(switches, question)
    return [one for one in switches if covers(one, area) and _speaks_of(one, texts)]


def _speaks_of(switch: Switch, texts: Iterable[str]) -> bool:
    by_words = KINDS[switch.kind].by_words
    return not by_words or any(touches(text, tuple(switch.words)) for text in texts)


def is_in_period(question: Question, *, at: datetime) -> bool:
    """Whether a pre-election period in force covers the question."""
    return bool(_periods_around(question, at))


def day_after_period(question: Question, *, at: datetime) -> date | None:
    """The first day on which no pre-election period that is in force now covers the question; None without one."""
    ends = [one.ends_at for one in _periods_around(question, at) if one.ends_at is not None]
    return Body.objects.get().today(max(ends)) if ends else None


def _periods_around(question: Question, at: datetime) -> list[Switch]:
    periods = [one for one in in_force(at=at) if one.kind == ELECTION]
    area = area_under(periods, question)
    return [one for one in periods if covers(one, area)]
