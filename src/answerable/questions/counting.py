"""Keeps the counts of questions exact: added to while posts are placed, counted afresh when a person moves some."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection

from answerable.listening.models import Post

_RECOUNT = """
UPDATE questions_question AS question
SET post_count = counted.posts, asker_count = counted.askers,
    first_asked_at = coalesce(counted.first, question.first_asked_at),
    last_asked_at = coalesce(counted.last, question.last_asked_at)
FROM (
  SELECT wanted.id, count(post.id) AS posts,
         count(DISTINCT post.author_id) + count(post.id) FILTER (WHERE post.author_id IS NULL) AS askers,
         min(LEAST(post.claimed_at, post.heard_at)) AS first, max(LEAST(post.claimed_at, post.heard_at)) AS last
  FROM unnest(%s::bigint[]) AS wanted(id)
  LEFT JOIN questions_placing AS place ON place.question_id = wanted.id
  LEFT JOIN listening_post AS post ON post.id = place.post_id
  GROUP BY wanted.id
) AS counted
WHERE question.id = counted.id
"""
_RECOUNT_CHANNELS = """
INSERT INTO questions_questionchannel (question_id, channel_id, post_count)
SELECT place.question_id, post.channel_id, count(*)
FROM questions_placing AS place JOIN listening_post AS post ON post.id = place.post_id
WHERE place.question_id = ANY(%s) GROUP BY 1, 2
"""
_ADD = """
UPDATE questions_question AS question
SET post_count = question.post_count + more.posts, asker_count = question.asker_count + more.askers,
    first_asked_at = LEAST(question.first_asked_at, more.first),
    last_asked_at = GREATEST(question.last_asked_at, more.last),
    urgent = question.urgent OR more.urgent
FROM unnest(%s::bigint[], %s::int[], %s::int[], %s::timestamptz[], %s::timestamptz[], %s::boolean[])
  AS more(id, posts, askers, first, last, urgent)
WHERE question.id = more.id
"""
_ADD_CHANNELS = """
INSERT INTO questions_questionchannel AS present (question_id, channel_id, post_count)
SELECT * FROM unnest(%s::bigint[], %s::bigint[], %s::int[])
ON CONFLICT (question_id, channel_id) DO UPDATE SET post_count = present.post_count + excluded.post_count
"""
_ASKED_BEFORE = """
SELECT DISTINCT place.question_id, post.author_id
FROM unnest(%s::bigint[], %s::bigint[]) AS pair(question_id, author_id)
JOIN listening_post AS post ON post.author_id = pair.author_id
JOIN questions_placing AS place ON place.post_id = post.id AND place.question_id = pair.question_id
"""


def asked_at(post: Post) -> datetime:
    """When the post was written: what its network claims, but never later than we heard it."""
    return min(post.claimed_at, post.heard_at) if post.claimed_at else post.heard_at


@dataclass(slots=True)
class Tally:
    """What some posts add to a question; `authors` are counted once each, posts without an author each on their own."""

    post_count: int = 0
    nameless_count: int = 0
    authors: set[int] = field(default_factory=set)
    channels: Counter[int] = field(default_factory=Counter)
    moments: list[datetime] = field(default_factory=list)
    urgent: bool = False

    def add(self, post: Post, *, urgent: bool) -> None:
        """Counts one more post."""
        self.post_count += 1
        if post.author_id is None:
            self.nameless_count += 1
        else:
            self.authors.add(post.author_id)
        self.channels[post.channel_id] += 1
        self.moments.append(asked_at(post))
        self.urgent = self.urgent or urgent


def add_to_counts(tallies: Mapping[int, Tally]) -> None:
    """Adds each tally to its question. The questions' rows are locked and the new placings not yet written."""
    if not tallies:
        return
    known = _asked_before(tallies)
    with connection.cursor() as cursor:
        cursor.execute(
            _ADD,
            [
                list(tallies),
                [tally.post_count for tally in tallies.values()],
                [len(tally.authors - known[number]) + tally.nameless_count for number, tally in tallies.items()],
                [min(tally.moments) for tally in tallies.values()],
                [max(tally.moments) for tally in tallies.values()],
                [tally.urgent for tally in tallies.values()],
            ],
        )
    add_channels(tallies)


def add_channels(tallies: Mapping[int, Tally]) -> None:
    """Adds the posts of each tally to the counts by channel."""
    rows = [(number, channel, count) for number, tally in tallies.items() for channel, count in tally.channels.items()]
    with connection.cursor() as cursor:
        cursor.execute(_ADD_CHANNELS, [list(column) for column in zip(*rows, strict=True)])


def recount(questions: Collection[int]) -> None:
    """Counts the posts of these questions afresh; about 20 ms for 10,000 posts. The questions' rows are locked."""
    with connection.cursor() as cursor:
        cursor.execute(_RECOUNT, [list(questions)])
        cursor.execute("DELETE FROM questions_questionchannel WHERE question_id = ANY(%s)", [list(questions)])
        cursor.execute(_RECOUNT_CHANNELS, [list(questions)])


def _asked_before(tallies: Mapping[int, Tally]) -> dict[int, set[int]]:
    pairs: Iterable[tuple[int, int]] = [
        (number, author) for number, tally in tallies.items() for author in tally.authors
    ]
    known: dict[int, set[int]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(_ASKED_BEFORE, [[number for number, _ in pairs], [author for _, author in pairs]])
        for number, author in cursor.fetchall():
            known[number].add(author)
    return known
