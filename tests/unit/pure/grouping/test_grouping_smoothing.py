"""Posts read together with their neighbours."""

import numpy as np
import pytest

from answerable.pure.grouping.smoothing import COMPANIONS, likeness, smoothed
from answerable.pure.grouping.space import Represented


def points(*angles: float, scale: float = 0.0) -> Represented:
    """Unit vectors in a plane, in degrees."""
    turned = np.radians(angles)
    return Represented(
        np.stack([np.cos(turned), np.sin(turned)], axis=1).astype(np.float32),
        np.full(len(angles), scale, np.float32),
    )


def test_a_post_moves_towards_its_neighbours():
    near = smoothed(points(0, 40), np.array([0]), np.array([1]), np.array([0.5], np.float32))
    turned = np.degrees(np.arctan2(near.centred[:, 1], near.centred[:, 0]))
    assert 0 < turned[0] < 20
    assert turned[1] == pytest.approx(40)
    assert np.linalg.norm(near.centred, axis=1) == pytest.approx([1, 1])


def test_neighbours_less_alike_than_the_crowd_are_not_heard():
    near = smoothed(points(0, 90), np.array([0]), np.array([1]), np.array([-0.5], np.float32))
    assert near.centred[0].tolist() == [1, 0]


def test_only_the_nearest_are_heard():
    some = points(*[0] * (COMPANIONS + 1), 90)
    strengths = np.array([0.9] * COMPANIONS + [0.1], np.float32)
    near = smoothed(some, np.zeros(COMPANIONS + 1, int), np.arange(1, COMPANIONS + 2), strengths)
    assert near.centred[0] == pytest.approx([1, 0])


def test_the_order_of_the_pairs_does_not_matter():
    some = points(0, 10, 30, 50)
    posts, others = np.array([0, 0, 1]), np.array([1, 2, 3])
    strengths = np.array([0.9, 0.4, 0.5], np.float32)
    turned = slice(None, None, -1)
    one = smoothed(some, posts, others, strengths)
    other = smoothed(some, posts[turned], others[turned], strengths[turned])
    assert np.array_equal(one.centred, other.centred)


def test_the_scale_follows_the_posts():
    crowded = Represented(points(0, 0).centred, np.array([0.2, 0.6], np.float32))
    near = smoothed(crowded, np.array([0]), np.array([1]), np.array([1.0], np.float32))
    assert near.scale == pytest.approx([0.4, 0.6])


def test_likeness_is_scaled_by_the_crowd_of_both():
    some = Represented(points(0, 60).centred, np.array([0.1, 0.3], np.float32))
    assert likeness(some, np.array([0]), np.array([1])) == pytest.approx([(0.5 - 0.2) / 0.8])
    assert len(likeness(some, np.array([], int), np.array([], int))) == 0
