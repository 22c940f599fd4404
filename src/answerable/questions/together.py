"""What the page of a question's posts shows: each wording once, why it is here, and the strays last."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection
from django.db.models.functions import Left

from answerable.pure.grouping.explaining import what_sets_apart, why_together
from answerable.pure.text.asking import asks_several
from answerable.pure.text.near_copy import added_sentences, share_of_wording
from answerable.questions.models import STRAY, Placing, PostVector, Question, State
from answerable.questions.nearest import TEXT_READ
from answerable.questions.vectors import fetch

PAGE = 20
MOST_NEAR = 5
TEMPLATE = 0.6
"""Share of the wording from which one post is another with something changed or added."""

CLEAREST_FIRST = f"(strength >= {STRAY} OR confirmed_by_id IS NOT NULL) DESC, strength DESC, post_id"
"""The order of a question's posts, as the index `placing_clearest` has it: strays last."""

_MEMBERS = f"""
SELECT place.post_id, post.same_wording
FROM questions_placing AS place JOIN listening_post AS post ON post.id = place.post_id
WHERE place.question_id = %s ORDER BY {CLEAREST_FIRST} LIMIT %s OFFSET %s
"""  # noqa: S608  our own words
_COPIES = """
SELECT post.same_wording, min(post.id), count(*)
FROM listening_post AS post JOIN questions_placing AS place ON place.post_id = post.id
WHERE post.same_wording = ANY(%s) AND place.question_id = %s
GROUP BY post.same_wording
"""
_NEAR = """
SELECT DISTINCT near.question_id FROM (
  SELECT vector FROM questions_postvector
  WHERE represents AND question_id = %(question)b::bigint ORDER BY post_id LIMIT 3
) AS own
CROSS JOIN LATERAL (
  SELECT question_id FROM questions_postvector WHERE represents ORDER BY vector <#> own.vector LIMIT 40
) AS near
WHERE near.question_id <> %(question)b::bigint
"""


@dataclass(frozen=True, slots=True)
class Card:
    """One wording in a question: its first post with its placing, how often it came, why, and what sets it apart.

    `added` is what it says beyond another post that it copies.
    """

    placing: Placing
    copy_count: int
    shared: tuple[str, ...]
    apart: tuple[str, ...]
    is_stray: bool
    asks_several: bool
    added: Sequence[str] = ()


def cards_of(question: Question, *, page: int) -> tuple[list[Card], bool]:
    """The cards of a page (from 1), the clearest first and strays last, and whether another page follows."""
    wordings = _wordings(question, most=page * PAGE + 1)
    shown = _first_and_count(question, wordings[(page - 1) * PAGE : page * PAGE])
    placings = Placing.objects.select_related("post__channel", "post__author", "confirmed_by").in_bulk(shown)
    others = representative_texts([question.pk]).get(question.pk, [])
    cards = [_card(placings[post], count, others) for post, count in shown.items() if post in placings]
    return cards, len(wordings) > page * PAGE


def _wordings(question: Question, *, most: int) -> list[tuple[int, str]]:
    """The clearest post of each wording with the wording ("" for one that came once), no more than `most`.

    Members are read in order, more each time, until there are enough: grouping all of them took 45 ms for 4,400.
    """
    found: dict[int | str, tuple[int, str]] = {}
    start, count = 0, most
    with connection.cursor() as cursor:
        while True:
            cursor.execute(_MEMBERS, [question.pk, count, start])
            rows = cursor.fetchall()
            for post, wording in rows:
                found.setdefault(wording or post, (post, wording))
            if len(rows) < count or len(found) >= most:
                break
            start, count = start + count, count * 4
    return list(found.values())[:most]


def _first_and_count(question: Question, wordings: Sequence[tuple[int, str]]) -> dict[int, int]:
    """The first post of each wording in the question, with how often it came."""
    with connection.cursor() as cursor:
        cursor.execute(_COPIES, [[wording for _post, wording in wordings if wording], question.pk])
        copies = {wording: (first, count) for wording, first, count in cursor.fetchall()}
    return dict(copies.get(wording, (post, 1)) for post, wording in wordings)


def representative_texts(questions: Sequence[int]) -> dict[int, list[str]]:
    """The texts by which each question is found, at most 32 each."""
    rows = PostVector.objects.filter(question__in=questions, represents=True).order_by("question", "post")
    texts: dict[int, list[str]] = {}
    for number, text in rows.values_list("question", Left("post__masked_text", TEXT_READ)):
        texts.setdefault(number, []).append(text)
    return texts


def near_questions(question: Question) -> list[Question]:
    """The questions that read most like this one, to move posts to or to merge with; the most asked first."""
    numbers = [number for (number,) in fetch(_NEAR, question=question.pk)]
    near = Question.objects.filter(pk__in=numbers).exclude(state=State.MERGED)
    return list(near.order_by("-asker_count", "pk")[:MOST_NEAR])


def sentences_added(text: str, others: Sequence[str]) -> list[str]:
    """What a near copy says beyond the text it copies; empty for a post in words of its own, or for the very same."""
    shares = [(share_of_wording(text, other), -at) for at, other in enumerate(others) if other != text]
    most, place = max(shares, default=(0.0, 0))
    return added_sentences(text, others[-place]) if most >= TEMPLATE else []


def _card(placing: Placing, copy_count: int, others: Sequence[str]) -> Card:
    text = placing.post.masked_text[:TEXT_READ]
    rest = [other for other in others if other != text]
    stray = placing.confirmed_by_id is None and placing.strength < STRAY
    return Card(
        placing=placing,
        copy_count=copy_count,
        shared=why_together(text, rest).words if rest else (),
        apart=what_sets_apart(text, rest) if stray and rest else (),
        is_stray=stray,
        asks_several=asks_several(text),
        added=sentences_added(text, rest),
    )
