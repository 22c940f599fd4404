"""After an older backup: a version that the record has already is not published again, and nobody is told it twice.

`answerable recover` brings the record up to what was signed; what was sent in between is known to no row. Such a
version is made again from its clearance, and each of its messages counts as one that may have been sent.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from answerable.answers.decide import decide
from answerable.answers.events import Forgotten
from answerable.answers.guarantee import guarantee_of
from answerable.answers.models import AnswerVersion, Delivery, DeliveryState
from answerable.answers.row import USUAL
from answerable.answers.store import row_of, store
from answerable.desk.models import Draft
from answerable.record.read import RecordedEntry, entries_of_version

_STEPS: Final = ("answer.published", "answer.corrected", "answer.withdrawn")


def told_before(version: AnswerVersion) -> list[RecordedEntry]:
    """What the record says of a version that was only now made from its clearance; empty where it is new."""
    found = _recorded(version)
    return found if any(one.type in _STEPS for one in found) else []


def says_otherwise(draft: Draft, text: str) -> bool:
    """Whether the record has this version with other words: it was published after the backup that was restored."""
    found = entries_of_version(draft.question.public_id, answer=draft.answer_id, version=draft.answer_version)
    said = [one.disclosed.get("text", one.disclosed.get("notice")) for one in found if one.type in _STEPS]
    return any(words is not None and words != text for words in said)


def mark_recovered(version: AnswerVersion, recorded: list[RecordedEntry]) -> None:
    """In the transaction that makes the version again: its totals are on the record already."""
    totals = {"recovered": True}
    for one in _summaries(recorded)[-1:]:
        totals |= {"recorded_told": one.fields["told"], "recorded_askers": one.fields["asked"]}
    AnswerVersion.objects.filter(pk=version.pk).update(**totals)
    version.recovered = True


def count_as_sent(version: AnswerVersion, made: Collection[int], *, at: datetime) -> None:
    """In the transaction that made these deliveries of a recovered version: they may be out."""
    changes = []
    waiting = Delivery.objects.filter(pk__in=made, version=version, state=DeliveryState.PENDING)
    for delivery in waiting.select_related("channel").order_by("pk"):
        row, event = row_of(delivery), Forgotten()
        new = decide(row, event, at=at, fence=row.fence, guarantee=guarantee_of(delivery.channel), timing=USUAL)
        if new is not None:
            changes.append((row, new, event))
    store(changes, at=at)


def knows_less(version: AnswerVersion, *, told: int, returned: int) -> bool:
    """Whether the rows account for fewer people than the record does, because some were lost: then the record stands.

    The record itself is asked, not the row: a version that the backup has may have been told further after it.
    """
    recorded = _summaries(_recorded(version))
    return bool(recorded) and told + returned < recorded[-1].fields["told"] + recorded[-1].fields.get("returned", 0)


def _recorded(version: AnswerVersion) -> list[RecordedEntry]:
    answer = version.answer
    return entries_of_version(answer.question.public_id, answer=answer.public_id, version=version.number)


def _summaries(recorded: list[RecordedEntry]) -> list[RecordedEntry]:
    return [one for one in recorded if one.type == "delivery.summary"]
