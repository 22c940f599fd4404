"""Finds the representatives nearest to posts, and the questions' sizes, in one trip to PostgreSQL each."""

from collections.abc import Collection, Sequence

from django.db import connection

from answerable.pure.grouping.embedder import Vectors
from answerable.pure.grouping.placing import NEIGHBOURS, Neighbour
from answerable.questions.vectors import fetch, from_rows, to_rows

TEXT_READ = 2_000
"""Characters of a neighbour's text that are compared; the model reads no more either."""
SEARCH_WIDTH = 64
"""How many rows the index keeps in view while it looks for the nearest forty (hnsw.ef_search)."""

LATEST_QUESTIONS, LATEST_EACH = 100, 3
"""Questions of a language that the model does not know, and representatives of each, that are compared by wording."""

_NEAREST = """
SELECT asked.row_number::int - 1, near.post_id
FROM unnest(%(queries)b::halfvec[]) WITH ORDINALITY AS asked(vector, row_number)
CROSS JOIN LATERAL (
  SELECT post_id FROM questions_postvector WHERE represents ORDER BY vector <#> asked.vector LIMIT %(most)b::int
) AS near
"""
_LATEST = """
SELECT representative.post_id
FROM (
  SELECT id FROM questions_question
  WHERE language = %(language)b::text AND language <> 'en' AND state <> 'merged'
  ORDER BY last_asked_at DESC, id DESC LIMIT %(questions)b::int
) AS question
CROSS JOIN LATERAL (
  SELECT post_id FROM questions_postvector
  WHERE represents AND question_id = question.id ORDER BY post_id DESC LIMIT %(each)b::int
) AS representative
"""
_REPRESENTATIVES = """
SELECT vector.post_id, vector.question_id, vector.vector, left(post.masked_text, %(characters)b::int), post.language,
       CASE WHEN scale.space_id = %(space)b::bigint THEN scale.value END
FROM questions_postvector AS vector
JOIN listening_post AS post ON post.id = vector.post_id
LEFT JOIN questions_scale AS scale ON scale.post_id = vector.post_id
WHERE vector.represents AND vector.question_id IS NOT NULL AND vector.embedder = %(embedder)b::text
  AND post.deleted_at IS NULL AND """


def may_meet(one: str, other: str) -> bool:
    """Questions stay within a language ("" unknown): across languages the model's nearness says little."""
    return not one or not other or one == other


def nearest(queries: Sequence[Vectors], *, space_id: int, embedder: str) -> list[list[Neighbour]]:
    """For each query vector its nearest representatives, in no order. Call inside a transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL hnsw.ef_search = %s", [SEARCH_WIDTH])
    pairs = fetch(_NEAREST, queries=to_rows(queries), most=NEIGHBOURS)
    known = {one.post: one for one in _read("vector.post_id", {post for _, post in pairs}, space_id, embedder)}
    found: list[list[Neighbour]] = [[] for _ in queries]
    for row, post in pairs:
        if post in known:
            found[row].append(known[post])
    return found


def latest_in(language: str, *, space_id: int, embedder: str) -> list[Neighbour]:
    """Representatives of the questions last asked in a language, for which the index is a poor guide; 3 ms.

    English has no such list: the model we ship knows it, and the index of this order leaves it out.
    """
    posts = fetch(_LATEST, language=language, questions=LATEST_QUESTIONS, each=LATEST_EACH)
    return _read("vector.post_id", {post for (post,) in posts}, space_id, embedder)


def representatives_of(questions: Collection[int]) -> list[tuple[int, int, Vectors]]:
    """All representatives of these questions: question, post, raw vector."""
    if not questions:
        return []
    rows = fetch(
        "SELECT question_id, post_id, vector FROM questions_postvector"
        " WHERE represents AND question_id = ANY(%(questions)b::bigint[])",
        questions=list(questions),
    )
    vectors = from_rows([row[2] for row in rows])
    return [(question, post, vectors[at]) for at, (question, post, _vector) in enumerate(rows)]


def representatives_since(question: int, *, space_id: int, embedder: str) -> list[Neighbour]:
    """The representatives of questions opened after the one with this number."""
    fresh = fetch("SELECT id FROM questions_question WHERE id > %(last)b::bigint", last=question)
    return _read("vector.question_id", {number for (number,) in fresh}, space_id, embedder)


def sizes_of(questions: Collection[int]) -> dict[int, int]:
    """How many representatives each question has."""
    return dict(
        fetch(
            "SELECT question_id, count(*)::int FROM questions_postvector"
            " WHERE represents AND question_id = ANY(%(questions)b::bigint[]) GROUP BY question_id",
            questions=list(questions),
        )
    )


def _read(column: str, numbers: Collection[int], space_id: int, embedder: str) -> list[Neighbour]:
    if not numbers:
        return []
    rows = fetch(
        f"{_REPRESENTATIVES} {column} = ANY(%(numbers)b::bigint[])",
        characters=TEXT_READ,
        space=space_id,
        embedder=embedder,
        numbers=list(numbers),
    )
    vectors = from_rows([row[2] for row in rows])
    return [
        Neighbour(question, post, text, language, vectors[at], scale)
        for at, (post, question, _vector, text, language, scale) in enumerate(rows)
    ]
