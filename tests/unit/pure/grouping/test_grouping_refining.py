"""A round over all posts, merging, topics."""

import numpy as np
import pytest
from made_desk import WordModel, empty_space

from answerable.pure.grouping import nearest as nearest_module
from answerable.pure.grouping.louvain import communities, move_one_by_one
from answerable.pure.grouping.merging import merge_queue, next_threshold
from answerable.pure.grouping.nearest import nearest_posts
from answerable.pure.grouping.refining import Told, is_due, refine
from answerable.pure.grouping.space import Represented
from answerable.pure.grouping.topics import telling_words, topics_of

SPACE = empty_space()
ASKED = ["passport renewal cost", "swimming pool hours", "missed bin collection"]
TEXTS = [f"{asked} {word}" for asked in ASKED for word in ("form", "please", "council", "online", "answer")]
VECTORS = WordModel().embed(TEXTS)
RIGHT = [0] * 5 + [1] * 5 + [2] * 5


def english(texts):
    return [Told(text, "en") for text in texts]


def after(questions, pinned=()):
    outcome = refine(SPACE, VECTORS, questions, pinned, english(TEXTS))
    new = list(questions)
    for move in outcome.moves:
        new[move.row] = move.goes_to
    return new, outcome


def test_what_is_right_stays():
    new, outcome = after(RIGHT)
    assert new == RIGHT
    assert outcome.moves == outcome.proposals == ()
    assert outcome.space.questions == 3
    assert outcome.scales.shape == (15,)


def test_a_post_in_the_wrong_question_moves_to_the_right_one():
    new, outcome = after([1, *RIGHT[1:]])
    assert new == RIGHT
    assert [(move.row, move.came_from, move.goes_to) for move in outcome.moves] == [(0, 1, 0)]
    assert outcome.moves[0].strength > 0


def test_questions_that_are_one_become_the_larger():
    new, _ = after([7, 7, *RIGHT[2:]])
    assert new == RIGHT


def test_what_grew_together_wrongly_comes_apart_and_the_largest_part_keeps_the_number():
    new, _ = after([4] * 15)
    assert len(set(new)) == 3
    assert [new[start : start + 5] for start in (0, 5, 10)] == [[new[start]] * 5 for start in (0, 5, 10)]
    assert new.count(4) == 5


def test_a_touched_question_keeps_what_grew_together():
    new, outcome = after([4] * 15, pinned={4})
    assert new == [4] * 15
    assert outcome.moves == ()


def test_a_touched_question_is_only_proposed_to():
    new, outcome = after([1, *RIGHT[1:]], pinned={0, 1})
    assert new == [1, *RIGHT[1:]]
    assert [(move.row, move.goes_to) for move in outcome.proposals] == [(0, 0)]


def test_a_stray_in_a_touched_question_is_proposed_to_stand_alone():
    stray = [*TEXTS, "fallen tree"]
    outcome = refine(SPACE, WordModel().embed(stray), [*RIGHT, 2], {2}, english(stray))
    assert [(move.row, move.came_from) for move in outcome.proposals] == [(15, 2)]
    assert outcome.proposals[0].goes_to < 0


def test_a_stray_elsewhere_becomes_a_question_of_its_own():
    stray = [*TEXTS, "fallen tree"]
    outcome = refine(SPACE, WordModel().embed(stray), [*RIGHT, 2], (), english(stray))
    assert [move.row for move in outcome.moves] == [15]
    assert outcome.moves[0].goes_to < 0


def test_nothing_is_refined_on_an_empty_desk():
    outcome = refine(SPACE, VECTORS[:0], [], (), [])
    assert outcome.space is SPACE
    assert outcome.moves == ()


@pytest.mark.parametrize(("now", "before", "due"), [(39, 0, False), (40, 0, True), (49, 40, False), (50, 40, True)])
def test_a_round_is_due_when_a_quarter_has_come_on_top(now, before, due):
    assert is_due(now, before) is due


def test_by_cells_nearly_the_same_neighbours_are_found_as_exactly():
    count = nearest_module.EXACT + 500
    chance = np.random.default_rng(1)
    middles = chance.normal(size=(400, 24))
    raw = middles[chance.integers(0, 400, count)] + 0.4 * chance.normal(size=(count, 24))
    vectors = (raw / np.linalg.norm(raw, axis=1, keepdims=True)).astype(np.float32)
    points = Represented(vectors, np.zeros(count, np.float32))
    posts, others, strengths = nearest_posts(points, 5)
    best = vectors[:200] @ vectors.T
    best[np.arange(200), np.arange(200)] = -1
    found = [len(set(others[posts == row]) & set(np.argsort(-best[row])[:5])) for row in range(200)]
    assert np.mean(found) > 4
    assert np.all(np.bincount(posts) <= 5)
    assert np.all(strengths <= 1.0001)


