"""Representatives in memory: the nearest are found, with cells as without, and old ones make room."""

import numpy as np
import pytest

from answerable.pure.grouping.embedder import Vectors
from answerable.pure.grouping.placing import Neighbour
from answerable.pure.grouping.space import Space, renewed_space
from answerable.pure.grouping.standing import EXACT, Standing


def points(count: int, seed: int = 1) -> Vectors:
    made = np.random.default_rng(seed).normal(size=(count, 16)).astype(np.float32)
    return made / np.linalg.norm(made, axis=1, keepdims=True)


@pytest.fixture
def space() -> Space:
    return renewed_space("test", points(50, seed=2), None, None, languages=frozenset({"en"}))


def admitted(vectors: Vectors, *, most: int = 1_000, language: str = "en", exact: int = EXACT) -> Standing:
    desk = Standing(16, most, exact)
    for post, vector in enumerate(vectors):
        desk.admit(Neighbour(post, post, f"post {post}", language, vector), scale=0.1)
    return desk


def test_the_nearest_is_found(space: Space) -> None:
    vectors = points(100)
    near = admitted(vectors).near(space, vectors[7], "en", "")
    assert max(near, key=lambda one: float(one.vector @ vectors[7])).post == 7


def test_cells_find_it_too(space: Space) -> None:
    vectors = points(3_000)
    desk = admitted(vectors, most=5_000, exact=50)
    found = [
        max(desk.near(space, vectors[at], "en", ""), key=lambda one: float(one.vector @ vectors[at])).post
        for at in range(0, 3_000, 300)
    ]
    assert found == list(range(0, 3_000, 300))


def test_another_language_is_not_near(space: Space) -> None:
    vectors = points(10)
    assert admitted(vectors, language="cy").near(space, vectors[0], "en", "") == []


def test_what_came_first_makes_room(space: Space) -> None:
    vectors = points(30)
    desk = admitted(vectors, most=20)
    posts = {one.post for one in desk.near(space, vectors[0], "en", "")}
    assert posts == set(range(10, 30))
    assert desk.sizes({0, 29}) == {29: 1}


def test_a_question_has_no_more_than_its_representatives(space: Space) -> None:
    desk = Standing(16)
    for post, vector in enumerate(points(100)):
        desk.admit(Neighbour(1, post, "", "en", vector), scale=0.1)
    assert desk.sizes({1}) == {1: 32}


def test_the_latest_of_an_unknown_language_are_near_whatever_the_vector(space: Space) -> None:
    vectors = points(60)
    near = admitted(vectors, language="cy").near(space, vectors[0], "cy", "")
    assert {one.post for one in near} == set(range(60))
