"""Opens questions: its own address, a title, an entry in the record; two workers never open the same one twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from answerable.channels.models import Channel
from answerable.channels.open import new_id
from answerable.listening.models import Post
from answerable.pure.grouping.titles import title_from
from answerable.questions.counting import Tally, add_channels
from answerable.questions.models import Question
from answerable.questions.naming import search_of
from answerable.record.append import append

OPENING_LOCK = 0x5175_0002
"""PostgreSQL's number of the lock under which questions are opened."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """The posts a question starts with, and what they add up to."""

    posts: Sequence[Post]
    tally: Tally


def hold_opening() -> None:
    """Nobody else opens a question, or takes posts out of one, until the transaction ends.

    Take it before any question's row, or two may wait in a circle.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [OPENING_LOCK])


def newest_question() -> int:
    """The number of the question opened last; 0 without any. Under the lock nobody raises it."""
    return Question.objects.order_by("-id").values_list("id", flat=True).first() or 0


def open_questions(beginnings: Sequence[Beginning], *, at: datetime) -> list[Question]:
    """Opens one question for each beginning, and says so in the record."""
    opened = make_questions(beginnings, at=at)
    channels = _addresses(beginnings)
    for question, one in zip(opened, beginnings, strict=True):
        append(
            type="question.opened",
            fields={
                "question": question.public_id,
                "about": question.public_id,
                "asked": question.asker_count,
                "channels": sorted(channels[number] for number in one.tally.channels),
            },
            disclosed={},  # the title is machine-redacted: it is shown when a person has answered or ended the question
            on=at.date(),
        )
    return opened


def make_questions(beginnings: Sequence[Beginning], *, at: datetime) -> list[Question]:
    """The rows of new questions with their counts; the caller puts the posts in and speaks to the record."""
    made = Question.objects.bulk_create([_made(one, at) for one in beginnings])
    add_channels({question.pk: one.tally for question, one in zip(made, beginnings, strict=True)})
    return made


def _made(one: Beginning, at: datetime) -> Question:
    title = title_from([post.masked_text for post in one.posts])
    language = next((post.language for post in one.posts if post.language), "")
    return Question(
        public_id=new_id("q"),
        title=title,
        search=search_of(title, language),
        language=language,
        state_at=at,
        urgent=one.tally.urgent,
        post_count=one.tally.post_count,
        asker_count=len(one.tally.authors) + one.tally.nameless_count,
        first_asked_at=min(one.tally.moments),
        last_asked_at=max(one.tally.moments),
    )


def _addresses(beginnings: Sequence[Beginning]) -> Mapping[int, str]:
    used = {number for one in beginnings for number in one.tally.channels}
    return dict(Channel.objects.filter(pk__in=used).values_list("pk", "public_id"))
