"""Posts find the question they ask, on real PostgreSQL with the real sentence model."""

from datetime import timedelta

import pytest

from answerable.channels.models import Channel
from answerable.listening.models import Post
from answerable.pure.ledger.writing import Field  # noqa: F401
from answerable.questions.models import How, NotTheSame, Placing, PostVector, Question, QuestionChannel, Scale
from answerable.record.models import Entry
from tests.integration.questions.conftest import NOW, Group, MakePost, asked_in, make_channel, question_of

pytestmark = pytest.mark.django_db


def test_posts_that_ask_the_same_come_into_one_question(make_post: MakePost, group: Group) -> None:
    one = make_post("When will the bins on Elm Street be collected?")
    other = make_post("when are the bins in Elm Street going to be collected")
    apart = make_post("How do I apply for a parking permit for my carer?")

    assert group() == 3

    assert asked_in(one) == asked_in(other)
    assert asked_in(apart) != asked_in(one)
    assert asked_in(one).asker_count == 2
