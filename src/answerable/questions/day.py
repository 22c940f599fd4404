"""How often the questions of one day were asked, hour by hour."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import connection

from answerable.questions.models import State

HOURS = 24
MOST_QUESTIONS = 4
"""As many lines can be told apart in one picture."""

# A post counts at the moment its network says it was written, but never later than we heard it;
# what was heard more than a day after it was written, as from a file, is left out: a picture of the day is no archive.
_ASKED = """
WITH asked AS (
  SELECT place.question_id, floor(extract(epoch FROM moment - %(begin)s) / 3600)::int AS hour
  FROM listening_post AS post
  JOIN questions_placing AS place ON place.post_id = post.id
  CROSS JOIN LATERAL (SELECT least(coalesce(post.claimed_at, post.heard_at), post.heard_at) AS moment) AS at
  WHERE post.heard_at >= %(begin)s AND post.heard_at < %(end)s + interval '1 day' AND NOT post.ours
    AND moment >= %(begin)s AND moment < %(end)s AND place.question_id IS NOT NULL
), most AS (
  SELECT question_id FROM asked GROUP BY 1 ORDER BY count(*) DESC, question_id LIMIT %(most)s
)
SELECT coalesce(most.question_id, 0), asked.hour, count(*)
FROM asked LEFT JOIN most USING (question_id) GROUP BY 1, 2
"""
_NAMES = "SELECT id, public_id, title FROM questions_question WHERE id = ANY(%s) AND state <> %s"


@dataclass(frozen=True, slots=True)
class Asked:
    """A question's posts in each hour of a day; `public_id` and `title` are empty for all the others together."""

    public_id: str
    title: str
    by_hour: tuple[int, ...]


def asked_on(day: date, zone: ZoneInfo) -> list[Asked]:
    """The questions most asked on `day` in the body's time, at most four, and all others as one; none without posts."""
    begin = datetime.combine(day, time(), zone)
    end = datetime.combine(day + timedelta(days=1), time(), zone)
    with connection.cursor() as cursor:
        cursor.execute(_ASKED, {"begin": begin, "end": end, "most": MOST_QUESTIONS})
        counts: dict[int, list[int]] = {}
        for question, hour, count in cursor.fetchall():
            # On the day the clocks go back there are 25 hours: the last two are shown as one.
            counts.setdefault(question, [0] * HOURS)[min(hour, HOURS - 1)] += count
        cursor.execute(_NAMES, [list(counts), State.MERGED])
        names = {number: (public_id, title) for number, public_id, title in cursor.fetchall()}
    rows = [Asked(*names.get(number, ("", "")), tuple(hours)) for number, hours in counts.items()]
    return sorted(rows, key=lambda row: (not row.public_id, -sum(row.by_hour), row.public_id))
