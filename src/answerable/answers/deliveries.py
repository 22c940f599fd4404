"""Makes deliveries and coverage in bulk: every message rendered once and frozen, every post covered once."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection
from psycopg.types.json import Jsonb

from answerable.answers.models import Answer, AnswerVersion, Outlet
from answerable.channels.connect import kind_of
from answerable.channels.limits import limits_of
from answerable.channels.models import Channel
from answerable.desk.reach import Asker
from answerable.desk.reply import answer_address, reply_text

TRAINING = "training"


@dataclass(frozen=True)
class Owed:
    """One account on one channel to be told, or the reason why not; `after_id` is what it was told before.

    `edits_uid` is our own message that is changed in its place.
    """

    channel: Channel
    recipient: str
    target_uid: str
    post_ids: tuple[int, ...]
    waiting_since: datetime
    reason: str = ""
    after_id: int | None = None
    in_private: bool = False
    edits_uid: str = ""


def owed_to(askers: Iterable[Asker], *, training: bool) -> list[Owed]:
    """One for each account that is written to: someone heard on a channel and in a file of it is one person."""
    found: dict[tuple[int, str], Owed] = {}
    for asker in askers:
        reason = asker.reason or (TRAINING if training and not kind_of(asker.channel).training_safe else "")
        whom = (asker.channel, asker.recipient, asker.target_uid, asker.post_ids, asker.waiting_since)
        one = Owed(*whom, reason, in_private=asker.in_private)
        place = (asker.channel.pk, asker.recipient)
        found[place] = _together(found[place], one) if place in found else one
    return list(found.values())


def _together(first: Owed, second: Owed) -> Owed:
    """The one that can be told, and of these the one with a post to reply to, speaks for both."""
    best, other = sorted((first, second), key=lambda one: (one.reason != "", one.target_uid == ""))
    since = min(first.waiting_since, second.waiting_since)
    return replace(best, post_ids=best.post_ids + other.post_ids, waiting_since=since)


def key_of(*, answer_id: str, number: int, kind: str, channel_id: str, recipient: str) -> str:
    """Our own reference of a message: the same message always has the same, and no two share one."""
    said = "|".join((answer_id, str(number), kind, channel_id, recipient))
    return hashlib.sha256(said.encode()).hexdigest()[:40]


def message_for(version: AnswerVersion, channel: Channel) -> str:
    """What is sent on the channel: the words where they fit, else their short form, and the way to the page."""
    page, limits = version.answer.question.public_id, limits_of(channel)
    if limits is not None:
        return reply_text(text=version.text, short_text=version.short_text, rule=limits.text, page=page)
    return f"{version.short_text or version.text}\n\n{answer_address(page)}"


# Rows as one document of JSON: as arrays of columns their quoting alone took a sixth of the planning.
_INSERT = """
INSERT INTO answers_delivery (
  version_id, channel_id, recipient, target_uid, in_private, key, text, language, waiting_since, made_at,
  after_id, edits_uid, state, state_at, due_at, attempt_count, look_count, fence, receipt_uid, receipt_url, why)
SELECT %s, one.channel_id, one.recipient, one.target_uid, one.in_private, one.key, message.text, %s,
  one.waiting_since, %s, one.after_id, one.edits_uid, 'pending', %s, %s, 0, 0, 0, '', '', ''
FROM jsonb_to_recordset(%s) AS one(channel_id bigint, recipient text, target_uid text, in_private bool, key text,
  waiting_since timestamptz, after_id bigint, edits_uid text)
JOIN jsonb_to_recordset(%s) AS message(channel_id bigint, text text) USING (channel_id)
ON CONFLICT (version_id, channel_id, recipient) DO NOTHING
RETURNING id, channel_id, recipient
"""


def make_deliveries(version: AnswerVersion, owed: Sequence[Owed], *, at: datetime) -> dict[tuple[int, str], int]:
    """One delivery for each that can be told; returns their ids by channel and account. One that is there stays."""
    tell = [one for one in owed if not one.reason]
    channels = {one.channel.pk: one.channel for one in tell}
    if not tell:
        return {}
    Outlet.objects.bulk_create([Outlet(channel_id=pk) for pk in channels], ignore_conflicts=True)
    answer_id, number, kind = version.answer.public_id, version.number, version.kind
    rows = [
        {
            "channel_id": one.channel.pk,
            "recipient": one.recipient,
            "target_uid": one.target_uid,
            "in_private": one.in_private,
            "key": key_of(
                answer_id=answer_id,
                number=number,
                kind=kind,
                channel_id=one.channel.public_id,
                recipient=one.recipient,
            ),
            "waiting_since": one.waiting_since.isoformat(),
            "after_id": one.after_id,
            "edits_uid": one.edits_uid,
        }
        for one in tell
    ]
    texts = [{"channel_id": pk, "text": message_for(version, channel)} for pk, channel in channels.items()]
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [version.pk, version.language, at, at, at, Jsonb(rows), Jsonb(texts)])
        return {(channel_id, recipient): row_id for row_id, channel_id, recipient in cursor.fetchall()}


_COVER = """
INSERT INTO answers_coverage (answer_id, post_id, delivery_id, reason)
SELECT %s, one.post_id, one.delivery_id, one.reason
FROM jsonb_to_recordset(%s) AS one(post_id bigint, delivery_id bigint, reason text)
ON CONFLICT (answer_id, post_id) DO NOTHING
"""


def cover_posts(answer: Answer, owed: Sequence[Owed], made: dict[tuple[int, str], int]) -> None:
    """Covers each post by its delivery or by the reason why there is none; a post that is covered stays as it is."""
    rows = [
        {
            "post_id": post_id,
            "delivery_id": None if one.reason else made[one.channel.pk, one.recipient],
            "reason": one.reason,
        }
        for one in owed
        for post_id in one.post_ids
    ]
    with connection.cursor() as cursor:
        cursor.execute(_COVER, [answer.pk, Jsonb(rows)])
