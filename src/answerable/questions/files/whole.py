"""Groups all posts of a file at once: each looked at beside every other, as a desk's round of refining does."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from answerable.pure.grouping.embedder import Vectors
from answerable.pure.grouping.refining import Told, refine
from answerable.pure.grouping.space import Space
from answerable.pure.grouping.topics import topics_of
from answerable.questions.files.arriving import Arriving, in_order, moved
from answerable.questions.files.posts import Posts

MOST_TOGETHER = 100_000
"""Wordings compared all with all: under 1 GiB. A larger file is cut into regions of the space, far from each other."""
MOST_ROUNDS, STILL = 3, 0.01
"""Rounds of refining until fewer than one in a hundred posts moves."""
_SAMPLE, _TURNS, _BLOCK = 20_000, 6, 4_096

Step = Callable[[int, int], None]
"""Is told how many wordings are grouped, of how many."""


@dataclass(slots=True)
class Grouped:
    """By wording its question and topic, numbers from 0 up; each question has one topic."""

    questions: "array[int]"
    topics: "array[int]"


def group_whole(posts: Posts, space: Space, *, step: Step, together: int = MOST_TOGETHER) -> Grouped:
    """Questions and topics of all posts. What the model does not read is placed by its wording, in order."""
    questions = array("q", [-1]) * len(posts)
    topics = array("q", [-1]) * len(posts)
    read, unread = sorted_by_language(posts, space)
    done = unused = themes = 0
    for region in regions(posts, read, space, together):
        vectors = posts.vectors_of(region)
        told = [Told(posts.text(wording), posts.languages[wording]) for wording in region]
        numbers, local = settle(space, vectors, told)
        found = majority(numbers, topics_of(local, vectors))
        for wording, number, topic in zip(region, numbers, found, strict=True):
            questions[wording], topics[wording] = unused + number, themes + topic
        unused, themes = unused + max(numbers) + 1, themes + max(found) + 1
        done += len(region)
        step(done, len(read))
    arriving = Arriving(posts, space)
    arriving.place(unread, refined_until=-1)
    for wording, number in arriving.question_of.items():
        questions[wording], topics[wording] = unused + number, themes + number
    return Grouped(in_order(questions), in_order(topics))


def group_in_order(posts: Posts, space: Space, *, step: Step, together: int = MOST_TOGETHER) -> Grouped:
    """The same with each post placed as it comes; topics are those of the questions that came out."""
    arriving = Arriving(posts, space)
    for first in range(0, len(posts), together):
        arriving.place(range(first, min(len(posts), first + together)))
        step(min(len(posts), first + together), len(posts))
    questions = [arriving.question_of[wording] for wording in range(len(posts))]
    topics = array("q", [-1]) * len(posts)
    read, unread = sorted_by_language(posts, arriving.space)
    themes = 0
    for region in regions(posts, read, arriving.space, together):
        found = topics_of(arriving.space, posts.vectors_of(region))
        for wording, topic in zip(region, found, strict=True):
            topics[wording] = themes + topic
        themes += max(found) + 1
    for wording in unread:
        topics[wording] = themes + questions[wording]
    return Grouped(in_order(questions), in_order(majority(questions, topics)))


def sorted_by_language(posts: Posts, space: Space) -> tuple[list[int], list[int]]:
    """The wordings that the model reads, and those that it does not."""
    read: list[int] = []
    unread: list[int] = []
    for wording, language in enumerate(posts.languages):
        reads = space.reads(language, "" if language else posts.text(wording))
        (read if reads else unread).append(wording)
    return read, unread


def settle(space: Space, vectors: Vectors, told: Sequence[Told]) -> tuple[list[int], Space]:
    """The question of each post, numbers from 0 up, from nothing; and the space that they make."""
    questions = list(range(len(told)))
    for _round in range(MOST_ROUNDS):
        outcome = refine(space, vectors, questions, (), told)
        questions, space = moved(questions, outcome, len(told) + max(questions)), outcome.space
        if len(outcome.moves) < STILL * len(told):
            break
    return list(in_order(questions)), space


def majority(questions: Sequence[int], topics: Sequence[int]) -> list[int]:
    """By post the topic of its question: the one that most of its posts have, the lower number in a tie."""
    votes: dict[int, Counter[int]] = defaultdict(Counter)
    for question, topic in zip(questions, topics, strict=True):
        votes[question][topic] += 1
    winner = {question: min(count, key=lambda topic: (-count[topic], topic)) for question, count in votes.items()}
    return [winner[question] for question in questions]


def regions(posts: Posts, wordings: Sequence[int], space: Space, together: int) -> Iterator[Sequence[int]]:
    """The wordings in parts of at most `together`, near ones in one part; nothing for nothing."""
    if len(wordings) <= together:
        if wordings:
            yield wordings
        return
    # Half as many in each as there may be: regions are not equally full.
    middles = _middles(space, posts, wordings, 2 * len(wordings) // together + 1)
    parts: list[array[int]] = [array("q") for _ in middles]
    for at in range(0, len(wordings), _BLOCK):
        block = wordings[at : at + _BLOCK]
        for wording, part in zip(block, (space.centred(posts.vectors_of(block)) @ middles.T).argmax(1), strict=True):
            parts[part].append(wording)
    for whole in parts:
        for at in range(0, len(whole), together):
            yield whole[at : at + together]


def _middles(space: Space, posts: Posts, wordings: Sequence[int], count: int) -> Vectors:
    """The middles of `count` regions, by a few turns of k-means over an even sample; the same for the same posts."""
    sample = [wordings[at] for at in np.linspace(0, len(wordings) - 1, _SAMPLE).astype(int)]
    points = space.centred(posts.vectors_of(sample))
    middles = points[np.linspace(0, len(points) - 1, count).astype(int)]
    for _turn in range(_TURNS):
        nearest = (points @ middles.T).argmax(1)
        for region in range(count):
            inside = points[nearest == region]
            if len(inside):
                middles[region] = inside.mean(0) / max(float(np.linalg.norm(inside.mean(0))), 1e-6)
    return np.asarray(middles, np.float32)