def test_a_single_post_has_no_neighbours():
    assert [len(part) for part in nearest_posts(SPACE.represent(VECTORS[:1]))] == [0, 0, 0]
    assert [len(part) for part in nearest_posts(SPACE.represent(VECTORS[:0]))] == [0, 0, 0]


def test_two_triangles_are_two_communities():
    edges = [(0, 1), (1, 2), (0, 2), (3, 4), (4, 5), (3, 5), (2, 3)]
    links = [[(b, 1.0) for b in range(6) if (min(a, b), max(a, b)) in edges] for a in range(6)]
    found = communities(links, [1.0] * 6, 0.5, list(range(6)))
    assert found[0] == found[1] == found[2] != found[3] == found[4] == found[5]


def test_a_fixed_node_stays_and_a_closed_community_takes_no_one_in():
    links = [[(1, 1.0)], [(0, 1.0)]]
    home = [0, 1]
    assert not move_one_by_one(links, [1.0, 1.0], 0.1, home, fixed={0}, closed={0})
    assert home == [0, 1]


def test_the_pairs_whose_merging_saves_most_come_first_and_each_question_once():
    means = WordModel().embed(
        ["passport renewal cost", "passport renewal cost today", "passport renewal cost online", "pool hours"]
    )
    queue = merge_queue(SPACE, means, [50, 2, 40, 9], least=0.3)
    assert [(pair.one, pair.other) for pair in queue] == [(0, 2)]
    assert merge_queue(SPACE, means, [50, 2, 40, 9], least=0.3, decided={frozenset((0, 2))})[0].other == 1


@pytest.mark.parametrize(("accepted", "asked", "then"), [(12, 20, 0.34), (7, 20, 0.46), (9, 20, 0.4), (0, 0, 0.4)])
def test_people_teach_how_strict_to_be(accepted, asked, then):
    assert next_threshold(0.4, accepted=accepted, asked=asked) == then


def test_the_threshold_has_a_floor():
    assert next_threshold(0.22, accepted=20, asked=20) == 0.2


def test_topics_gather_what_is_about_the_same():
    topics = topics_of(SPACE, VECTORS, neighbours=4, resolution=1.0)
    assert len(set(topics)) == 3
    assert topics == sorted(topics)
    assert (
        topics_of(SPACE, VECTORS, neighbours=14, resolution=1.0) == topics
    )  # posts less alike than chance add no link
    assert topics_of(SPACE, VECTORS[:0]) == []


def test_posts_that_differ_in_a_number_alone_never_come_together_by_a_round():
    ages = [f"swim free {age} {word}" for age in ("65", "75") for word in ("form", "please", "council", "online")]
    outcome = refine(SPACE, WordModel().embed(ages), list(range(8)), (), english(ages))
    home = list(range(8))
    for move in outcome.moves:
        home[move.row] = move.goes_to
    assert not set(home[:4]) & set(home[4:])
    assert len(set(home)) < 8


def test_what_the_model_cannot_read_stays_and_does_not_shape_the_space():
    told = [*english(TEXTS), Told("swimming pool hours ddoe", "cy"), Told("swimming pool hours heno", "cy")]
    vectors = WordModel().embed([one.text for one in told])
    outcome = refine(SPACE, vectors, [1, *RIGHT[1:], 8, 9], {9}, told)
    assert [(move.row, move.goes_to) for move in outcome.moves] == [(0, 0)]
    assert outcome.proposals == ()
    assert outcome.space.questions == 3
    assert outcome.scales.shape == (17,)


def test_questions_that_the_model_cannot_read_are_no_pair_and_no_topic():
    means = WordModel().embed(["passport renewal cost", "passport renewal cost today", "passport renewal cost online"])
    assert [{pair.one, pair.other} for pair in merge_queue(SPACE, means, [9, 9, 9], unread={0})] == [{1, 2}]
    assert topics_of(SPACE, means, unread={1}, neighbours=2, resolution=0.5) == [0, 1, 0]


def test_posts_less_alike_than_chance_are_no_topic():
    away = np.eye(len(SPACE.mean), dtype=np.float32)[0]
    assert topics_of(SPACE, np.stack([SPACE.mean + away, SPACE.mean - away])) == [0, 1]


def test_a_topic_is_named_by_words_that_the_others_lack():
    texts = [["new bin please", "my bins please", "bin lid"], ["swim please", "swimming lesson", "swim times"]]
    assert telling_words(texts, most=1) == [["bin"], ["swim"]]
