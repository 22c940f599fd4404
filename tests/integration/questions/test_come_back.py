"""Questions held until a date come back on that date."""

from datetime import timedelta

import pytest

from answerable.questions.come_back import come_back_due
from answerable.questions.models import Outcome, Question, Reason, State
from tests.integration.questions.conftest import NOW, Group, MakePost, asked_in

pytestmark = pytest.mark.django_db


def held_until(question: Question, days: int) -> None:
    Question.objects.filter(pk=question.pk).update(
        state=State.ENDED,
        outcome=Outcome.NOT_ANSWERING,
        reason=Reason.ELEC,
        comes_back_on=NOW.date() + timedelta(days=days),
    )


def test_a_held_question_comes_back_on_its_day(make_post: MakePost, group: Group) -> None:
    due, not_yet = make_post("What will the new council tax be?"), make_post("Where can I vote on Thursday?")
    group()
    held_until(asked_in(due), 0)
    held_until(asked_in(not_yet), 1)

    assert come_back_due(at=NOW) == 1

    back = asked_in(due)
    assert (back.state, back.outcome, back.reason, back.comes_back_on) == (State.NEW, "", "", None)
    assert asked_in(not_yet).state == State.ENDED
