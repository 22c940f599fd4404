"""The tree of joins, and the dial that people's answers set."""

import numpy as np
import pytest

from answerable.pure.grouping.dial import AT_MOST, Answer, best_asked, dialled, fitted_curve
from answerable.pure.grouping.space import Represented
from answerable.pure.grouping.tree import Join, joined_tree


def points(*angles: float) -> Represented:
    """Unit vectors in a plane, in degrees, in no crowd."""
    turned = np.radians(angles)
    return Represented(np.stack([np.cos(turned), np.sin(turned)], axis=1).astype(np.float32), np.zeros(len(angles)))


def pairs(count: int) -> tuple[np.ndarray, np.ndarray]:
    ones, others = np.nonzero(~np.eye(count, dtype=bool))
    return ones, others


def test_the_most_alike_are_joined_first_and_groups_by_their_mean():
    joins = joined_tree(points(0, 40, 50), *pairs(3))
    assert [(join.one, join.other) for join in joins] == [(1, 2), (0, 3)]
    assert joins[0].likeness == pytest.approx(np.cos(np.radians(10)))
    assert joins[1].likeness == pytest.approx(np.mean(np.cos(np.radians([40, 50]))), abs=1e-6)


def test_posts_that_have_nothing_near_stay_alone():
    assert joined_tree(points(0, 90), *pairs(2)) == []
    assert joined_tree(points(0, 1), np.array([], int), np.array([], int)) == []


CHAIN = [Join(0, 1, 0.9), Join(2, 3, 0.8), Join(4, 5, 0.5)]
"""Four posts: two and two are alike, the pairs less so."""


def groups(answers: list[Answer], at_most: float = AT_MOST) -> tuple[int, ...]:
    return dialled(4, CHAIN, answers, at_most=at_most).groups


def test_more_may_be_joined_where_more_may_be_told_wrongly():
    assert len(set(groups([], at_most=0.0001))) == 4
    assert len(set(groups([], at_most=0.9))) == 1


def test_a_yes_joins_and_a_no_keeps_apart_whatever_the_strictness():
    assert groups([Answer(0, 2, same=True)], at_most=0.0001)[0] == groups([Answer(0, 2, same=True)], 0.0001)[2]
    apart = groups([Answer(1, 3, same=False)], at_most=0.9)
    assert apart[0] == apart[1] != apart[2] == apart[3]


def test_where_people_disagree_the_posts_stay_apart():
    said = groups([Answer(0, 2, same=True), Answer(0, 2, same=False)], at_most=0.9)
    assert said[0] != said[2]


def test_posts_that_no_join_brings_together_need_no_answer():
    assert dialled(3, [Join(0, 1, 0.9)], [Answer(0, 2, same=False)], at_most=0.9).groups == (0, 0, 2)
    assert dialled(0, [], []).groups == ()


def test_answers_bend_the_curve():
    seen = np.array([[0.5, 1, 0]] * 10)
    usual = fitted_curve(seen[:0], np.empty(0)) @ seen[0]
    assert fitted_curve(seen, np.ones(10)) @ seen[0] > usual > fitted_curve(seen, np.zeros(10)) @ seen[0]


def test_what_was_answered_is_not_asked_again_and_the_same_chance_asks_the_same():
    outcome = dialled(4, CHAIN, [Answer(0, 1, same=True)], at_most=0.9)
    asked = best_asked(outcome, 9, chance=np.random.default_rng(1))
    assert sorted(map(set, asked), key=sorted) == [{0, 2}, {2, 3}]
    assert asked == best_asked(outcome, 9, chance=np.random.default_rng(1))


def test_when_all_is_said_nothing_is_asked():
    said = [Answer(0, 1, same=True), Answer(2, 3, same=True), Answer(0, 2, same=False)]
    assert best_asked(dialled(4, CHAIN, said), 5, chance=np.random.default_rng(1)) == []
