"""How quickly questions are answered, by month, and how many of those who asked were told."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

WITHIN_DAYS = (1, 2, 5, 10, 20)

# `recorded_told` is what the public record was given, so that anyone can check the sum.
_FIGURES = f"""
SELECT count(*), percentile_cont(0.5) WITHIN GROUP (ORDER BY waited),
  percentile_cont(0.9) WITHIN GROUP (ORDER BY waited),
  {", ".join(f"count(*) FILTER (WHERE waited <= {days})" for days in WITHIN_DAYS)},
  coalesce(sum(asker_count), 0), coalesce(sum(told), 0)
FROM (
  SELECT extract(epoch FROM answer.published_at - question.first_asked_at) / 86400 AS waited,
    first.asker_count, first.recorded_told AS told
  FROM answers_answer AS answer JOIN questions_question AS question ON question.id = answer.question_id
  JOIN answers_answerversion AS first ON first.answer_id = answer.id AND first.number = 1
  WHERE answer.published_at >= %(since)s AND answer.published_at < %(until)s
) AS answered
"""  # noqa: S608  numbers of ours


@dataclass(frozen=True, slots=True)
class Responding:
    """Answers given in a time: how many, days from the first post to the answer, people owed an answer and told.

    `within` are pairs of days and how many answers took no longer. The days are None where nothing was answered.
    """

    answer_count: int
    median_days: float | None
    slow_days: float | None
    within: tuple[tuple[int, int], ...]
    asker_count: int
    told_count: int


def responding(*, since: datetime, until: datetime) -> Responding:
    """The figures of what was answered from `since` until before `until`."""
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES, {"since": since, "until": until})
        count, median, slow, *rest = cursor.fetchone()
    within = tuple(zip(WITHIN_DAYS, rest, strict=False))
    return Responding(count, median, slow, within, rest[-2], rest[-1])
