"""What the inbox shows: questions by state, the urgent first, then those that most people ask and wait for longest."""

import base64
import json
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.dateparse import parse_datetime

from answerable.accounts.models import Person
from answerable.questions.finding import questions_with
from answerable.questions.keyset import Walk
from answerable.questions.models import Question, QuestionChannel, State

PAGE = 25
MOST_COUNTED = 100
"""From here on a tab says "99+": counting on would cost more than the page."""
WAITING_ORDER = ("-urgent", "-asker_count", "first_asked_at", "id")
LATEST_ORDER = ("-last_asked_at", "-id")
TABS = (State.NEW, State.ANSWERING, State.CLEARING, State.TELLING, State.ANSWERED, State.ENDED)

_COUNTED: dict[str, str] = {
    **{str(state): f"questions_question WHERE state = '{state}'" for state in TABS},
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


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page of the inbox, with bookmarks for the pages beside it ("" where there is none)."""

    questions: Sequence[Question]
    before: str
    after: str


def leaf_of(wanted: Wanted, *, person: Person, at: datetime, before: str = "", after: str = "") -> Leaf:
    """The page after the bookmark `after`, or before `before`; a bookmark that cannot be read starts afresh."""
    latest = wanted.state in {State.ANSWERED, State.ENDED}
    order = LATEST_ORDER if latest else WAITING_ORDER
    walk = Walk(_chosen(wanted, person=person, at=at), order)
    if (mark := _read(before, order)) is not None:
        found = walk.before(mark, PAGE + 1)
        more, shown = len(found) > PAGE, found[-PAGE:]
        return Leaf(shown, _write(shown[0], order) if more and shown else "", _write(shown[-1], order) if shown else "")
    mark = _read(after, order)
    found = walk.first(PAGE + 1) if mark is None else walk.after(mark, PAGE + 1)
    shown = found[:PAGE]
    following = _write(shown[-1], order) if len(found) > PAGE else ""
    return Leaf(shown, _write(shown[0], order) if mark is not None and shown else "", following)


def counts() -> dict[str, int]:
    """How many questions wait in each state, and in the two queues, each counted no further than MOST_COUNTED."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS)
        return dict(cursor.fetchall())


def channels_of(questions: Collection[Question]) -> dict[int, list[str]]:
    """The names of the channels each question came in on, those with most posts first."""
    rows = QuestionChannel.objects.filter(question__in=questions).order_by("-post_count", "channel__name")
    names: dict[int, list[str]] = defaultdict(list)
    for number, name in rows.values_list("question", "channel__name"):
        names[number].append(name)
    return names


def _chosen(wanted: Wanted, *, person: Person, at: datetime) -> QuerySet[Question]:
    chosen = Question.objects.select_related("claimed_by").defer("search")
    chosen = chosen.filter(state=wanted.state) if wanted.state else chosen.exclude(state=State.MERGED)
    if wanted.language:
        chosen = chosen.filter(language=wanted.language)
    if wanted.channel_id is not None:
        chosen = chosen.filter(
            Exists(QuestionChannel.objects.filter(question=OuterRef("pk"), channel=wanted.channel_id))
        )
    if wanted.whose == "mine":
        chosen = chosen.filter(Q(assigned_to=person) | Q(claimed_by=person, claimed_until__gt=at))
    if wanted.whose == "nobody":
        chosen = chosen.filter(Q(claimed_until=None) | Q(claimed_until__lte=at), assigned_to=None)
    if wanted.words:
        chosen = chosen.filter(pk__in=questions_with(wanted.words))
    return chosen


def _write(question: Question, order: Sequence[str]) -> str:
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
