"""What a newer version owes to those whom an older one was told, was to be told, or may have been told."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from answerable.answers.decide import decide
from answerable.answers.deliveries import TRAINING, Owed, make_deliveries
from answerable.answers.events import Dropped
from answerable.answers.follow import Chapter, Owes, Owing, follow
from answerable.answers.guarantee import corrects_in_place, guarantee_of
from answerable.answers.models import AnswerVersion, Coverage, Delivery, DeliveryState
from answerable.answers.row import USUAL, Timing
from answerable.answers.store import row_of, store
from answerable.answers.words import REPLACED
from answerable.channels.connect import kind_of
from answerable.desk.models import DraftKind
from answerable.listening.erased import ERASED

WITHDRAWN = "withdrawn"


def replace_versions(version: AnswerVersion, *, at: datetime) -> None:
    """Takes the older versions off: what was not sent yet is not sent any more. In the transaction that publishes."""
    older = AnswerVersion.objects.filter(answer_id=version.answer_id, number__lt=version.number, replaced_at=None)
    older.update(replaced_at=at)
    drop_replaced(at=at)


def drop_replaced(*, at: datetime, timing: Timing = USUAL) -> int:
    """Drops what waits in replaced versions; what came back from a look-up after the replacing, too."""
    waiting = Delivery.objects.filter(
        version__told_at=None,
        version__replaced_at__isnull=False,
        state__in=[DeliveryState.PENDING, DeliveryState.CLAIMED],
    )
    changes = []
    for delivery in waiting.select_related("channel"):
        row, event = row_of(delivery), Dropped(why=REPLACED, outcome="replaced")
        new = decide(row, event, at=at, fence=row.fence, guarantee=guarantee_of(delivery.channel), timing=timing)
        if new is not None:
            changes.append((row, new, event))
    return len(store(changes, at=at))


@dataclass(frozen=True)
class _Story:
    """What one account was told or was to be told in an answer so far, oldest first, and what is owed to it now."""

    rows: list[Delivery]
    owing: Owing
    owed: Owed | None


def owe_successors(version: AnswerVersion, *, at: datetime) -> int:
    """Makes the deliveries of the newest version that follow from what became of the older; returns how many.

    Told before: our message is changed in its place, or a follow-up goes under it. Not told: the new text as a plain
    answer, or nothing where the answer was withdrawn. Not known yet: nothing so far; the next round asks again.
    """
    with transaction.atomic():
        AnswerVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
        stories = _stories(version)
        made = make_deliveries(version, [story.owed for story in stories if story.owed is not None], at=at)
        for story in stories:
            if story.owing.owes is not Owes.FOLLOW_UP:
                _cover_again(story, made, version)
        if made:
            AnswerVersion.objects.filter(pk=version.pk).update(told_at=None)
    return len(made)


def _stories(version: AnswerVersion) -> list[_Story]:
    """Of all accounts that nothing of this version was made for, and of which it is known what they were told."""
    found: dict[tuple[int, str], list[Delivery]] = {}
    here = Delivery.objects.filter(version=version, channel=OuterRef("channel"), recipient=OuterRef("recipient"))
    older = Delivery.objects.filter(
        ~Exists(here), version__answer_id=version.answer_id, version__number__lt=version.number
    )
    # Whoever was erased is nobody whom a correction could be told.
    older = older.exclude(recipient__startswith=ERASED)
    for row in older.defer("text").select_related("channel").order_by("version__number"):
        found.setdefault((row.channel_id, row.recipient), []).append(row)
    stories = (_story(version, rows) for rows in found.values())
    return [story for story in stories if story.owing.owes is not Owes.WAIT]


def _story(version: AnswerVersion, rows: list[Delivery]) -> _Story:
    chapters = [Chapter(row.pk, row.state, row.target_uid, row.receipt_uid) for row in rows]
    last, withdrawn = rows[-1], version.kind == DraftKind.WITHDRAWAL
    owing = follow(chapters, withdrawn=withdrawn, in_place=corrects_in_place(last.channel))
    if owing.owes not in {Owes.FOLLOW_UP, Owes.PLAIN} or (version.training and not kind_of(last.channel).training_safe):
        return _Story(rows, owing, None)
    whom = (last.channel, last.recipient, owing.target_uid, (), last.waiting_since)
    owed = Owed(*whom, after_id=owing.after_id, in_private=last.in_private, edits_uid=owing.edits_uid)
    return _Story(rows, owing, owed)


def _cover_again(story: _Story, made: dict[tuple[int, str], int], version: AnswerVersion) -> None:
    """A post whose asker never got the older version is covered by the newer, or by the reason why there is none."""
    covered = Coverage.objects.filter(delivery_id__in=[row.pk for row in story.rows])
    if story.owed is not None:
        covered.update(delivery_id=made[story.owed.channel.pk, story.owed.recipient])
    else:
        covered.update(delivery_id=None, reason=WITHDRAWN if version.kind == DraftKind.WITHDRAWAL else TRAINING)


def owe_more(*, at: datetime) -> int:
    """The same for answers of which an older version is still on its way: the round's part, row by row."""
    under_way = AnswerVersion.objects.filter(told_at=None, replaced_at__isnull=False).values("answer_id")
    newest = AnswerVersion.objects.filter(answer_id__in=under_way, replaced_at=None).select_related("answer__question")
    return sum(owe_successors(version, at=at) for version in newest)
