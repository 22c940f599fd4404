"""When nothing of a version is on its way any more: the question is answered, and the record is given the totals."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from answerable.answers.events import CAME_BACK
from answerable.answers.models import ON_ITS_WAY, AnswerVersion, Attempt, Delivery, DeliveryState
from answerable.answers.restored import knows_less
from answerable.answers.successors import owe_successors
from answerable.questions.models import Question, State
from answerable.questions.states import move_question
from answerable.record.append import append


def finish_told(*, at: datetime) -> int:
    """Finishes every version of which nothing is on its way; returns how many. Held ones wait for a person."""
    on_its_way = Delivery.objects.filter(version=OuterRef("pk"), state__in=ON_ITS_WAY)
    done = AnswerVersion.objects.filter(~Exists(on_its_way), told_at=None).order_by("pk").values_list("pk", flat=True)
    return sum(finish_one(pk, at=at) for pk in list(done))


def finish_one(version_id: int, *, at: datetime) -> bool:
    """In one transaction: marks it, makes what a newer version owes after it, moves the question, tells the record."""
    with transaction.atomic():
        version = _locked(version_id)
        if version is None:
            return False
        AnswerVersion.objects.filter(pk=version.pk).update(told_at=at)
        if version.replaced_at is not None:
            newest = version.answer.versions.select_related("answer__question").get(replaced_at=None)
            owe_successors(newest, at=at)
        record_totals(version, at=at)
        question = version.answer.question
        if question.state == State.TELLING and not version.answer.versions.filter(told_at=None).exists():
            move_question(question=question, to=State.ANSWERED, at=at)
    return True


def _locked(version_id: int) -> AnswerVersion | None:
    """The version if it still has nothing on its way."""
    version = lock_version(version_id)
    moving = Delivery.objects.filter(version=version, state__in=ON_ITS_WAY).exists()
    return None if version.told_at is not None or moving else version


def lock_version(version_id: int) -> AnswerVersion:
    """The version with its answer and question; both rows are locked, the question first, as whoever publishes does."""
    Question.objects.select_for_update().get(answer__versions__pk=version_id)
    return AnswerVersion.objects.select_for_update(of=("self",)).select_related("answer__question").get(pk=version_id)


def reopen(version: AnswerVersion, *, at: datetime) -> None:
    """Something of the version is to be told, or was settled: the next round finishes it anew. In a transaction."""
    AnswerVersion.objects.filter(pk=version.pk).update(told_at=None)
    question = version.answer.question
    if question.state == State.ANSWERED:
        move_question(question=question, to=State.TELLING, at=at)


def record_totals(version: AnswerVersion, *, at: datetime) -> bool:
    """Appends `delivery.summary` where the totals differ from what the record was last given; in a transaction.

    Fewer may be told than before, because messages came back; the entry says how many of the untold these are.
    """
    reached = Delivery.objects.filter(version=version, state=DeliveryState.TOLD)
    told = reached.count()
    if (version.recorded_told, version.recorded_askers) == (told, version.asker_count):
        return False
    returned = _returned(version)
    if knows_less(version, told=told, returned=returned):
        return False
    # Whoever was written to did ask, also where their post has left the question since then.
    asked = max(version.asker_count, told + returned)
    append(
        type="delivery.summary",
        fields={
            "answer": version.answer.public_id,
            "version": version.number,
            "asked": asked,
            "told": told,
            "untold": asked - told,
            "returned": returned,
            "channels": _shown_on(reached),
            "about": version.answer.question.public_id,
        },
        disclosed={},
        on=at.date(),
    )
    AnswerVersion.objects.filter(pk=version.pk).update(recorded_told=told, recorded_askers=version.asker_count)
    return True


def _returned(version: AnswerVersion) -> int:
    """How many are not told now whose message came back: by the evidence, which is only ever added to."""
    came_back = Attempt.objects.filter(delivery=OuterRef("pk"), outcome=CAME_BACK)
    untold = Delivery.objects.filter(version=version).exclude(state=DeliveryState.TOLD)
    return untold.filter(Exists(came_back)).count()


def _shown_on(reached: QuerySet[Delivery]) -> list[str]:
    """The channels on which somebody was told for all to read: whoever compares looks for it there."""
    return sorted(set(reached.filter(in_private=False).values_list("channel__public_id", flat=True)))


def record_changed_totals(*, at: datetime) -> int:
    """Every finished version once more, nightly: evidence may come in after the totals were recorded."""
    count = 0
    finished = AnswerVersion.objects.filter(told_at__isnull=False)
    for pk in finished.values_list("pk", flat=True).iterator():
        with transaction.atomic():
            count += record_totals(lock_version(pk), at=at)
    return count
