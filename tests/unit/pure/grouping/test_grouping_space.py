"""Centring, local scale, storing the space, and representatives."""

import numpy as np
import pytest
from made_desk import WIDTH, WordModel, empty_space, vector, word

from answerable.errors import Failed
from answerable.pure.grouping import space as space_module
from answerable.pure.grouping.background import background_sentences
from answerable.pure.grouping.representatives import admit, spread
from answerable.pure.grouping.space import ENOUGH_QUESTIONS, Space, renewed_space, starting_space

SPACE = empty_space()


def many(count: int) -> np.ndarray:
    return WordModel().embed([f"{word(500 + number)} {word(900 + number % 5)}" for number in range(count)])


def test_a_starting_space_is_made_of_the_shipped_sentences():
    space = starting_space(WordModel())
    assert len(space.anchors) == ENOUGH_QUESTIONS
    assert space.questions == 0
    assert len(set(background_sentences())) == len(background_sentences()) >= ENOUGH_QUESTIONS


def test_centred_vectors_have_length_one():
    assert np.allclose(np.linalg.norm(SPACE.centred(many(9)), axis=1), 1, atol=1e-5)


def test_the_vector_of_the_mean_stays_zero():
    assert not SPACE.centred(SPACE.mean).any()


def test_a_post_is_entirely_like_itself_and_hardly_like_another():
    here, there = SPACE.represent(vector("passport cost")), SPACE.represent(vector("fallen tree"))
    assert SPACE.similarity(here, here)[0] == pytest.approx(1, abs=1e-5)
    assert SPACE.similarity(here, there)[0] < 0.3


def test_the_local_scale_is_the_mean_of_the_nearest_anchors_but_one():
    point = SPACE.centred(vector(f"{word(3)} {word(203)}"))
    nearest = np.sort(SPACE.anchors @ point[0])[::-1][1:10]
    assert SPACE.local_scale(point)[0] == pytest.approx(nearest.mean(), abs=1e-5)


def test_without_anchors_nothing_is_scaled():
    bare = Space("words", SPACE.mean, SPACE.anchors[:1], SPACE.backdrop)
    assert not bare.local_scale(many(3)).any()


def test_what_is_stored_comes_back():
    again = Space.from_bytes(SPACE.to_bytes())
    assert (again.version, again.questions) == (SPACE.version, SPACE.questions)
    assert np.allclose(again.anchors, SPACE.anchors, atol=1e-3)
    assert np.array_equal(again.mean, SPACE.mean)


def test_bytes_of_something_else_are_refused_with_what_to_do():
    with pytest.raises(Failed, match="Refine the questions once"):
        Space.from_bytes(b"nothing of ours")


def test_a_space_of_another_version_is_refused(tmp_path):
    with np.load(__import__("io").BytesIO(SPACE.to_bytes())) as parts:
        changed = dict(parts)
    changed["numbers"] = changed["numbers"] + np.array([1, 0, 0, 0])
    np.savez(tmp_path / "space.npz", **changed)
    with pytest.raises(Failed, match="another version"):
        Space.from_bytes((tmp_path / "space.npz").read_bytes())


def test_with_enough_questions_the_desks_own_talk_is_the_whole_backdrop():
    own = many(ENOUGH_QUESTIONS + 30)
    space = renewed_space("words", SPACE.backdrop, own, own)
    assert len(space.anchors) == ENOUGH_QUESTIONS + 30
    assert np.allclose(space.mean, own.mean(0), atol=1e-6)


def test_with_few_questions_the_shipped_sentences_fill_up():
    own = many(20)
    space = renewed_space("words", SPACE.backdrop, own, own, link=0.5)
    assert len(space.anchors) == 20 + len(SPACE.backdrop)
    assert space.version != SPACE.version


def test_there_are_never_more_anchors_than_the_bound():
    own = np.tile(many(30), (100, 1))
    assert len(renewed_space("words", SPACE.backdrop, own, own).anchors) == space_module.MOST_ANCHORS


def test_the_search_vector_puts_the_truly_nearest_among_the_first():
    posts = many(200)
    points = SPACE.represent(posts)
    query = SPACE.query(posts[7])
    fetched = set(np.argsort(-(posts @ query))[:40].tolist())
    nearest = np.argsort(-SPACE.similarity(SPACE.represent(posts[7]), points))[:10].tolist()
    assert len(fetched & set(nearest)) >= 9


def test_below_the_bound_every_member_represents_its_question():
    assert admit(vector("a"), many(3), most=4) == 3


def test_a_member_that_adds_nothing_does_not_represent():
    present = many(4)
    assert admit(present[2], present, most=4) is None


def test_a_member_unlike_all_replaces_one_of_the_two_most_alike():
    present = np.stack([vector("bus"), vector("bus timetable"), vector("tree"), vector("pool")])
    assert admit(vector("museum"), present, most=4) in {0, 1}


def test_representatives_are_spread_over_the_question():
    vectors = np.stack([vector("bus")] * 5 + [vector("tree"), vector("pool")])
    rows = spread(vectors, most=3)
    assert {5, 6} < set(rows)
    assert spread(vectors[:0]) == []
    assert sorted(spread(vectors, most=99)) == list(range(7))
    assert vectors.shape[1] == WIDTH
