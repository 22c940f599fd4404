"""Looks at all posts again when the picture has grown, tidies what nobody touched, and proposes the rest to people."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import numpy as np
from django.db import connection, transaction

from answerable.pure.grouping.embedder import Vectors
from answerable.pure.grouping.refining import Refinement, Told, is_due, refine
from answerable.pure.grouping.strictness import learnt_link
from answerable.questions.current_space import InUse, keep_space, newest_space
from answerable.questions.judged import likeness_judged
from answerable.questions.models import PostVector, Space
from answerable.questions.propose import propose_merges, propose_moves
from answerable.questions.representing import write_scales
from answerable.questions.tidy import carry_out
from answerable.questions.topics import sort_into_topics
from answerable.questions.vectors import fetch, from_rows

MOST_POSTS = 150_000
"""Newest posts looked at: 230 MB of vectors. Older ones stay where they are."""
TEXT_COMPARED = 500
"""Characters of each post in which a number, a place or a "not" may tell two apart: 75 MB at most."""
AT_LEAST_EVERY = timedelta(days=1)
REFINE_LOCK = 0x5175_0003
"""PostgreSQL's number of the lock that lets one round run at a time."""

_POSTS = """
SELECT vector.post_id, vector.question_id, vector.vector, vector.represents,
       question.touched_at IS NOT NULL OR question.state <> 'new'
       OR place.how = 'person' OR place.confirmed_by_id IS NOT NULL,
       left(post.masked_text, %(characters)b::int), post.language
FROM questions_postvector AS vector
JOIN listening_post AS post ON post.id = vector.post_id
JOIN questions_question AS question ON question.id = vector.question_id
JOIN questions_placing AS place ON place.post_id = vector.post_id
WHERE vector.embedder = %(embedder)b::text
ORDER BY vector.post_id DESC LIMIT %(most)b::int
"""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What a round looks at, a row a post: question, vector, does it represent, is it held in place, its words."""

    posts: Sequence[int]
    questions: Sequence[int]
    vectors: Vectors
    represents: Sequence[bool]
    held: Sequence[bool]
    told: Sequence[Told]

    @property
    def pinned(self) -> set[int]:
        """Questions that may only be proposed to."""
        return {question for question, held in zip(self.questions, self.held, strict=True) if held}


def refine_if_due(*, at: datetime) -> int:
    """Runs a round when a quarter more posts are there than at the last one, or a day has passed; says how many moved.

    The new space is written first, then the moves follow one question at a time, each in its own transaction and only
    if nobody touched it meanwhile; a crash in between leaves posts where they were.
    """
    space = newest_space()
    if space is None or not _is_due(space, at):
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [REFINE_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    try:
        return _round(space, at)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [REFINE_LOCK])


def _is_due(space: InUse, at: datetime) -> bool:
    last = Space.objects.get(pk=space.id)
    now = PostVector.objects.count()
    overdue = now > last.post_count and at - last.made_at >= AT_LEAST_EVERY
    return is_due(now, last.post_count) or overdue


def _round(space: InUse, at: datetime) -> int:
    corpus = _read(space)
    geometry = replace(space.geometry, link=learnt_link(likeness_judged(space)))
    refinement = refine(geometry, corpus.vectors, corpus.questions, corpus.pinned, corpus.told)
    renewed = _keep(refinement, corpus, at)
    moves = [
        (corpus.posts[move.row], move.came_from, move.goes_to)
        for move in refinement.moves
        if not {move.came_from, move.goes_to} & corpus.pinned
    ]
    moved = carry_out(moves, at=at, version=renewed.geometry.version)
    held = [move for move in refinement.moves if {move.came_from, move.goes_to} & corpus.pinned]
    propose_moves(
        [
            (corpus.posts[move.row], move.came_from, move.goes_to, move.strength)
            for move in (*held, *refinement.proposals)
        ],
        at=at,
    )
    propose_merges(renewed, at=at)
    unread = {row for row, one in enumerate(corpus.told) if not renewed.geometry.reads(one.language, one.text)}
    sort_into_topics(corpus.posts, corpus.vectors, unread, renewed.geometry, at=at)
    return moved


def _read(space: InUse) -> Corpus:
    rows = fetch(_POSTS, embedder=space.geometry.embedder, most=MOST_POSTS, characters=TEXT_COMPARED)
    rows.reverse()
    posts, questions, vectors, represents, held, texts, languages = zip(*rows, strict=True) if rows else ((),) * 7
    told = [Told(text, language) for text, language in zip(texts, languages, strict=True)]
    return Corpus(posts, questions, from_rows(vectors), represents, held, told)


def _keep(refinement: Refinement, corpus: Corpus, at: datetime) -> InUse:
    """Stores the new space with the scales of the representatives in it."""
    chosen = np.flatnonzero(np.asarray(corpus.represents, bool))
    with transaction.atomic():
        renewed = keep_space(geometry=refinement.space, at=at, post_count=PostVector.objects.count())
        write_scales({corpus.posts[row]: float(refinement.scales[row]) for row in chosen.tolist()}, space_id=renewed.id)
    return renewed
