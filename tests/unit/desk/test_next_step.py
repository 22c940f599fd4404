"""One obvious next step for each person."""

import pytest

from answerable.accounts.roles import Act
from answerable.desk.next_step import Standing, next_step
from answerable.questions.models import State

ALL = frozenset(Act)


@pytest.mark.parametrize(
    ("standing", "step"),
    [
        (Standing(State.NEW), "desk:triage"),
        (Standing(State.ANSWERING), "desk:draft"),
        (Standing(State.ANSWERING, is_drafting=True, is_saved=True), "desk:draft"),
        (Standing(State.CLEARING, is_saved=True, is_waiting=True), "desk:clear"),
        (Standing(State.CLEARING, is_saved=True, is_waiting=True, wrote=True), ""),
        (Standing(State.CLEARING, is_saved=True, is_waiting=True, is_for_others=True), ""),
        (Standing(State.CLEARING, is_saved=True), ""),
        (Standing(State.TELLING), "answers:telling"),
        (Standing(State.ANSWERED), "answers:telling"),
        (Standing(State.ANSWERED, is_drafting=True), "desk:draft"),
        (Standing(State.ANSWERED, is_waiting=True), "desk:clear"),
        (Standing(State.ENDED), ""),
        (Standing(State.MERGED), ""),
    ],
)
def test_who_may_do_everything_sees_what_is_due(standing: Standing, step: str) -> None:
    assert next_step(standing, ALL) == step


@pytest.mark.parametrize(
    ("standing", "without"),
    [
        (Standing(State.NEW), Act.TRIAGE),
        (Standing(State.ANSWERING), Act.DRAFT),
        (Standing(State.CLEARING, is_waiting=True), Act.CLEAR),
    ],
)
def test_nobody_is_sent_where_they_may_not_go(standing: Standing, without: Act) -> None:
    assert next_step(standing, ALL - {without}) == ""
