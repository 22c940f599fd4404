"""Finds questions by words in their title or in their posts, in time that a frequent word does not stretch."""

from django.db import connection

from answerable.questions.models import Placing
from answerable.questions.searching import CONFIGURATIONS

MOST_FOUND = 500
RECENT = 10_000
"""Rows walked from the newest before the index of words is asked: 8 ms."""
ENOUGH = 100
"""As many among the recent mean a frequent word (1 %), whose every place the index would have to list."""

_QUERY = " || ".join(f"websearch_to_tsquery('{name}', %(words)s)" for name in CONFIGURATIONS)
_AMONG_RECENT = f"""
SELECT id FROM (SELECT id, search FROM {{table}} ORDER BY {{newest}} LIMIT {RECENT}) AS recent
WHERE search @@ ({_QUERY}) LIMIT {MOST_FOUND}
"""  # noqa: S608  our own words; what is searched for is a parameter
# Adding nothing keeps the planner from walking the whole table in the order of time: it takes rare words for frequent.
_BY_INDEX = f"""
SELECT id FROM {{table}} WHERE search @@ ({_QUERY}) ORDER BY id + 0 DESC LIMIT {MOST_FOUND}
"""  # noqa: S608  as above


def questions_with(words: str) -> set[int]:
    """The numbers of questions that have the words in their title, or in one of the latest posts that have them.

    Words as people type them into a search box (quotes, -not, or), in any language.
    """
    posts = _rows_with(words, table="listening_post", newest="heard_at DESC, id DESC")
    asked = Placing.objects.filter(post__in=posts, question__isnull=False).values_list("question", flat=True)
    return {*asked, *_rows_with(words, table="questions_question", newest="id DESC")}


def _rows_with(words: str, *, table: str, newest: str) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_AMONG_RECENT.format(table=table, newest=newest), {"words": words})
        found = [number for (number,) in cursor.fetchall()]
        if len(found) < ENOUGH:
            cursor.execute(_BY_INDEX.format(table=table), {"words": words})
            found = [number for (number,) in cursor.fetchall()]
    return found
