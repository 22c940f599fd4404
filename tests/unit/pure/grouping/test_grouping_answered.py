"""Standing answers that may fit, and how sure a desk can be."""

import numpy as np
import pytest
from made_desk import empty_space, vector, word

from answerable.pure.grouping.answered import StandingAnswers, Wording, fit_certainty

SPACE = empty_space()


def standing(*wordings):
    return StandingAnswers(SPACE, [Wording(answer, text, vector(text)) for answer, text in wordings])


def test_the_answer_asked_for_in_like_words_comes_first():
    answers = standing(
        (7, "passport renewal cost"), (7, "price passport renewal"), (9, "pool hours"), (9, "pool opening times")
    )
    ranked = answers.rank("renewal of a passport price", vector("renewal of a passport price"))
    assert [one.answer for one in ranked] == [7, 9]
    assert ranked[0].confidence == pytest.approx(2 * ranked[0].score - ranked[1].score)


def test_one_wording_an_answer_is_enough():
    assert standing((1, "pool hours")).rank("hours of the pool", vector("hours of the pool"))[0].answer == 1


def test_at_most_as_many_as_asked_for_are_given():
    answers = standing(*((number, word(number)) for number in range(9)))
    assert len(answers.rank(word(3), vector(word(3)), most=3)) == 3


def test_without_answers_none_fits():
    assert standing().rank("pool hours", vector("pool hours")) == []


def test_a_post_without_letters_still_gets_an_order():
    assert len(standing((1, "pool hours"), (2, "bins")).rank("😀", vector("😀"))) == 2


def test_under_fifty_confirmations_there_is_no_certainty():
    assert fit_certainty([(0.5, True)] * 49) is None


def test_when_all_say_the_same_nothing_can_be_fitted():
    assert fit_certainty([(0.5, True)] * 80) is None


def test_certainty_follows_what_people_said():
    chance = np.random.default_rng(3)
    confidences = chance.uniform(0, 2, 400)
    said = [(float(one), bool(chance.random() < (0.95 if one > 1 else 0.1))) for one in confidences]
    certainty = fit_certainty(said)
    assert certainty.of(1.9) > 0.85
    assert certainty.of(0.1) < 0.2
    assert 0 <= certainty.of(-1e9) < certainty.of(1e9) <= 1
