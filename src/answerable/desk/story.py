"""What happened to a question, in the order it happened, in words."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from answerable.desk.models import Clearance, Decision, DraftVersion
from answerable.desk.routes import Seat
from answerable.questions.models import Question, State

WORDS = ("text", "short_text", "sources", "findings", "questions")
"""What makes a version long, and its story does not tell."""
TONES = {Decision.CLEARED: "done", Decision.CHANGES: "trouble", Decision.VOID: "trouble"}
SENTENCES = {
    Decision.CLEARED: lambda number: _("Version %(number)s cleared") % {"number": number},
    Decision.CHANGES: lambda number: _("Version %(number)s sent back") % {"number": number},
    Decision.VOID: lambda number: _("Clearance of version %(number)s no longer counts") % {"number": number},
}


@dataclass(frozen=True)
class Event:
    """One thing that happened: when, what, by whom, with a note; `tone` is the ring beside it."""

    at: datetime
    title: str
    who: str = ""
    text: str = ""
    tone: str = "done"


def clearances_of(question: Question) -> list[Clearance]:
    """All that was asked of a second person, the oldest first, with the people and the number of the version."""
    asked = Clearance.objects.filter(version__draft__question=question).order_by("pk")
    asked = asked.select_related("asked_by", "decided_by", "version").prefetch_related("signatures__by")
    return list(asked.defer(*(f"version__{one}" for one in WORDS)))


def story_of(question: Question, clearances: Iterable[Clearance], *, is_drafted: bool) -> list[Event]:
    """All that the desk knows, the oldest first; `is_drafted` says that a draft was ever opened."""
    events = [Event(question.first_asked_at, _("First asked"), tone="open")]
    if is_drafted:
        events += [*_written(question), *_judged(clearances)]
    if question.state == State.ENDED:
        label = question.get_reason_display() if question.reason else question.get_outcome_display()
        events.append(Event(question.state_at, label, text=question.outcome_note, tone="apart"))
    return sorted(events, key=lambda event: event.at)


def _written(question: Question) -> Iterator[Event]:
    versions = DraftVersion.objects.filter(draft__question=question).select_related("written_by").order_by("pk")
    for version in versions.defer(*WORDS):
        title = _("Version %(number)s saved") % {"number": version.number}
        yield Event(version.written_at, title, version.written_by.name, tone="started")


def _judged(clearances: Iterable[Clearance]) -> Iterator[Event]:
    for one in clearances:
        number = one.version.number
        title = _("Version %(number)s handed in for clearance") % {"number": number}
        yield Event(one.asked_at, title, one.asked_by.name, tone="half")
        for yes in one.signatures.all():
            title = _("Version %(number)s signed by %(place)s") % {"number": number, "place": Seat(yes.seat).label}
            yield Event(yes.at, title, yes.by.name, yes.words, "half")
        if one.decided_at and one.decided_by:
            sentence = SENTENCES[Decision(one.decision)](number)
            yield Event(one.decided_at, sentence, one.decided_by.name, one.note, TONES[Decision(one.decision)])
