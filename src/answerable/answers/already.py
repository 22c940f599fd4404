"""The standing answers that may fit what somebody is about to ask, and what people said of such suggestions."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection, transaction

from answerable.answers.models import Answer, AnswerVersion, Suggestion
from answerable.listening.models import Post
from answerable.listening.words import words_of
from answerable.pure.grouping.agreeing import agreement
from answerable.pure.grouping.answered import Certainty, StandingAnswers, Wording, fit_certainty
from answerable.pure.grouping.embedder import Embedder, Vectors
from answerable.pure.grouping.space import Space as Geometry
from answerable.questions.current_space import newest_space
from answerable.questions.files.known_answers import USUAL
from answerable.questions.nearest import TEXT_READ
from answerable.questions.vectors import fetch, from_rows, to_rows

MOST_SHOWN = 3
MOST_WORDINGS = 60
"""Nearest posts of answered questions that are compared closely."""
LEAST_CERTAINTY = 0.15
"""Below it an answer is not even shown: a list of misfits keeps people from asking."""
LATEST_SAID = 1_000

# All vectors of answered questions are compared: the index of neighbours would find the unanswered ones first.
_NEAR = """
WITH standing AS MATERIALIZED (
  SELECT answer.id, vector.vector, left(post.masked_text, %(characters)b::int) AS text, post.language
  FROM answers_answer AS answer
  JOIN questions_postvector AS vector ON vector.question_id = answer.question_id
  JOIN listening_post AS post ON post.id = vector.post_id
  WHERE answer.withdrawn_at IS NULL AND vector.represents AND vector.embedder = %(embedder)b::text
    AND post.deleted_at IS NULL
)
SELECT id, vector, text, language FROM standing
ORDER BY vector <#> %(query)b::halfvec, id LIMIT %(most)b::int
"""
# What a person decided about the post in the end counts more than what its asker said.
_SAID = """
SELECT said.confidence, CASE
  WHEN place.how = 'person' OR place.confirmed_by_id IS NOT NULL
    THEN coalesce(place.question_id = answer.question_id, false) ELSE said.fits END
FROM answers_suggestion AS said
JOIN answers_answer AS answer ON answer.id = said.answer_id
LEFT JOIN questions_placing AS place ON place.post_id = said.post_id
ORDER BY said.id DESC LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Fitting:
    """A standing answer that may fit: its newest version, how likely it is to, and the score that says so."""

    answer: Answer
    version: AnswerVersion
    certainty: float
    confidence: float


@dataclass(frozen=True, slots=True)
class _Near:
    answer: int
    vector: Vectors
    text: str
    language: str


def fitting_answers(text: str, *, embedder: Embedder) -> list[Fitting]:
    """The standing answers that may fit `text`, best first, at most three; empty for none. Nothing of it is kept."""
    space = newest_space(embedder.identifier)
    words = words_of(text[:TEXT_READ], claimed=None)
    if space is None or not words.same_wording:
        return []
    vector = embedder.embed([words.masked_text])[0]
    near = _near(space.geometry.query(vector), embedder.identifier)
    if space.geometry.reads(words.language, words.masked_text):
        found = _by_nearness(space.geometry, words.masked_text, vector, near)
    else:
        found = _by_wording(words.masked_text, words.language, near)
    likely = [one for one in found if one[1] >= LEAST_CERTAINTY][:MOST_SHOWN]
    versions = _versions([answer for answer, _certainty, _confidence in likely])
    return [
        Fitting(versions[answer].answer, versions[answer], certainty, confidence)
        for answer, certainty, confidence in likely
        if answer in versions
    ]


def note_said(
    *, answer: Answer, form_key: str, confidence: float, fits: bool, at: datetime, post: Post | None = None
) -> None:
    """Counts what somebody said of the answer that fitted best; one form counts once, and its last word stands."""
    form_hash = hashlib.sha256(form_key.encode()).hexdigest()
    with transaction.atomic():
        Suggestion.objects.update_or_create(
            form_hash=form_hash,
            defaults={"answer": answer, "confidence": confidence, "fits": fits, "said_on": _day(at), "post": post},
        )


def suited_count(answer: Answer) -> int:
    """How many people said that this answers them and asked no more."""
    return Suggestion.objects.filter(answer=answer, fits=True).count()


def certainty_learnt() -> Certainty:
    """The curve through what people said last, in the end; the usual one while too few have said anything."""
    with connection.cursor() as cursor:
        cursor.execute(_SAID, [LATEST_SAID])
        return fit_certainty([(confidence, bool(fits)) for confidence, fits in cursor.fetchall()]) or USUAL


def _day(at: datetime) -> date:
    return at.date()


def _near(query: Vectors, embedder: str) -> list[_Near]:
    rows = fetch(_NEAR, query=to_rows([query])[0], embedder=embedder, most=MOST_WORDINGS, characters=TEXT_READ)
    vectors = from_rows([row[1] for row in rows])
    return [_Near(row[0], vectors[at], row[2], row[3]) for at, row in enumerate(rows)]


def _by_nearness(space: Geometry, text: str, vector: Vectors, near: Sequence[_Near]) -> list[tuple[int, float, float]]:
    wordings = [Wording(one.answer, one.text, one.vector) for one in near if space.reads(one.language, one.text)]
    certainty = certainty_learnt()
    ranked = StandingAnswers(space, wordings).rank(text, vector, MOST_SHOWN)
    # Only the first one leads by something; that those behind it fit is judged by their score alone.
    return [
        (one.answer, certainty.of(one.confidence if place == 0 else one.score), one.confidence)
        for place, one in enumerate(ranked)
    ]


def _by_wording(text: str, language: str, near: Sequence[_Near]) -> list[tuple[int, float, float]]:
    best: dict[int, float] = {}
    for one in near:
        if one.language == language:
            best[one.answer] = max(best.get(one.answer, 0.0), agreement(text, one.text, {}).score)
    return sorted(((answer, score, score) for answer, score in best.items()), key=lambda one: (-one[1], one[0]))


def _versions(answers: Sequence[int]) -> dict[int, AnswerVersion]:
    standing = AnswerVersion.objects.filter(answer__in=answers, replaced_at=None, answer__withdrawn_at=None)
    return {one.answer_id: one for one in standing.select_related("answer__question").order_by("number")}
