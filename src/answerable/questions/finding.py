"""Finds questions by words in their title or in their posts, in time that a frequent word does not stretch."""

from django.db import connection

from answerable.questions.searching import CONFIGURATIONS

MOST_FOUND = 500
RECENT = 4_000
"""Rows walked from the newest before the index of words is asked: 3 ms."""
ENOUGH = 40
"""As many among the recent mean a frequent word (1 %), whose every place the index would have to list."""

_QUERY = " || ".join(f"websearch_to_tsquery('{name}', %(words)s)" for name in CONFIGURATIONS)
# Adding nothing keeps the planner from walking the whole table in the order of time: it takes rare words for frequent.
_FOUND = f"""
recent_{{table}} AS MATERIALIZED (
  SELECT id FROM (SELECT id, search FROM {{table}} ORDER BY {{newest}} LIMIT {RECENT}) AS newest
  WHERE search @@ (SELECT query FROM wanted) LIMIT {MOST_FOUND}
), in_{{table}} AS (
  SELECT id FROM recent_{{table}} WHERE (SELECT count(*) FROM recent_{{table}}) >= {ENOUGH}
  UNION ALL (
    SELECT id FROM {{table}} WHERE search @@ (SELECT query FROM wanted)
      AND (SELECT count(*) FROM recent_{{table}}) < {ENOUGH}
    ORDER BY id + 0 DESC LIMIT {MOST_FOUND}
  )
)"""  # noqa: S608  our own words; what is searched for is a parameter
_POSTS = _FOUND.format(table="listening_post", newest="heard_at DESC, id DESC")
_TITLES = _FOUND.format(table="questions_question", newest="id DESC")
# One array in one answer: the same as rows, of posts first and then of their questions, took four times the work here.
_FIND = f"""
WITH wanted AS MATERIALIZED (SELECT {_QUERY} AS query), {_POSTS}, {_TITLES}
SELECT coalesce(array_agg(DISTINCT question), '{{}}') FROM (
  SELECT question_id AS question FROM questions_placing WHERE post_id IN (SELECT id FROM in_listening_post)
  UNION ALL SELECT id FROM in_questions_question
) AS found WHERE question IS NOT NULL
"""  # noqa: S608  as above


def questions_with(words: str) -> list[int]:
    """The numbers of questions that have the words in their title, or in one of the latest posts that have them.

    Words as people type them into a search box (quotes, -not, or), in any language.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FIND, {"words": words})
        (found,) = cursor.fetchone()
    numbers: list[int] = found
    return numbers
