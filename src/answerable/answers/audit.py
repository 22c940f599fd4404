"""Whether everyone who asked is accounted for: counted from the rows, at any time, and nightly."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from answerable.answers.finish import record_changed_totals
from answerable.answers.models import Audited, DeliveryState
from answerable.record.append import append

PATIENCE = timedelta(days=1)

_AUDIT = """
WITH asked AS (
  SELECT post.id, placed.placed_at, answer.id AS answer_id,
    (SELECT max(clearance.cutoff_at) FROM answers_answerversion AS version
      JOIN desk_clearance AS clearance ON clearance.id = version.clearance_id
      WHERE version.answer_id = answer.id) AS cutoff_at
  FROM answers_answer AS answer
  JOIN questions_placing AS placed ON placed.question_id = answer.question_id
  JOIN listening_post AS post ON post.id = placed.post_id
  WHERE NOT post.ours
),
uncovered AS (
  SELECT asked.* FROM asked
  WHERE NOT EXISTS (
    SELECT 1 FROM answers_coverage AS coverage
    WHERE coverage.answer_id = asked.answer_id AND coverage.post_id = asked.id
  )
)
SELECT
  (SELECT count(*) FROM asked),
  (SELECT count(*) FROM uncovered WHERE placed_at <= cutoff_at),
  (SELECT count(*) FROM uncovered WHERE placed_at > cutoff_at),
  (SELECT count(*) FROM (SELECT 1 FROM answers_coverage GROUP BY answer_id, post_id HAVING count(*) > 1) AS twice),
  (SELECT count(*) FROM answers_delivery WHERE state = 'told' AND receipt_uid = ''),
  (SELECT count(*) FROM answers_delivery WHERE state = 'held'),
  (SELECT count(*) FROM answers_delivery WHERE state = 'held' AND state_at < %s),
  (SELECT count(*) FROM answers_delivery WHERE state IN ('claimed', 'sending', 'checking') AND state_at < %s),
  (SELECT count(*) FROM answers_delivery WHERE state = 'pending' AND due_at < %s)
"""

_REASONS = """
SELECT coalesce(nullif(coverage.reason, ''), delivery.state) AS fate, count(*)
FROM answers_coverage AS coverage LEFT JOIN answers_delivery AS delivery ON delivery.id = coverage.delivery_id
GROUP BY fate ORDER BY fate
"""


@dataclass(frozen=True)
class Audit:
    """What the rows say. `missing` must be 0: posts that were there at clearance and are not covered.

    `late` joined afterwards and wait for a person's word. `stuck` and `overdue` have waited for more than a day in a
    passing state, or for their turn. `fates` counts covered posts by what became of them: they add up to `covered`.
    """

    asked: int
    missing: int
    late: int
    twice: int
    without_receipt: int
    held: int
    held_long: int
    stuck: int
    overdue: int
    fates: tuple[tuple[str, int], ...]

    @property
    def covered(self) -> int:
        """How many posts are covered."""
        return sum(count for _fate, count in self.fates)

    @property
    def is_whole(self) -> bool:
        """Whether the promise holds: nobody missing, nobody counted twice, nobody called told without a receipt."""
        return not (self.missing or self.twice or self.without_receipt)


def audit(*, at: datetime) -> Audit:
    """Counts; writes nothing. For the page, the command line and the night."""
    long_ago = at - PATIENCE
    with connection.cursor() as cursor:
        cursor.execute(_AUDIT, [long_ago, long_ago, long_ago])
        counts = cursor.fetchone()
        cursor.execute(_REASONS)
        fates = tuple((str(fate), int(count)) for fate, count in cursor.fetchall())
    return Audit(*(int(count) for count in counts), fates=fates)  # type: ignore[misc,arg-type]  # nine counts


def audit_nightly(*, at: datetime) -> Audit:
    """The audit, after the record was given every total that changed since it was last given.

    It is kept for the public page and put on the record, once a day.
    """
    record_changed_totals(at=at)
    found = audit(at=at)
    with transaction.atomic():
        counts = {"asked": found.asked, "missing": found.missing, "late": found.late}
        _row, is_first = Audited.objects.get_or_create(on=at.date(), defaults=counts | {"fates": found.fates})
        if is_first:
            told = dict(found.fates).get(DeliveryState.TOLD, 0)
            append(type="telling.audited", fields=counts | {"told": told}, disclosed={}, on=at.date())
    return found
