"""Publishes what was cleared: the version, one delivery for each asker, coverage and record, in one transaction."""

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext as _

from answerable.accounts.models import Body
from answerable.answers.deliveries import Owed, cover_posts, make_deliveries, owed_to
from answerable.answers.models import Answer, AnswerVersion
from answerable.answers.restored import mark_recovered, says_otherwise, told_before
from answerable.answers.successors import WITHDRAWN, owe_successors, replace_versions
from answerable.desk.clear import bind
from answerable.desk.hold import held
from answerable.desk.lapse import has_lapsed, lapse_clearance
from answerable.desk.models import Advice, Clearance, Decision, Draft, DraftKind, DraftState
from answerable.desk.propose_route import lacks_need
from answerable.desk.reply import answer_address
from answerable.desk.void import void_clearance
from answerable.questions.models import Question, State
from answerable.questions.states import move_question
from answerable.record.append import append


def publish_cleared(*, at: datetime) -> int:
    """Publishes each cleared draft that has no version yet and may go out; how many. A broken one holds up no other."""
    waiting = unpublished()
    holding, count, errors = held(waiting, at=at), 0, []
    for pk in [pk for pk in waiting.values_list("pk", flat=True) if pk not in holding]:
        try:
            count += publish_one(pk, at=at)
        except Exception as error:  # noqa: BLE001  raised below, after the others had their turn
            errors.append(error)
    if errors:
        raise ExceptionGroup("some cleared drafts could not be published", errors)
    return count


def unpublished() -> QuerySet[Clearance]:
    """Given clearances that became no version yet, the oldest first; not while advice about them is waited for."""
    given = Clearance.objects.filter(decision=Decision.CLEARED, version__draft__state=DraftState.CLEARED)
    held = Q(version__draft__in=Advice.objects.filter(ended_at=None).values("draft"))
    given = given.exclude(held & ~Q(second_look__is_glass=True))
    return given.exclude(pk__in=AnswerVersion.objects.values("clearance_id")).order_by("decided_at", "pk")


def publish_one(clearance_id: int, *, at: datetime) -> bool:
    """One transaction. False where another worker has it, a switch holds it, or it is void by now: changed, or late."""
    with transaction.atomic():
        clearance = _locked(clearance_id)
        if clearance is None or held(Clearance.objects.filter(pk=clearance.pk), at=at):
            return False
        if has_lapsed(clearance, at=at):
            lapse_clearance(clearance=clearance, at=at)
            return False
        version, draft = clearance.version, clearance.version.draft
        _posts, askers, bound = bind(version, cutoff=clearance.cutoff_at)
        why = _broken(clearance, bound) or _unfit(draft) or _recorded_otherwise(draft, version.text)
        if why:
            void_clearance(clearance=clearance, why=why, at=at)
            return False
        question = Question.objects.select_for_update().get(pk=draft.question_id)
        made = _make_version(clearance, question, at)
        training = made.training or Body.objects.filter(training=True).exists()
        owed = owed_to(askers, training=training)
        recorded = told_before(made)
        if recorded:
            mark_recovered(made, recorded)
        _tell(made, owed, at)
        if not recorded:
            _append(made, question, owed)
        if question.state != State.TELLING:
            move_question(question=question, to=State.TELLING, at=at)
    return True


def _locked(clearance_id: int) -> Clearance | None:
    clearance = (
        Clearance.objects.select_for_update(of=("self",), skip_locked=True)
        .select_related("version__draft__question", "version__written_by", "decided_by")
        .filter(pk=clearance_id, decision=Decision.CLEARED, version__draft__state=DraftState.CLEARED)
        .first()
    )
    return clearance if unpublished().filter(pk=clearance_id).exists() else None


def _broken(clearance: Clearance, bound: str) -> str:
    """Why the clearance no longer holds; empty where it does."""
    if bound != clearance.bound_hash:
        return _("A post was edited, moved or taken down after clearance.")
    if missing := lacks_need(clearance):
        return _("Meanwhile the draft needs another route: %(route)s. Hand it in again.") % {"route": missing}
    return ""


def _recorded_otherwise(draft: Draft, text: str) -> str:
    """What to do where the record has this version with other words; empty where it has not."""
    if not says_otherwise(draft, text):
        return ""
    told = {"number": draft.answer_version}
    return (
        _(
            "Version %(number)s was published with other words before the backup was restored: the record has them. "
            "Hand in those words first, then write the next version."
        )
        % told
    )


