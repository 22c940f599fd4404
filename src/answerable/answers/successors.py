"""What a newer version owes to those whom an older one was told, was to be told, or may have been told."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from answerable.answers.decide import decide
from answerable.answers.deliveries import TRAINING, Owed, make_deliveries
from answerable.answers.events import Dropped
from answerable.answers.guarantee import guarantee_of
from answerable.answers.models import AnswerVersion, Coverage, Delivery, DeliveryState
from answerable.answers.row import SEEN, Timing
from answerable.answers.store import row_of, store
from answerable.answers.words import REPLACED
from answerable.channels.connect import kind_of
from answerable.channels.models import Channel
from answerable.desk.models import DraftKind

WITHDRAWN = "withdrawn"
NOT_YET_KNOWN = {
    DeliveryState.PENDING,
    DeliveryState.CLAIMED,
    DeliveryState.SENDING,
    DeliveryState.CHECKING,
    DeliveryState.HELD,
}


def replace_versions(version: AnswerVersion, *, at: datetime) -> None:
    """Takes the older versions off: what was not sent yet is not sent any more. In the transaction that publishes."""
    older = AnswerVersion.objects.filter(answer_id=version.answer_id, number__lt=version.number, replaced_at=None)
    older.update(replaced_at=at)
    drop_replaced(at=at)


def drop_replaced(*, at: datetime, timing: Timing = Timing()) -> int:
    """Drops what waits in replaced versions; what came back from a look-up after the replacing, too."""
    waiting = Delivery.objects.filter(
        version__told_at=None, version__replaced_at__isnull=False, state__in=[DeliveryState.PENDING, DeliveryState.CLAIMED]
    )
    changes = []
    for delivery in waiting.select_related("channel"):
        row, event = row_of(delivery), Dropped(why=REPLACED, outcome="replaced")
        new = decide(row, event, at=at, fence=row.fence, guarantee=guarantee_of(delivery.channel), timing=timing)
        if new is not None:
            changes.append((row, new, event))
    return len(store(changes, at=at))


@dataclass
class _Story:
    """All that one account was told or was to be told in an answer so far, oldest first."""

    rows: list[Delivery]

    @property
    def is_known(self) -> bool:
        return all(row.state not in NOT_YET_KNOWN for row in self.rows)

    @property
    def told(self) -> Delivery | None:
        return next((row for row in reversed(self.rows) if row.state == DeliveryState.TOLD), None)


def owe_successors(version: AnswerVersion, *, at: datetime) -> int:
    """Makes the deliveries of the newest version that follow from what became of the older; returns how many.

    Told before: a follow-up under our own reply. Not told: the new text as a plain answer, or nothing where the answer
    was withdrawn. Not known yet: nothing so far; the next round asks again.
    """
    with transaction.atomic():
        AnswerVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
        stories = _stories(version)
        owed = {id(story): _owed(version, story) for story in stories}
        made = make_deliveries(version, [one for one in owed.values() if one is not None], at=at)
        for story in stories:
            if story.told is None:
                _cover_again(story, owed[id(story)], made, version)
        if made:
            AnswerVersion.objects.filter(pk=version.pk).update(told_at=None)
    return len(made)


def _stories(version: AnswerVersion) -> list[_Story]:
    """Of all accounts that nothing of this version was made for, and whose story so far is known."""
    found: dict[tuple[int, str], _Story] = {}
    here = Delivery.objects.filter(version=version, channel=OuterRef("channel"), recipient=OuterRef("recipient"))
    older = Delivery.objects.filter(~Exists(here), version__answer_id=version.answer_id, version__number__lt=version.number)
    for row in older.defer("text").select_related("channel").order_by("version__number"):
        found.setdefault((row.channel_id, row.recipient), _Story([])).rows.append(row)
    return [story for story in found.values() if story.is_known]


def _owed(version: AnswerVersion, story: _Story) -> Owed | None:
    last, told = story.rows[-1], story.told
    if version.training and not kind_of(last.channel).training_safe:
        return None
    if told is None and version.kind == DraftKind.WITHDRAWAL:
        return None
    target = told.receipt_uid if told and not told.receipt_uid.startswith(SEEN) else last.target_uid
    return _owed_after(told or last, last.channel, target)


def _owed_after(row: Delivery, channel: Channel, target_uid: str) -> Owed:
    return Owed(channel, row.recipient, target_uid, (), row.waiting_since, after_id=row.pk)


def _cover_again(story: _Story, owed: Owed | None, made: dict[tuple[int, str], int], version: AnswerVersion) -> None:
    """A post whose asker never got the older version is covered by the newer, or by the reason why there is none."""
    covered = Coverage.objects.filter(delivery_id__in=[row.pk for row in story.rows])
    if owed is not None:
        covered.update(delivery_id=made[owed.channel.pk, owed.recipient])
    else:
        covered.update(delivery_id=None, reason=WITHDRAWN if version.kind == DraftKind.WITHDRAWAL else TRAINING)


def owe_more(*, at: datetime) -> int:
    """The same for answers of which an older version is still on its way: the round's part, row by row."""
    under_way = AnswerVersion.objects.filter(told_at=None, replaced_at__isnull=False).values("answer_id")
    newest = AnswerVersion.objects.filter(answer_id__in=under_way, replaced_at=None).select_related("answer__question")
    return sum(owe_successors(version, at=at) for version in newest)
