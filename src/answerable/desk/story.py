"""What happened to a question, in the order it happened, in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from answerable.desk.models import Clearance, Decision, DraftVersion
from answerable.questions.models import Question


@dataclass(frozen=True)
class Event:
    """One thing that happened: when, what, by whom, with a note."""

    at: datetime
    title: str
    who: str = ""
    text: str = ""


def story_of(question: Question) -> list[Event]:
    """All that the desk knows, the latest first."""
    events = [Event(question.first_asked_at, _("First asked"))]
    versions = DraftVersion.objects.filter(draft__question=question).select_related("written_by")
    events += [
        Event(version.written_at, _("Version %(number)s saved") % {"number": version.number}, version.written_by.name)
        for version in versions
    ]
    for clearance in Clearance.objects.filter(version__draft__question=question).select_related(
        "asked_by", "decided_by", "version"
    ):
        events.append(
            Event(
                clearance.asked_at,
                _("Version %(number)s handed in for clearance") % {"number": clearance.version.number},
                clearance.asked_by.name,
            )
        )
        if clearance.decided_at and clearance.decided_by:
            title = str(Decision(clearance.decision).label)
            events.append(Event(clearance.decided_at, title, clearance.decided_by.name, clearance.note))
    if question.outcome and question.touched_at:
        label = question.get_reason_display() if question.reason else question.get_outcome_display()
        events.append(Event(question.touched_at, label, "", question.outcome_note))
    return sorted(events, key=lambda event: event.at, reverse=True)
