"""What we did not answer and why: counts of every reason, and those questions that somebody here has put into words."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from answerable.answers.public.bookmarks import read_bookmark, write_bookmark
from answerable.questions.keyset import Walk
from answerable.questions.models import Outcome, Reason

SHOWN = (Outcome.NOT_ANSWERING, Outcome.PASSED_ON, Outcome.OTHER_PROCESS)
NEVER_SHOWN = (Reason.CASE, Reason.ABUS, Reason.SPAM)
"""Counted and never listed: about one person, or a stage for whoever wants one."""

_COUNTS = """
SELECT outcome, reason, count(*), sum(post_count) FROM questions_question
WHERE state = 'ended' GROUP BY outcome, reason ORDER BY sum(post_count) DESC, outcome, reason
"""
_LISTED = "SELECT last_asked_at, id, public_id, title, language, outcome, reason, asker_count FROM questions_question"
_WHERE = """state = 'ended' AND titled_by_id IS NOT NULL AND outcome = ANY(%(outcomes)s)
  AND NOT reason = ANY(%(never)s)"""


@dataclass(frozen=True, slots=True)
class Ended:
    """How many questions and posts ended in one way. `code` is of the closed list."""

    label: str
    code: str
    question_count: int
    post_count: int


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A question without an answer, in our words, and why."""

    last_asked_at: datetime
    number: int
    public_id: str
    title: str
    language: str
    outcome: str
    reason: str
    asker_count: int

    @property
    def why(self) -> str:
        """The reason, or the outcome where it says enough."""
        return _label(self.outcome, self.reason)

    @property
    def bookmark(self) -> str:
        """Its place in the list, for an address."""
        return write_bookmark(self.last_asked_at, self.number)


def count_ended() -> list[Ended]:
    """Every way in which questions ended without an answer, the most frequent first."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS)
        rows = cursor.fetchall()
    return [
        Ended(_label(outcome, reason), reason or outcome, count, int(posts)) for outcome, reason, count, posts in rows
    ]


def unanswered(count: int, *, after: str = "", before: str = "") -> list[Unanswered]:
    """Up to `count` questions, those asked last first, from a bookmark on; a bad one is no bookmark."""
    values = {"outcomes": [str(one) for one in SHOWN], "never": [str(one) for one in NEVER_SHOWN]}
    walk = Walk(_LISTED, _WHERE, ("-last_asked_at", "-id"), values)
    if (mark := read_bookmark(before)) is not None:
        rows = walk.before(mark, count)
    elif (mark := read_bookmark(after)) is not None:
        rows = walk.after(mark, count)
    else:
        rows = walk.first(count)
    return [Unanswered(*row) for row in rows]


def _label(outcome: str, reason: str) -> str:
    return str(Reason(reason).label if reason else Outcome(outcome).label)
