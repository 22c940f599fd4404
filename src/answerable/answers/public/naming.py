"""What topics are called in public: only by words that stand in titles of answered questions, which people cleared.

The desk's own name for a topic may come from what is not answered, and so from words that nobody has published.
"""

import re
from collections import defaultdict
from collections.abc import Iterable

from django.db import connection

from answerable.questions.models import Topic

TITLES_READ = 20

_TITLES = """
SELECT topic.id, titles.title FROM questions_topic AS topic CROSS JOIN LATERAL (
  SELECT question.title FROM questions_question AS question JOIN answers_answer AS answer
    ON answer.question_id = question.id
  WHERE question.topic_id = topic.id ORDER BY question.asker_count DESC, question.id LIMIT %s
) AS titles WHERE topic.id = ANY(%s)
"""


def public_names(topics: Iterable[Topic]) -> dict[int, str]:
    """By the topic's number its name in public; the title most asked where no word of the desk's name is published."""
    rows = {topic.pk: topic for topic in topics}
    titles: dict[int, list[str]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_TITLES, [TITLES_READ, list(rows)])
        for number, title in cursor.fetchall():
            titles[number].append(title)
    return {number: _name(topic, titles[number]) for number, topic in rows.items()}


def _name(topic: Topic, titles: list[str]) -> str:
    published = {word for title in titles for word in _words(title)}
    told = [part for part in topic.name.split(", ") if set(_words(part)) <= published]
    return ", ".join(told) or next(iter(titles), "…")


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())
