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
        ("when does the north depot shut", "when does the south depot shut", "place"),
        ("ydy canolfan y gogledd ar agor", "ydy canolfan y de ar agor", "place"),
        ("are the offices open this Monday", "are the offices open next Monday? I need to drop ID off", "date"),
        ("ydy'r swyddfa ar agor ddydd llun", "ydy'r swyddfa ar agor ddydd llun nesaf", "date"),
        ("is the tip open this week", "is the tip open next week", "date"),
        ("do over 65s swim free", "Do over 75s swim free? I turn 75 soon and mean to float about all day", "number"),
        ("can I park on Pellow Street", "Why can't I park on Pellow Street? 30 years I did, for chapel", "reason"),
        ("a oes tair ffi", "a oes pedair ffi", "number"),
        ("can landlords apply for the grant", "can tenants apply for the grant", "word"),
        ("how do I lock my account", "how do I unlock my account", "word"),
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
        ("do two children swim free", "do 2 children swim free"),
        ("an bhfuil sé oscailte Dé Sathairn", "an bhfuil sé oscailte ar an Satharn"),
        ("why is my bin still here", "my bin has not been emptied since friday and it stinks"),
        ("can dogs swim in the lake", "can a dog swim in the lake"),
        ("can I bring my dog inside", "can I bring my dogs inside"),
        ("where do I get the vaccine", "where do I get the vacine"),
        ("register death", "register birth"),
        ("where do I find him", "where do I find her"),
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


def test_strictly_even_what_only_one_side_names_tells_whatever_the_rest():
    one, other = "how do I register", "I am 16 now and moved to the hills, so where and how do I register"
    assert telling_difference(one, other) is None
    assert telling_difference(one, other, strictly=True).pairs == (("", "16"),)
    assert telling_difference(one, "registering, where", strictly=True) is None
    assert telling_difference(one, "I cannot register in the hills", strictly=True).kind == "negation"
