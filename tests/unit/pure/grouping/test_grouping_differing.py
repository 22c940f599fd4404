"""The one word that makes another question."""

import pytest

from answerable.pure.grouping.differing import telling_difference


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("can people over 65 book a jab", "can people over 75 book a jab", "number"),
        ("is it £5 or more to swim", "is it £50 or more to swim", "number"),
        ("are two children allowed", "are three children allowed", "number"),
        ("a all dau berson ymweld", "a all tri pherson ymweld", "number"),
        ("is the tip open on sunday", "is the tip open on saturday", "date"),
        ("a yw'r pwll ar agor ddydd llun", "a yw'r pwll ar agor ddydd mawrth", "date"),
        ("bhfuil an leabharlann ar oscailt inniu", "bhfuil an leabharlann ar oscailt amárach", "date"),
        ("is the tip open", "is the tip open tomorrow", "date"),
        ("is parking free", "is parking not free", "negation"),
        ("is the park open", "is the park closed", "negation"),
        ("can i travel before the vaccine", "can i travel after the vaccine", "negation"),
        ("mae'r pwll ar agor", "nid yw'r pwll ar agor", "negation"),
        ("tá an linn ar oscailt", "níl an linn ar oscailt", "negation"),
        ("when do pubs open in ireland", "when do pubs open in wales", "place"),
        ("when do pubs open in new york", "when do pubs open in texas", "place"),
        ("Is the library in Abercwm open?", "Is the library in Llanfair open?", "place"),
    ],
)
def test_a_telling_word_is_found(one, other, kind):
    assert telling_difference(one, other).kind == kind
    assert telling_difference(other, one).kind == kind


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("is the tip open on sunday", "will the tip be open this sunday"),
        ("why is my card not working", "why isn't my card working"),
        ("how do i renew a passport", "passport renewal how"),
        ("order 123456 has not come", "order 987654 has not come"),
        ("over 65 jab booking", "bus pass for people aged 75"),
        ("is the park open", "is the park not closed"),
        ("is parking free", "the library was not warm"),
        ("", ""),
    ],
)
def test_where_nothing_telling_differs_there_is_no_difference(one, other):
    assert telling_difference(one, other) is None


def test_both_sides_of_the_difference_are_named():
    assert telling_difference("is parking free", "is parking not free").pairs == (("", "not"),)
    assert telling_difference("is the park open", "is the park closed").pairs == (("open", "closed"),)
