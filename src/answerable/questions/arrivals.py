"""Sorts waiting posts: those that need no question, those somebody decided, those that follow their thread."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection

from answerable.listening.models import Post
from answerable.pure.text.asking import questions_in
from answerable.pure.text.near_copy import wording
from answerable.questions.models import Placing

MOST_WORDS_OF_A_FOLLOWER = 6
"""A longer reply says something of its own, even where nothing in it reads as a question."""

_DECIDED = """
SELECT DISTINCT ON (post.same_wording, post.language)
       post.same_wording, post.language, place.question_id, place.confirmed_by_id
FROM questions_placing AS place JOIN listening_post AS post ON post.id = place.post_id
WHERE place.how = 'person' AND post.same_wording = ANY(%s) AND post.same_wording <> ''
ORDER BY post.same_wording, post.language, place.placed_at DESC
"""
_PARENTS = """
SELECT child.id, parent.id, parent.placed_at IS NOT NULL
FROM unnest(%s::bigint[]) AS wanted(id)
JOIN listening_post AS child ON child.id = wanted.id
JOIN listening_post AS parent
  ON parent.channel_id = child.channel_id AND parent.uid IN (child.parent_uid, child.root_uid)
WHERE parent.id < child.id
ORDER BY child.id, parent.uid = child.parent_uid DESC
"""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a person said of the same wording: its question, or None for "asks nothing"."""

    question: int | None
    person: int | None


@dataclass(slots=True)
class Arrivals:
    """Waiting posts by what they need; `follows` name a question, `later` wait for the post they reply to."""

    needless: list[Post] = field(default_factory=list)
    decided: list[tuple[Post, Verdict]] = field(default_factory=list)
    follows: list[tuple[Post, int]] = field(default_factory=list)
    later: list[Post] = field(default_factory=list)
    asking: list[Post] = field(default_factory=list)


def sort_arrivals(posts: Sequence[Post]) -> Arrivals:
    """Each post into exactly one of the lists, in order."""
    arrivals = Arrivals()
    verdicts = _verdicts(posts)
    threads = _threads([post for post in posts if is_follower(post)])
    for post in posts:
        verdict = verdicts.get((post.same_wording, post.language))
        if post.ours or post.deleted_at:
            arrivals.needless.append(post)
        elif verdict:
            arrivals.decided.append((post, verdict))
        elif post.pk in threads:
            question = threads[post.pk]
            (arrivals.later.append(post) if question is None else arrivals.follows.append((post, question)))
        else:
            arrivals.asking.append(post)
    return arrivals


def is_follower(post: Post) -> bool:
    """A reply that asks nothing new: "thanks", "same here", "any news?"."""
    if not (post.parent_uid or post.root_uid):
        return False
    return not questions_in(post.text) and len(wording(post.text)) <= MOST_WORDS_OF_A_FOLLOWER


def _verdicts(posts: Sequence[Post]) -> Mapping[tuple[str, str], Verdict]:
    with connection.cursor() as cursor:
        cursor.execute(_DECIDED, [sorted({post.same_wording for post in posts})])
        return {(key, language): Verdict(question, person) for key, language, question, person in cursor.fetchall()}


def _threads(posts: Sequence[Post]) -> dict[int, int | None]:
    """The question of the post that each one answers to; None while that post waits itself. Left out: no such post."""
    if not posts:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(_PARENTS, [[post.pk for post in posts]])
        rows = cursor.fetchall()
    placed = dict(
        Placing.objects.filter(post__in={parent for _, parent, _ in rows}, question__isnull=False).values_list(
            "post", "question"
        )
    )
    threads: dict[int, int | None] = {}
    for child, parent, is_placed in rows:
        if not is_placed:
            threads.setdefault(child, None)
        elif parent in placed:
            threads.setdefault(child, placed[parent])
    return threads
