"""The link that a desk's people teach."""

from answerable.pure.grouping.refining import TOGETHER, together_at
from answerable.pure.grouping.space import LINK
from answerable.pure.grouping.strictness import STRICTEST, WIDEST, learnt_link


def test_without_answers_the_link_is_the_usual_one():
    assert learnt_link([]) == LINK


def test_a_no_makes_it_stricter_and_a_yes_wider_the_more_the_further():
    no, yes = (0.5, False), (0.4, True)
    assert learnt_link([no] * 40) > learnt_link([no] * 5) > LINK > learnt_link([yes] * 5) > learnt_link([yes] * 40)


def test_it_stays_within_bounds_whatever_is_said():
    assert learnt_link([(0.9, False)] * 500) <= STRICTEST
    assert learnt_link([(0.0, True)] * 500) >= WIDEST


def test_a_round_goes_with_the_link():
    assert together_at(LINK) == TOGETHER
    assert together_at(LINK + 0.1) > TOGETHER > together_at(LINK - 0.1)
