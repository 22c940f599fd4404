"""Sorts questions into topics, the level that the inbox is browsed by, each time the picture is looked at anew."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from answerable.channels.open import new_id
from answerable.pure.grouping.embedder import Vectors
from answerable.pure.grouping.space import Space as Geometry
from answerable.pure.grouping.topics import telling_words, topics_of
from answerable.questions.models import Question, State, Topic
from answerable.questions.vectors import fetch

MOST_READ = 60
"""Titles of questions that name a topic; more change nothing."""
WAITING = (State.NEW, State.ANSWERING, State.CLEARING)

_NOW_IN = """
SELECT place.post_id, place.question_id
FROM questions_placing AS place WHERE place.post_id = ANY(%(posts)b::bigint[]) AND place.question_id IS NOT NULL
"""
_LISTED = """
SELECT topic.public_id, topic.name, count(*), sum(question.asker_count), bool_or(question.urgent),
  max(question.last_asked_at)
FROM questions_topic AS topic JOIN questions_question AS question ON question.topic_id = topic.id
WHERE question.state = ANY(%s)
GROUP BY topic.id ORDER BY bool_or(question.urgent) DESC, sum(question.asker_count) DESC, topic.id
LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Browsed:
    """A topic as the inbox lists it: how many questions wait in it, how many people ask them."""

    public_id: str
    name: str
    question_count: int
    asker_count: int
    urgent: bool
    last_asked_at: datetime


def topics_waiting(most: int) -> list[Browsed]:
    """Topics with questions that wait for somebody, the urgent first, then those that most people ask about."""
    with connection.cursor() as cursor:
        cursor.execute(_LISTED, [[str(state) for state in WAITING], most])
        return [Browsed(*row) for row in cursor.fetchall()]


def sort_into_topics(posts: Sequence[int], vectors: Vectors, unread: set[int], space: Geometry, *, at: datetime) -> int:
    """Gives each question of these posts its topic, and says how many changed it.

    `vectors` are the posts' raw ones, `unread` the rows in languages that the model does not know, which stay without a
    topic. A topic that most of its questions had before is the same one, with its address.
    """
    now_in = dict(fetch(_NOW_IN, posts=list(posts)))
    rows = [row for row, post in enumerate(posts) if post in now_in and row not in unread]
    if not rows:
        return 0
    found = _topic_of_question([now_in[posts[row]] for row in rows], topics_of(space, vectors[rows]))
    before = dict(Question.objects.filter(pk__in=found).values_list("pk", "topic"))
    with transaction.atomic():
        numbers = _kept_or_made(found, before, at)
        changed: dict[int, list[int]] = defaultdict(list)
        for question, topic in found.items():
            if before.get(question) != numbers[topic]:
                changed[numbers[topic]].append(question)
        for number, questions in sorted(changed.items()):
            Question.objects.filter(pk__in=questions).update(topic=number)
        _name(sorted(set(numbers.values())))
        Topic.objects.exclude(pk__in=Question.objects.filter(topic__isnull=False).values("topic")).delete()
    return sum(map(len, changed.values()))


def _topic_of_question(questions: Sequence[int], topics: Sequence[int]) -> dict[int, int]:
    """What most of a question's posts are about; the larger topic in a tie."""
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for question, topic in zip(questions, topics, strict=True):
        votes[question][topic] += 1
    return {question: min(count, key=lambda topic: (-count[topic], topic)) for question, count in votes.items()}


def _kept_or_made(found: Mapping[int, int], before: Mapping[int, int | None], at: datetime) -> dict[int, int]:
    """By new topic the row it is kept in: the old one that it shares most questions with, else one of its own."""
    shared = Counter((topic, old) for question, topic in found.items() if (old := before.get(question)) is not None)
    numbers: dict[int, int] = {}
    for topic, old in sorted(shared, key=lambda pair: (-shared[pair], pair)):
        if topic not in numbers and old not in numbers.values():
            numbers[topic] = old
    fresh = [topic for topic in sorted(set(found.values())) if topic not in numbers]
    made = Topic.objects.bulk_create(Topic(public_id=new_id("t"), name="…", made_at=at) for _topic in fresh)
    return numbers | {topic: row.pk for topic, row in zip(fresh, made, strict=True)}


def _name(topics: Sequence[int]) -> None:
    """Names each by the words that its questions' titles have and the others' have not; titles are redacted."""
    titles: dict[int, list[str]] = {number: [] for number in topics}
    rows = Question.objects.filter(topic__in=topics).order_by("-asker_count", "pk").values_list("topic", "title")
    for number, title in rows:
        if len(titles[number]) < MOST_READ:
            titles[number].append(title)
    words = telling_words(list(titles.values()))
    known = Topic.objects.in_bulk(topics)
    for number, telling in zip(titles, words, strict=True):
        known[number].name = (", ".join(telling) or next(iter(titles[number]), "…"))[:200]
    Topic.objects.bulk_update(known.values(), ["name"], batch_size=1_000)
