"""What became of everything that was received: every post is in exactly one line, and the lines add up."""

from collections import Counter
from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from answerable.questions.models import Outcome, Reason, State

OPEN = (State.NEW, State.ANSWERING, State.CLEARING)


@dataclass(frozen=True)
class Line:
    """One thing that became of posts. `code` is the closed list's own, empty for what is still open."""

    label: str
    count: int
    code: str = ""


@dataclass(frozen=True)
class Received:
    """All lines, and how many posts were received: the sum of the lines."""

    lines: tuple[Line, ...]
    received: int

    @property
    def adds_up(self) -> bool:
        """Whether each post is in exactly one line."""
        return sum(line.count for line in self.lines) == self.received


_COUNT = """
SELECT state, CASE WHEN state = 'ended' THEN outcome ELSE '' END, CASE WHEN state = 'ended' THEN reason ELSE '' END,
       sum(post_count) FROM questions_question WHERE state <> 'merged' GROUP BY 1, 2, 3
UNION ALL SELECT 'received', '', '', count(*) FROM listening_post WHERE NOT ours
UNION ALL SELECT 'unplaced', '', '', count(*) FROM listening_post AS post WHERE NOT ours AND placed_at IS NULL
       AND NOT EXISTS (SELECT 1 FROM questions_placing AS place WHERE place.post_id = post.id)
UNION ALL SELECT 'ended', 'other_process', '', count(*) FROM listening_post AS post
  WHERE NOT ours AND deleted_at IS NULL
  AND NOT EXISTS (SELECT 1 FROM questions_placing AS place WHERE place.post_id = post.id AND question_id IS NOT NULL)
  AND (EXISTS (SELECT 1 FROM desk_handover AS given WHERE given.post_id = post.id AND NOT also_answered)
    OR EXISTS (SELECT 1 FROM listening_postsign AS sign WHERE post_id = post.id AND kind = 'risk' AND is_right))
UNION ALL SELECT 'at_risk', '', '', count(*) FROM listening_postsign AS sign
  JOIN listening_post AS post ON post.id = sign.post_id AND NOT ours AND placed_at IS NOT NULL
  WHERE kind = 'risk' AND is_right IS NULL
  AND NOT EXISTS (SELECT 1 FROM questions_placing AS place WHERE place.post_id = sign.post_id)
UNION ALL SELECT 'unsure', '', '', count(*) FROM questions_placing WHERE question_id IS NULL AND how = 'machine'
"""
"""One statement, so that all counts are of the same moment: posts that are placed meanwhile are not counted twice.
A post that was edited waits to be placed again while it still counts where it is. What a person gave to another process
counts there unless it is in a question as well; what speaks of danger waits for us until a person has taken it up."""


def count_received() -> Received:
    """Counts from the questions' own counts, and three counts of posts of which two have a small index."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT)
        counts = Counter[tuple[str, str, str]]()
        for state, outcome, reason, count in cursor.fetchall():
            counts[state, outcome, reason] += int(count)
    received = counts.pop(("received", "", ""))
    waiting = sum(counts.pop((queue, "", ""), 0) for queue in ("unplaced", "unsure", "at_risk"))
    nothing = received - waiting - sum(counts.values())
    lines = [
        Line(_("Answered"), sum(counts[state, "", ""] for state in (State.ANSWERED, State.TELLING)), "answered"),
        *(
            _ended(outcome, reason, count)
            for (state, outcome, reason), count in sorted(counts.items())
            if state == State.ENDED
        ),
        Line(_("Waiting for us"), sum(counts[state, "", ""] for state in OPEN) + waiting, "waiting"),
        Line(_("Taken down before we read it, or nothing to answer in it"), nothing, "none"),
    ]
    shown = (line for line in lines if line.count or line.code in {"answered", "waiting"})
    return Received(tuple(shown), received)


def _ended(outcome: str, reason: str, count: int) -> Line:
    label = Reason(reason).label if reason else Outcome(outcome).label
    return Line(str(label), count, reason or outcome)
