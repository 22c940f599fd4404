"""What the inbox shows: questions by state, the urgent first, then those that most people ask and wait for longest."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.utils.dateparse import parse_datetime

from answerable.accounts.models import Person
from answerable.questions.finding import questions_with
from answerable.questions.keyset import Walk
from answerable.questions.models import State

PAGE = 25
MOST_COUNTED = 100
"""From here on a tab says "99+": counting on would cost more than the page."""
WAITING_ORDER = ("-urgent", "-asker_count", "first_asked_at", "id")
LATEST_ORDER = ("-last_asked_at", "-id")
TABS = (State.NEW, State.ANSWERING, State.CLEARING, State.TELLING, State.ANSWERED, State.ENDED)

_COUNTED: dict[str, str] = {
    **{str(state): f"questions_question WHERE state = '{state}'" for state in TABS},
    "at_risk": "listening_postsign WHERE kind = 'risk' AND is_right IS NULL",
    "unsure": "questions_placing WHERE question_id IS NULL AND how = 'machine'",
    "proposals": "questions_proposal WHERE decided_at IS NULL",
}
_COUNTS = " UNION ALL ".join(
    f"SELECT '{name}', count(*) FROM (SELECT 1 FROM {rows} LIMIT {MOST_COUNTED}) AS counted"  # noqa: S608  our own words
    for name, rows in _COUNTED.items()
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a person asked to see; empty and None mean "any". Without words to search, name a state."""

    state: str = State.NEW
    channel_id: int | None = None
    language: str = ""
    whose: str = ""
    words: str = ""
    topic_id: int | None = None


class Listed(NamedTuple):
    """A question as a row of the inbox; `channels` are names, the one with most posts first.

    The fields are the columns of `_LISTED` in their order.
    """

    id: int
    public_id: str
    title: str
    language: str
    state: str
    outcome: str
    reason: str
    urgent: bool
    asker_count: int
    first_asked_at: datetime
    last_asked_at: datetime
    claimed_until: datetime | None
    claimed_by: str | None
    channels: list[str]


# Plain SQL: the same as objects took five times as long, and a page of the inbox is asked for all day.
_LISTED = """
SELECT id, public_id, title, language, state, outcome, reason, urgent, asker_count, first_asked_at, last_asked_at,
  claimed_until, (SELECT name FROM accounts_person WHERE accounts_person.id = claimed_by_id) AS claimed_by,
  ARRAY(
    SELECT channel.name
    FROM questions_questionchannel AS came JOIN channels_channel AS channel ON channel.id = channel_id
    WHERE question_id = questions_question.id ORDER BY came.post_count DESC, channel.name
  ) AS channels
FROM questions_question
"""
_WHOSE = {
    "mine": "(assigned_to_id = %(person)s OR (claimed_by_id = %(person)s AND claimed_until > %(at)s))",
    "nobody": "assigned_to_id IS NULL AND (claimed_until IS NULL OR claimed_until <= %(at)s)",
}


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the inbox, with bookmarks for the pages beside it ("" where there is none)."""

    questions: Sequence[Listed]
    before: str
    after: str


def leaf_of(wanted: Wanted, *, person: Person, at: datetime, before: str = "", after: str = "") -> Leaf:
    """The page after the bookmark `after`, or before `before`; a bookmark that cannot be read starts afresh."""
    latest = wanted.state in {State.ANSWERED, State.ENDED}
    order = LATEST_ORDER if latest else WAITING_ORDER
    walk = _walk(wanted, order, person=person, at=at)
    if (mark := _read(before, order)) is not None:
        found = [Listed(*row) for row in walk.before(mark, PAGE + 1)]
        more, shown = len(found) > PAGE, found[-PAGE:]
        return Leaf(shown, _write(shown[0], order) if more and shown else "", _write(shown[-1], order) if shown else "")
    mark = _read(after, order)
    found = [Listed(*row) for row in (walk.first(PAGE + 1) if mark is None else walk.after(mark, PAGE + 1))]
    shown = found[:PAGE]
    following = _write(shown[-1], order) if len(found) > PAGE else ""
    return Leaf(shown, _write(shown[0], order) if mark is not None and shown else "", following)


def counts() -> dict[str, int]:
    """How many questions wait in each state, and in the two queues, each counted no further than MOST_COUNTED."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS)
        return dict(cursor.fetchall())


def _walk(wanted: Wanted, order: Sequence[str], *, person: Person, at: datetime) -> Walk:
    where = ["state = %(state)s" if wanted.state else f"state <> '{State.MERGED}'"]
    if wanted.language:
        where.append("language = %(language)s")
    if wanted.channel_id is not None:
        where.append("id IN (SELECT question_id FROM questions_questionchannel WHERE channel_id = %(channel)s)")
    if wanted.topic_id is not None:
        where.append("topic_id = %(topic)s")
    if wanted.whose:
        where.append(_WHOSE[wanted.whose])
    if wanted.words:
        where.append("id = ANY(%(found)s)")
    values = {
        "state": wanted.state,
        "language": wanted.language,
        "channel": wanted.channel_id,
        "topic": wanted.topic_id,
        "person": person.pk,
        "at": at,
        "found": questions_with(wanted.words) if wanted.words else [],
    }
    return Walk(_LISTED, " AND ".join(where), order, values)


def _write(question: Listed, order: Sequence[str]) -> str:
    values = [getattr(question, column.lstrip("-")) for column in order]
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def _read(bookmark: str, order: Sequence[str]) -> list[Any] | None:
    """The values of a bookmark; None for anything that is not one, which anybody may type into the address."""
    if not bookmark:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(bookmark + "=" * (-len(bookmark) % 4)))
        return [_value(column, value) for column, value in zip(order, values, strict=True)]
    except (ValueError, TypeError):
        return None


def _value(column: str, value: Any) -> Any:
    name = column.lstrip("-")
    if name.endswith("_at"):
        moment = parse_datetime(value)
        if moment is None:
            raise ValueError(name)
        return moment
    if not isinstance(value, bool if name == "urgent" else int):
        raise TypeError(name)
    return value
