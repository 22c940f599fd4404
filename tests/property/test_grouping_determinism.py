"""Grouping: same input, same answer; nothing breaks on any text."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.pure.grouping.agreeing import agreement, weights_of
from answerable.pure.grouping.differing import telling_difference
from answerable.pure.grouping.louvain import communities
from answerable.pure.grouping.placing import Arrival, Neighbour, Outcome, place
from answerable.pure.grouping.refining import Told, refine
from answerable.pure.grouping.space import renewed_space
from answerable.pure.text.asking import questions_in
from answerable.pure.text.cleaning import clean_incoming
from answerable.pure.text.hidden import has_hidden, show_hidden
from answerable.pure.text.near_copy import normalised_key
from answerable.pure.text.normalising import for_embedding
from answerable.pure.text.sentences import sentences

CHANCE = np.random.default_rng(0)
RAW = CHANCE.normal(size=(60, 16)).astype(np.float32)
POINTS = RAW / np.linalg.norm(RAW, axis=1, keepdims=True)
SPACE = renewed_space("chance", POINTS[:40], None, None, link=0.2, languages=frozenset({"en"}))
TOLD = [Told(f"word{row}", "en") for row in range(60)]
TEXT = st.text(max_size=80)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    once = clean_incoming(text)
    assert clean_incoming(once) == once
    assert "\x00" not in once
    once.encode("utf-8")


@given(TEXT)
def test_nothing_stays_hidden(text):
    assert not has_hidden(show_hidden(text))


@given(TEXT)
def test_any_text_can_be_normalised_cut_and_keyed(text):
    assert for_embedding(text) == for_embedding(text)
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
    assert all(part in text for part in questions_in(text))
    assert normalised_key(text) in {normalised_key(f"  {text}  "), ""}


@given(TEXT, TEXT)
def test_words_agree_from_either_side_alike(one, other):
    weights = weights_of([(1, one), (2, other)])
    found = agreement(one, other, weights)
    assert 0 <= found.score <= 1
    assert found.score == pytest.approx(agreement(other, one, weights).score)


@given(TEXT)
def test_no_text_differs_from_itself(text):
    assert telling_difference(text, text) is None


@given(TEXT, TEXT)
def test_a_difference_has_two_sides(one, other):
    assert (telling_difference(one, other) is None) == (telling_difference(other, one) is None)


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(0, 59)), max_size=30, unique_by=lambda pair: pair[1]),
    st.sampled_from(["en", "cy", ""]),
    st.randoms(),
)
def test_a_placing_depends_on_nothing_but_its_input(near, language, chance):
    neighbours = [
        Neighbour(question, post, f"pwll {post} word{post % 9}", language, POINTS[post]) for question, post in near
    ]
    shuffled = list(neighbours)
    chance.shuffle(shuffled)
    arrival = Arrival("some words of the pwll word4", language, POINTS[59])
    first, second = place(SPACE, arrival, neighbours, {}), place(SPACE, arrival, shuffled, {})
    assert first == second
    assert (first.question is not None) == (first.outcome is Outcome.JOINED)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=60, max_size=60), st.sets(st.integers(0, 9)))
def test_refining_never_touches_what_a_person_touched(questions, pinned):
    outcome = refine(SPACE, POINTS, questions, pinned, TOLD)
    assert all(move.came_from not in pinned and move.goes_to not in pinned for move in outcome.moves)
    assert all(move.came_from in pinned or move.goes_to in pinned for move in outcome.proposals)
    assert outcome.moves == refine(SPACE, POINTS, questions, pinned, TOLD).moves


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11)), max_size=40), st.floats(0.05, 1.5))
def test_no_node_gains_by_leaving_its_community(edges, penalty):
    pairs = {(min(edge), max(edge)) for edge in edges if edge[0] != edge[1]}
    links = [[(b, 1.0) for b in range(12) if (min(a, b), max(a, b)) in pairs] for a in range(12)]
    home = communities(links, [1.0] * 12, penalty, list(range(12)))
    for node in range(12):
        inside = sum(home[other] == home[node] for other, _ in links[node])
        others = sum(home[other] == home[node] for other in range(12)) - 1
        assert inside - penalty * others >= -1e-6