def _unfit(draft: Draft) -> str:
    """Why the draft cannot become the version it was cleared as; empty where it can."""
    answer = Answer.objects.filter(question_id=draft.question_id).first()
    if draft.kind == DraftKind.ANSWER:
        return _("This question has an answer already. Correct that answer instead.") if answer else ""
    if answer is None or answer.public_id != draft.answer_id:
        return _("There is no such answer to correct.")
    newest = answer.versions.aggregate(newest=Max("number"))["newest"]
    return (
        ""
        if draft.answer_version == newest + 1
        else _("Another version was published meanwhile. Read it, then write anew.")
    )


def _make_version(clearance: Clearance, question: Question, at: datetime) -> AnswerVersion:
    words, draft = clearance.version, clearance.version.draft
    if draft.kind == DraftKind.ANSWER:
        answer = Answer.objects.create(question=question, public_id=draft.answer_id, published_at=at)
    else:
        answer = Answer.objects.select_for_update().get(question=question)
        answer.withdrawn_at = at if draft.kind == DraftKind.WITHDRAWAL else None
        answer.save(update_fields=["withdrawn_at"])
    answer.question = question
    clearer = clearance.decided_by
    assert clearer is not None  # noqa: S101  the database refuses a decision by nobody
    return AnswerVersion.objects.create(
        answer=answer,
        number=draft.answer_version,
        kind=draft.kind,
        clearance=clearance,
        text=words.text,
        short_text=words.short_text,
        sources=words.sources,
        language=words.language,
        content_warning=words.content_warning,
        pictures=words.pictures,
        text_hash=text_hash(words.text, words.short_text),
        written_by=words.written_by,
        cleared_by=clearer,
        training=clearance.training,
        published_at=at,
    )


def text_hash(text: str, short_text: str) -> str:
    """SHA-256 over both forms of the words."""
    return hashlib.sha256(f"{text}\0{short_text}".encode()).hexdigest()


def _tell(version: AnswerVersion, owed: list[Owed], at: datetime) -> None:
    if version.kind == DraftKind.ANSWER:
        cover_posts(version.answer, owed, make_deliveries(version, owed, at=at))
    else:
        replace_versions(version, at=at)
        owe_successors(version, at=at)
        _newcomers(version, owed, at)
    AnswerVersion.objects.filter(pk=version.pk).update(asker_count=len(owed))


def _newcomers(version: AnswerVersion, owed: list[Owed], at: datetime) -> None:
    """Askers whom the clearer of a correction saw and no version was owed to; a withdrawal owes them nothing."""
    posts = [post_id for one in owed for post_id in one.post_ids]
    covered = set(version.answer.coverages.filter(post_id__in=posts).values_list("post_id", flat=True))
    fresh = [one for one in owed if not covered.intersection(one.post_ids)]
    if version.kind == DraftKind.WITHDRAWAL:
        fresh = [replace(one, reason=one.reason or WITHDRAWN) for one in fresh]
    cover_posts(version.answer, fresh, make_deliveries(version, fresh, at=at))


def _append(version: AnswerVersion, question: Question, owed: list[Owed]) -> None:
    answer = version.answer.public_id
    fields: dict[str, Any] = {}
    shown = "\n".join(f"{one['hash']} {' '.join(one['alt'].split())}".strip() for one in version.pictures)
    texts = {
        "title": question.title,
        "text": version.text,
        "short": version.short_text,
        "sources": version.sources,
        "pictures": shown,
    }
    if version.kind == DraftKind.ANSWER:
        channels = sorted({one.channel.public_id for one in owed if not one.reason})
        fields = {
            "question": question.public_id,
            "asked": len(owed),
            "channels": channels,
            "language": version.language,
        }
        entry, texts = "answer.published", texts | {"address": answer_address(question.public_id)}
    elif version.kind == DraftKind.CORRECTION:
        entry, fields = "answer.corrected", {"reason": "corrected"}
    else:
        entry, fields, texts = (
            "answer.withdrawn",
            {"reason": "withdrawn"},
            {"notice": version.text, "short": version.short_text},
        )
    if version.kind != DraftKind.WITHDRAWAL:
        fields["training"] = version.training
    append(
        type=entry,
        fields={"answer": answer, "version": version.number, "about": question.public_id, **fields},
        disclosed={name: text for name, text in texts.items() if text},
        on=version.published_at.date(),
    )
