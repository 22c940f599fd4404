"""Where a post goes in a language that the sentence model does not know: its very words decide."""

import pytest
from made_desk import empty_space, neighbour, vector

from answerable.pure.grouping.agreeing import agreement, compared_words, folded, weights_of
from answerable.pure.grouping.placing import Arrival, Outcome, Placing, place
from answerable.pure.grouping.reading import reads
from answerable.pure.grouping.space import Space

SPACE = empty_space()
POOL = "Pryd fydd y pwll nofio yn ailagor i'r cyhoedd?"


def placed(text: str, *near: str, language: str = "cy", questions: tuple[int, ...] = ()) -> Placing:
    """The words stand in the model's own language as far as it can tell: its vectors say that all are near."""
    rows = [
        neighbour(questions[row] if questions else row + 1, row + 10, other, language=language)
        for row, other in enumerate(near)
    ]
    return place(SPACE, Arrival(text, language, vector(text)), rows, {})


def test_words_that_plainly_agree_join_and_say_which():
    placing = placed("Oes rhywun yn gwybod pryd fydd pwll nofio'r dref yn ailagor i'r cyhoedd?", POOL)
    assert (placing.outcome, placing.question, placing.why.code) == (Outcome.JOINED, 1, "words_agree")
    assert {"pwll", "nofio", "ailagor"} <= set(placing.why.shared)
    assert placing.candidates[0].links == 1


def test_mutated_and_unaccented_words_are_the_same_words():
    assert agreement("trwydded parcio gofalwr", "drwydded barcio ofalwr", {}).score > 0.7
    assert agreement("rabhaidh tuile an fómhair", "rabhaidh thuile an fomhair", {}).score == 1
    assert folded("gcláraím") == "claraim"
    assert folded("mae'r") == "mae"
    assert folded("bhfuil") == "fuil"


def test_another_thing_in_the_same_frame_is_for_a_person():
    placing = placed("Pryd fydd y llyfrgell newydd yn ailagor i'r cyhoedd?", "Pryd fydd y pwll yn ailagor i'r cyhoedd?")
    assert (placing.outcome, placing.question, placing.why.code) == (Outcome.UNSURE, None, "some_words_agree")
    assert [one.question for one in placing.candidates] == [1]


def test_another_matter_opens_a_question_however_near_the_model_puts_it():
    placing = placed("Sut mae adnewyddu bathodyn glas?", POOL)
    assert (placing.outcome, placing.candidates, placing.why.code) == (Outcome.OPENED, (), "nothing_near")


def test_a_number_that_only_one_side_names_is_for_a_person():
    placing = placed(
        "Dw i'n 16. Sut mae cofrestru i bleidleisio yn yr etholiad?", "Sut mae cofrestru i bleidleisio yn yr etholiad?"
    )
    assert (placing.outcome, placing.why.code, placing.why.differing) == (Outcome.UNSURE, "differs_in", (("16", ""),))


def test_two_questions_that_agree_plainly_are_for_a_person():
    placing = placed(POOL, f"{POOL} Diolch.", f"Helo, {POOL}")
    assert (placing.outcome, placing.why.code) == (Outcome.UNSURE, "two_fit")
    assert [one.question for one in placing.candidates] == [1, 2]


def test_two_posts_of_one_question_are_no_doubt():
    placing = placed(POOL, f"{POOL} Diolch.", f"Helo, {POOL}", questions=(4, 4))
    assert (placing.question, len(placing.candidates), placing.candidates[0].links) == (4, 1, 2)


def test_the_same_wording_joins():
    placing = placed(POOL.upper(), "Sut mae adnewyddu bathodyn glas?", POOL)
    assert (placing.question, placing.why.code) == (2, "same_wording")


def test_two_words_are_a_subject_and_not_yet_a_question():
    assert placed("Pwll ailagor?", "Pwll ailagor gwersi").outcome is Outcome.UNSURE


def test_posts_of_little_words_alone_do_not_meet():
    assert placed("Ydy hi yno?", "Ydy hi wedi bod?").outcome is Outcome.OPENED
    assert agreement("", POOL, {}).score == 0


def test_the_first_post_of_a_language_opens_a_question():
    assert placed(POOL).outcome is Outcome.OPENED


def test_an_english_post_is_not_compared_with_one_in_an_unknown_language():
    near = neighbour(1, 10, "passport renewal cost online", language="")
    placing = place(SPACE, Arrival("passport renewal cost", "en", vector("passport renewal cost")), [near], {})
    assert placing.outcome is Outcome.OPENED


def test_a_post_in_no_known_language_is_read_by_the_model_only_if_it_is_plainly_english():
    text = "when will the library be open again"
    near = neighbour(1, 10, "when can we get into the library, open again?", language="")
    assert place(SPACE, Arrival(text, "", vector(text)), [near], {}).why.code == "linked"


@pytest.mark.parametrize(
    ("language", "text", "read"),
    [
        ("en", "", True),
        ("cy", "when will the pool open", False),
        ("", "when will the pool open", True),
        ("", POOL, False),
        ("", "Cathain a osclófar an linn snámha arís?", False),
        ("", "Wann macht die Bibliothek auf?", False),
        ("", "prawns", False),
        ("", "", False),
    ],
)
def test_a_model_reads_its_languages_and_what_is_plainly_in_them(language, text, read):
    assert reads({"en"}, language, text) is read


def test_a_model_of_another_language_does_not_read_plain_english():
    assert not reads({"cy"}, "", "when will the pool open")


def test_words_that_many_questions_have_count_less():
    weights = weights_of([(1, "pwll nofio"), (2, "pwll padlo"), (3, "pwll tywod"), (3, "pwll tywod eto")])
    assert weights["nofio"] == 1
    assert 0 < weights["pwll"] < 0.6


def test_what_masking_put_in_place_of_a_detail_is_no_word():
    assert compared_words("[phone number] pwll [account name]") == ("pwll",)


def test_a_space_remembers_which_languages_its_model_knows():
    assert Space.from_bytes(SPACE.to_bytes()).languages == {"en"}
