"""Published answers of any title, text and day, corrected and withdrawn: what the public pages are tried on."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import count

from answerable.answers.models import Answer
from answerable.answers.plan import publish_cleared
from answerable.channels.models import Channel
from answerable.desk.models import DraftKind
from answerable.questions.models import Question, QuestionChannel, Topic
from answerable.questions.naming import search_of
from tests.integration.answers import made_answers as made

NOON = made.NOON
_NUMBERS = count(1)


def answered(
    title: str = "When are the bins collected?",
    text: str = "The bins are collected on Tuesdays.",
    *,
    on: Channel | None = None,
    at: datetime = NOON,
    topic: Topic | None = None,
    askers: Sequence[str] = (),
) -> Question:
    """A question with a published answer, as the rounds leave it behind."""
    who = made.people()
    channel = on or made.channel(who.clearer)
    uids = [f"{next(_NUMBERS)}" for _asker in askers or ("one",)]
    about = made.question(made.posts(channel, uids, at=at, accounts=askers or None), at=at - timedelta(days=1))
    QuestionChannel.objects.create(question=about, channel=channel, post_count=len(uids))
    Question.objects.filter(pk=about.pk).update(title=title, topic=topic, search=search_of(title, "en"), language="en")
    about.refresh_from_db()
    made.cleared(who, about, text=text, at=at)
    assert publish_cleared(at=at) == 1
    return about


def again(about: Question, text: str, *, kind: str = DraftKind.CORRECTION, at: datetime = NOON) -> None:
    """The next version of its answer."""
    who, answer = made.people(), Answer.objects.get(question=about)
    number = answer.versions.count() + 1
    made.cleared(who, about, text=text, kind=kind, number=number, answer_id=answer.public_id, at=at)
    assert publish_cleared(at=at) == 1


def withdrawn(about: Question, text: str = "This was wrong. We are looking into it.", *, at: datetime = NOON) -> None:
    again(about, text, kind=DraftKind.WITHDRAWAL, at=at)
