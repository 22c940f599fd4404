"""The ways through the public answers: the months, topics and channels that have any."""

from dataclasses import dataclass
from datetime import date

from django.db import connection
from django.utils import timezone

from answerable.answers.public.naming import public_names
from answerable.channels.models import Channel, State
from answerable.questions.models import Topic

MOST_TOPICS = 300
MOST_MONTHS = 1_200


@dataclass(frozen=True, slots=True)
class Way:
    """One list of answers: its parameter's value, and what it is called."""

    value: str
    name: str


# Each step is one look into the index, so that it costs as many as there are months and not as there are answers.
_MONTHS = """
WITH RECURSIVE months(first) AS (
  (SELECT date_trunc('month', published_at, %(zone)s) FROM answers_answer ORDER BY published_at DESC LIMIT 1)
  UNION ALL
  SELECT (SELECT date_trunc('month', published_at, %(zone)s) FROM answers_answer WHERE published_at < months.first
    ORDER BY published_at DESC LIMIT 1) FROM months WHERE months.first IS NOT NULL
)
SELECT (first AT TIME ZONE %(zone)s)::date FROM months WHERE first IS NOT NULL LIMIT %(most)s
"""
_TOPICS = """
SELECT topic.* FROM questions_topic AS topic WHERE EXISTS (
  SELECT 1 FROM questions_question AS question JOIN answers_answer AS answer ON answer.question_id = question.id
  WHERE question.topic_id = topic.id
) ORDER BY topic.id LIMIT %s
"""
_CHANNELS = """
SELECT channel.* FROM channels_channel AS channel WHERE channel.state <> %s AND EXISTS (
  SELECT 1 FROM questions_questionchannel AS heard JOIN answers_answer AS answer
    ON answer.question_id = heard.question_id
  WHERE heard.channel_id = channel.id AND heard.post_count > 0
) ORDER BY channel.name
"""


def months_with_answers() -> list[date]:
    """The first days of the months in which something was answered, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute(_MONTHS, {"zone": timezone.get_current_timezone_name(), "most": MOST_MONTHS})
        return [first for (first,) in cursor.fetchall()]


def topics_with_answers() -> list[Way]:
    """Topics of answered questions, by their public name."""
    topics = list(Topic.objects.raw(_TOPICS, [MOST_TOPICS]))
    names = public_names(topics)
    return sorted((Way(topic.public_id, names[topic.pk]) for topic in topics), key=lambda way: way.name.casefold())


def channels_with_answers() -> list[Way]:
    """Channels on which somebody asked what is answered."""
    rows = Channel.objects.raw(_CHANNELS, [State.SETTING_UP])
    return [Way(channel.public_id, channel.name) for channel in rows]
