"""The answers of a selection, read for pages, feeds, the outbox and downloads by one query a page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from django.db import connection

from answerable.answers.public.bookmarks import read_bookmark, write_bookmark
from answerable.answers.public.selection import Selection
from answerable.desk.models import DraftKind
from answerable.questions.keyset import Walk
from answerable.questions.searching import CONFIGURATIONS

NEWEST_RANKED = 1_000
"""Of more answers that meet a search only the newest are put in order of how well they do: ranking reads each."""


class By(Enum):
    """In what order answers are walked, the latest first, as an SQL pair of moment and number."""

    ANSWERED = "answer.published_at AS listed_at, answer.id AS number"
    CHANGED = "version.published_at AS listed_at, version.id AS number"


@dataclass(frozen=True, slots=True)
class Listed:
    """One answer as its newest version stands. `listed_at` and `number` are its place in the list."""

    listed_at: datetime
    number: int
    question_id: str
    title: str
    title_language: str
    asker_count: int
    published_at: datetime
    withdrawn_at: datetime | None
    version: int
    kind: str
    text: str
    sources: str
    language: str
    changed_at: datetime

    @property
    def is_withdrawn(self) -> bool:
        """Whether it is withdrawn as it stands."""
        return self.kind == DraftKind.WITHDRAWAL

    @property
    def bookmark(self) -> str:
        """Its place in the list, for an address."""
        return write_bookmark(self.listed_at, self.number)


_COLUMNS = (
    "listed_at, number, public_id, title, title_language, asker_count, published_at, withdrawn_at, version, kind, "
    "text, sources, language, changed_at"
)
_LISTED = """
SELECT {columns} FROM (
  SELECT {order}, question.id AS question_id, question.topic_id, question.public_id, question.title,
    question.language AS title_language, question.asker_count, answer.published_at, answer.withdrawn_at, answer.search,
    version.number AS version, version.kind, version.text, version.sources, version.language,
    GREATEST(version.published_at, (
      SELECT max(redacted.at) FROM answers_redaction AS redacted WHERE redacted.question_id = question.id
    )) AS changed_at
  FROM answers_answerversion AS version JOIN answers_answer AS answer ON answer.id = version.answer_id
  JOIN questions_question AS question ON question.id = answer.question_id
  WHERE version.replaced_at IS NULL
) AS listed"""
_QUERY = "(" + " || ".join(f"websearch_to_tsquery('{name}', %(words)s)" for name in CONFIGURATIONS) + ")"
_ON_CHANNEL = """EXISTS (SELECT 1 FROM questions_questionchannel AS heard WHERE heard.question_id = listed.question_id
  AND heard.channel_id = %(channel)s AND heard.post_count > 0)"""


def page_of(selection: Selection, by: By, count: int, *, after: str = "", before: str = "") -> list[Listed]:
    """Up to `count` answers: the first, or those after or just before a bookmark; a bad one is no bookmark."""
    walk = _walk(selection, by)
    if (mark := read_bookmark(before)) is not None:
        rows = walk.before(mark, count)
    elif (mark := read_bookmark(after)) is not None:
        rows = walk.after(mark, count)
    else:
        rows = walk.first(count)
    return [Listed(*row) for row in rows]


def all_of(selection: Selection, by: By, *, at_once: int = 500) -> Iterator[Listed]:
    """Every answer of the selection, read page by page: memory holds one page."""
    after = ""
    while rows := page_of(selection, by, at_once, after=after):
        yield from rows
        after = rows[-1].bookmark


def best_of(selection: Selection, count: int, *, skip: int = 0) -> list[Listed]:
    """The answers that meet the words best, of the newest thousand that do."""
    walk = _walk(selection, By.ANSWERED)
    newest = f"{_select(By.ANSWERED, _COLUMNS + ', search')} WHERE {walk.where} ORDER BY listed_at DESC, number DESC"
    ranked = f"""SELECT {_COLUMNS} FROM ({newest} LIMIT %(newest)s) AS found
      ORDER BY ts_rank(search, {_QUERY}) DESC, listed_at DESC, number DESC LIMIT %(count)s OFFSET %(skip)s"""  # noqa: S608
    values = {**walk.values, "newest": NEWEST_RANKED, "count": count, "skip": skip}
    with connection.cursor() as cursor:
        cursor.execute(ranked, values)
        return [Listed(*row) for row in cursor.fetchall()]


def standing(public_id: str) -> Listed | None:
    """The answer to the question of this address, as it stands; None where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(f"{_select(By.ANSWERED)} WHERE public_id = %s", [public_id])
        row = cursor.fetchone()
    return Listed(*row) if row else None


def _select(by: By, columns: str = _COLUMNS) -> str:
    return _LISTED.format(order=by.value, columns=columns)


def _walk(selection: Selection, by: By) -> Walk:
    where = ["TRUE"]
    values: dict[str, Any] = {}
    if selection.words:
        where.append(f"search @@ {_QUERY}")
        values["words"] = selection.words
    if selection.month:
        where.append("published_at >= %(since)s AND published_at < %(until)s")
        values |= {"since": selection.since, "until": selection.until}
    if selection.topic:
        where.append("topic_id = %(topic)s")
        values["topic"] = selection.topic_row.pk if selection.topic_row else None
    if selection.channel:
        where.append(_ON_CHANNEL)
        values["channel"] = selection.channel_row.pk if selection.channel_row else None
    return Walk(_select(by), " AND ".join(where), ("-listed_at", "-number"), values)
