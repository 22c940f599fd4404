"""What answers a request for information: questions with their posts, answers, drafts and decisions, as plain rows.

Nobody who asked is in it, and personal data is masked in whatever is not public already. Rows come one by one.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from answerable.accounts.models import Body
from answerable.answers.models import AnswerVersion
from answerable.desk.models import Clearance, DraftVersion, Handover
from answerable.keeping.models import InformationExport
from answerable.keeping.periods import moment_of
from answerable.listening.models import Post
from answerable.pure.text.personal_data import mask
from answerable.questions.models import Question
from answerable.questions.searching import query_for

Row = Mapping[str, Any]
PRIVATE = "[a private message, left out]"

TABLES: Mapping[str, tuple[str, ...]] = {
    "questions": ("question", "title", "state", "outcome", "reason", "asked_count", "first_asked", "last_asked"),
    "posts": ("question", "number", "channel", "heard", "language", "text"),
    "answers": ("question", "version", "kind", "published", "language", "text", "short_text", "sources"),
    "drafts": ("question", "draft", "number", "saved", "language", "text", "short_text", "sources"),
    "decisions": ("question", "at", "what", "said"),
}
"""The columns of each file. Drafts and decisions are there only where the officer chose them."""


def tables_of(export: InformationExport) -> list[str]:
    """Which files there are."""
    chosen = {"drafts": export.with_drafts, "decisions": export.with_decisions}
    return [name for name in TABLES if chosen.get(name, True)]


def span_of(export: InformationExport) -> tuple[datetime, datetime]:
    """From the first moment of the first day to the end of the last, where the body is."""
    body = Body.objects.get()
    return moment_of(export.from_on, body), moment_of(export.until_on + timedelta(days=1), body)


def questions_of(export: InformationExport) -> QuerySet[Question]:
    """Those that were asked in the period, of the topic or with the words; the oldest first."""
    first, end = span_of(export)
    found = Question.objects.filter(first_asked_at__lt=end, last_asked_at__gte=first, merged_into=None)
    if export.topic_id is not None:
        found = found.filter(topic=export.topic_id)
    if export.words:
        query = query_for(export.words)
        said = Post.objects.filter(placing__question=OuterRef("pk"), search=query)
        found = found.filter(Q(search=query) | Q(Exists(said)))
    return found.order_by("first_asked_at", "pk")


def rows_of(export: InformationExport, question: Question, table: str) -> Iterator[Row]:
    """The rows of one question in one file."""
    return _ROWS[table](export, question)


def _question(_export: InformationExport, one: Question) -> Iterator[Row]:
    yield {
        "question": one.public_id,
        "title": mask(one.title),
        "state": one.get_state_display(),
        "outcome": one.get_outcome_display(),
        "reason": one.get_reason_display(),
        "asked_count": one.asker_count,
        "first_asked": one.first_asked_at.date(),
        "last_asked": one.last_asked_at.date(),
    }


def _posts(export: InformationExport, one: Question) -> Iterator[Row]:
    """Days, not moments: the moment of a post leads to who wrote it."""
    first, end = span_of(export)
    posts = Post.objects.filter(placing__question=one, deleted_at=None, heard_at__gte=first, heard_at__lt=end)
    rows = posts.select_related("channel").order_by("heard_at", "pk")
    for number, post in enumerate(rows.defer("text", "search").iterator(chunk_size=500), start=1):
        yield {
            "question": one.public_id,
            "number": number,
            "channel": post.channel.name,
            "heard": post.heard_at.date(),
            "language": post.language,
            "text": PRIVATE if post.is_private else mask(post.masked_text),
        }


def _answers(_export: InformationExport, one: Question) -> Iterator[Row]:
    for version in AnswerVersion.objects.filter(answer__question=one).order_by("number"):
        yield {
            "question": one.public_id,
            "version": version.number,
            "kind": version.get_kind_display(),
            "published": version.published_at.date(),
            "language": version.language,
            "text": version.text,
            "short_text": version.short_text,
            "sources": version.sources,
        }


def _drafts(_export: InformationExport, one: Question) -> Iterator[Row]:
    versions = DraftVersion.objects.filter(draft__question=one).exclude(text="").order_by("pk")
    for version in versions.defer("findings", "questions"):
        yield {
            "question": one.public_id,
            "draft": version.draft_id,
            "number": version.number,
            "saved": version.written_at.date(),
            "language": version.language,
            "text": mask(version.text),
            "short_text": mask(version.short_text),
            "sources": version.sources,
        }


def _decisions(_export: InformationExport, one: Question) -> Iterator[Row]:
    """What was decided, with the notes; names of staff are left out."""
    if one.outcome:
        yield _decided(one, one.state_at, one.get_outcome_display(), one.outcome_note)
    cleared = Clearance.objects.filter(version__draft__question=one, decided_at__isnull=False).order_by("pk")
    for clearance in cleared:
        said = " ".join([clearance.note, *(str(why) for why in clearance.reasons.values())])
        yield _decided(one, clearance.decided_at, clearance.get_decision_display(), said)
    for handover in Handover.objects.filter(post__placing__question=one).order_by("pk"):
        said = f"{handover.note} {handover.ended_note}"
        yield _decided(one, handover.at, handover.get_process_display(), said)


def _decided(one: Question, at: datetime | None, what: str, said: str) -> Row:
    return {"question": one.public_id, "at": at.date() if at else "", "what": what, "said": mask(said).strip()}


_ROWS = {"questions": _question, "posts": _posts, "answers": _answers, "drafts": _drafts, "decisions": _decisions}
