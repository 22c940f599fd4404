"""The round that takes back: a reply that did not arrive, as the network said later, is not counted as told."""

from datetime import datetime
from typing import Final

from django.db import connection, transaction

from answerable.answers.decide import decide
from answerable.answers.events import CameBack
from answerable.answers.finish import lock_version, reopen
from answerable.answers.guarantee import guarantee_of
from answerable.answers.models import Delivery
from answerable.answers.row import USUAL
from answerable.answers.store import row_of, store

# Asked of the rows each time: what was decided before is in a state that a return does not change.
_CAME_BACK: Final = """
SELECT DISTINCT ON (delivery.id) delivery.id, post.returned_why, post.heard_at
FROM listening_post AS post
JOIN answers_delivery AS delivery ON delivery.key = post.returned_key AND delivery.channel_id = post.channel_id
WHERE post.returned_key <> '' AND delivery.state IN ('told', 'checking', 'held')
  AND delivery.last_sent_at <= post.heard_at AND delivery.receipt_uid NOT LIKE 'seen:%%'
ORDER BY delivery.id, post.heard_at DESC
LIMIT 1000
"""


def take_back_returned(*, at: datetime) -> int:
    """Moves each delivery that came back to "could not be told", with the reason; returns how many it moved."""
    with connection.cursor() as cursor:
        cursor.execute(_CAME_BACK)
        found = cursor.fetchall()
    return sum(_take_back(pk, CameBack(why=why, heard_at=heard_at), at=at) for pk, why, heard_at in found)


def _take_back(delivery_id: int, event: CameBack, *, at: datetime) -> bool:
    """One transaction. The version is finished anew, so that its totals go on the record as they are now."""
    with transaction.atomic():
        delivery = Delivery.objects.select_related("channel").get(pk=delivery_id)
        version = lock_version(delivery.version_id)
        row = row_of(delivery)
        new = decide(row, event, at=at, fence=row.fence, guarantee=guarantee_of(delivery.channel), timing=USUAL)
        if new is None or not store([(row, new, event)], at=at):
            return False
        reopen(version, at=at)
    return True
