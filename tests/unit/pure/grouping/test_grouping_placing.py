"""Where one post goes."""

import pytest
from made_desk import WIDTH, empty_space, neighbour, vector, word

from answerable.pure.grouping.placing import Arrival, Outcome, Placing, place

SPACE = empty_space()


def placed(text: str, *near, sizes=None) -> Placing:
    return place(SPACE, Arrival(text, "en", vector(text)), near, sizes or {})


def test_a_post_that_asks_the_same_in_other_words_joins_and_says_by_which_words():
    placing = placed(
        "passport renewal cost please",
        neighbour(3, 30, "what does passport renewal cost"),
        neighbour(4, 40, "swimming pool hours"),
    )
    assert placing.outcome is Outcome.JOINED
    assert placing.question == 3
    assert placing.why.code == "linked"
    assert placing.why.shared == ("passport", "renewal", "cost")
    assert placing.candidates[0].post == 30
    assert placing.candidates[0].links == 1


def test_the_same_wording_joins_without_further_question():
    placing = placed("PASSPORT renewal cost!!!", neighbour(3, 30, "passport renewal cost"))
    assert (placing.question, placing.why.code) == (3, "same_wording")


def test_a_post_unlike_all_others_opens_a_question():
    placing = placed("fallen tree", neighbour(4, 40, "swimming pool hours"))
    assert (placing.outcome, placing.question, placing.why.code) == (Outcome.OPENED, None, "nothing_near")


def test_the_first_post_of_a_desk_opens_a_question():
    assert placed("fallen tree").outcome is Outcome.OPENED


def test_a_large_question_needs_more_than_one_link():
    placing = placed("passport renewal cost please", neighbour(3, 30, "what does passport renewal cost"), sizes={3: 32})
    assert (placing.outcome, placing.why.code) == (Outcome.OPENED, "too_weak")


def test_a_post_that_differs_in_a_number_alone_is_for_a_person():
    placing = placed("jab appointment clinic for over 65", neighbour(3, 30, "jab appointment clinic for over 75"))
    assert (placing.outcome, placing.question) == (Outcome.UNSURE, None)
    assert (placing.why.code, placing.why.kind, placing.why.differing) == ("differs_in", "number", (("65", "75"),))
    assert placing.candidates[0].question == 3


def test_one_linked_post_that_does_not_differ_is_enough_to_join():
    near = [
        neighbour(3, 30, "jab appointment clinic for over 75"),
        neighbour(3, 31, "jab appointment at clinic for people over 65"),
    ]
    assert placed("jab appointment clinic for over 65", *near).question == 3


@pytest.mark.parametrize("text", ["", "😀😀", "https://x.example/y"])
def test_a_post_with_nothing_to_read_is_for_a_person(text):
    placing = placed(text, neighbour(3, 30, "swimming pool hours"))
    assert (placing.outcome, placing.why.code) == (Outcome.UNSURE, "nothing_to_compare")


def test_at_most_three_candidates_are_shown_best_first():
    near = [neighbour(number, number, f"passport renewal cost {word(number)}") for number in range(6)]
    placing = placed("passport renewal cost", *near)
    assert len(placing.candidates) == 3
    assert [one.score for one in placing.candidates] == sorted((one.score for one in placing.candidates), reverse=True)


def test_the_order_of_the_neighbours_does_not_matter():
    near = [neighbour(number % 3, number, f"passport renewal cost {word(number)}") for number in range(9)]
    assert placed("passport renewal cost", *near) == placed("passport renewal cost", *reversed(near))


def test_a_stored_scale_gives_the_same_as_one_worked_out():
    texts = ["what does passport renewal cost", "swimming pool hours"]
    stored = [neighbour(number, number, text, SPACE) for number, text in enumerate(texts)]
    fresh = [neighbour(number, number, text) for number, text in enumerate(texts)]
    assert placed("passport renewal cost please", *stored) == placed("passport renewal cost please", *fresh)


def test_a_placing_names_the_version_that_made_it():
    version = placed("fallen tree").version
    assert version.startswith(SPACE.version)
    assert "placing." in version
    assert vector("a").shape == (WIDTH,)
