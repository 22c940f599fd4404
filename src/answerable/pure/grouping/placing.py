"""Decides for one post: which question it asks, or a new one, or that a person should say.

A graph of representatives: the post is linked to the nearest stored posts; each link speaks for its question, each
representative of a question asks for a link. The best question with more links than its size asks for is joined.

Where the model does not know a post's language, all posts of that language look alike to it: then the very words
decide, with a high bar.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from answerable.pure.grouping.agreeing import PERHAPS, Agreement, agreement, compared_words, weights_of
from answerable.pure.grouping.differing import telling_difference
from answerable.pure.grouping.embedder import Vectors
from answerable.pure.grouping.explaining import shared_words
from answerable.pure.grouping.space import Represented, Space
from answerable.pure.text.near_copy import normalised_key

PLACING_VERSION = 3
NEIGHBOURS = 40
"""Rows to fetch from the index."""
CONSIDERED = 20
"""Nearest of those that may speak for a question."""
MOST_CANDIDATES = 3
MOST_COMPARED = 4
"""Nearest members of a question that are compared word by word."""
SAME_WORDING = 0.7
"""Below it two texts cannot have the same wording: punctuation and case hardly move a vector."""


class Outcome(StrEnum):
    """What becomes of a post."""

    JOINED = "joined"
    OPENED = "opened"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Arrival:
    """A post to place: its text (cleaned, personal details redacted), its language ("" unknown), its raw vector."""

    text: str
    language: str
    vector: Vectors


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A stored representative: whose question, which post, its text, language ("" unknown) and raw vector.

    `scale` is its local scale in the same space where that is stored beside it; None has it worked out here, which
    costs a millisecond for forty rows and two thousand anchors.
    """

    question: int
    post: int
    text: str
    language: str
    vector: Vectors
    scale: float | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A question that may fit: its score (above 0 joins), the best scaled similarity, its links, its nearest post.

    By wording `score` and `similarity` are both the part of the words that agree, and `links` the posts that agree
    plainly.
    """

    question: int
    score: float
    similarity: float
    links: int
    post: int


@dataclass(frozen=True, slots=True)
class Why:
    """The reason as plain facts; `code` says which sentence a page shows.

    same_wording, linked, words_agree, nothing_near, too_weak, differs_in (then `kind` is number, negation, date or
    place, and `differing` holds ours against theirs), some_words_agree, two_fit, nothing_to_compare. `shared` are words
    both sides have.
    """

    code: str
    shared: tuple[str, ...] = ()
    kind: str = ""
    differing: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Placing:
    """The decision: `question` only when joined; up to three candidates, best first; the version that decided."""

    outcome: Outcome
    question: int | None
    candidates: tuple[Candidate, ...]
    why: Why
    version: str


def place(space: Space, arrival: Arrival, neighbours: Sequence[Neighbour], sizes: Mapping[int, int]) -> Placing:
    """Where the post belongs among the neighbours' questions; `sizes` counts each question's representatives.

    Same input, same answer, whatever the order of the neighbours.
    """
    version = f"{space.version}/placing.{PLACING_VERSION}"
    key = normalised_key(arrival.text)
    if not key:
        return Placing(Outcome.UNSURE, None, (), Why("nothing_to_compare"), version)
    if not neighbours:
        return Placing(Outcome.OPENED, None, (), Why("nothing_near"), version)
    neighbours = sorted(neighbours, key=lambda neighbour: neighbour.post)  # sums of floats depend on their order
    if space.reads(arrival.language, arrival.text):
        outcome, question, candidates, why = _by_nearness(space, arrival, key, neighbours, sizes)
    else:
        outcome, question, candidates, why = _by_wording(arrival, key, neighbours)
    return Placing(outcome, question, candidates[:MOST_CANDIDATES], why, version)


_Decision = tuple[Outcome, int | None, tuple[Candidate, ...], Why]


def _by_nearness(
    space: Space, arrival: Arrival, key: str, neighbours: Sequence[Neighbour], sizes: Mapping[int, int]
) -> _Decision:
    """Where the model knows the post's language; neighbours in others say nothing."""
    neighbours = [neighbour for neighbour in neighbours if space.reads(neighbour.language, neighbour.text)]
    if not neighbours:
        return Outcome.OPENED, None, (), Why("nothing_near")
    similarities = _similarities(space, arrival, neighbours)
    order = sorted(range(len(neighbours)), key=lambda row: (-similarities[row], neighbours[row].post))[:CONSIDERED]
    candidates = _candidates(space, [(neighbours[row], float(similarities[row])) for row in order], sizes)
    best = candidates[0]
    close = [neighbours[row] for row in order if neighbours[row].question == best.question]
    near = [neighbours[row] for row in order if similarities[row] >= SAME_WORDING]
    copy = next((neighbour for neighbour in near if normalised_key(neighbour.text) == key), None)
    if copy:
        return Outcome.JOINED, copy.question, candidates, Why("same_wording")
    outcome, why = _decide(arrival, best, close[: max(1, best.links)])
    return outcome, best.question if outcome is Outcome.JOINED else None, candidates, why


def _by_wording(arrival: Arrival, key: str, neighbours: Sequence[Neighbour]) -> _Decision:
    """Where it does not: joined when the words plainly agree with one question, a person's to judge when some do.

    One post that says the same is enough, however many others its question has.
    """
    words = compared_words(arrival.text)
    alike = (neighbour for neighbour in neighbours if compared_words(neighbour.text) == words)
    copy = next((neighbour for neighbour in alike if normalised_key(neighbour.text) == key), None)
    if copy:
        same = Candidate(copy.question, 1.0, 1.0, 1, copy.post)
        return Outcome.JOINED, copy.question, (same,), Why("same_wording")
    weights = weights_of((neighbour.question, neighbour.text) for neighbour in neighbours)
    agreeing = [(neighbour, agreement(arrival.text, neighbour.text, weights)) for neighbour in neighbours]
    agreeing = [pair for pair in agreeing if pair[1].score >= PERHAPS]
    if not agreeing:
        return Outcome.OPENED, None, (), Why("nothing_near")
    agreeing.sort(key=lambda pair: (not pair[1].is_plain, -pair[1].score, pair[0].post))
    candidates = _agreeing_candidates(agreeing)
    nearest, best = agreeing[0]
    if not best.is_plain:
        return Outcome.UNSURE, None, candidates, Why("some_words_agree", shared=best.shared)
    plain = [neighbour for neighbour, found in agreeing if found.is_plain]
    if first := telling_difference(arrival.text, nearest.text, strictly=True):
        return Outcome.UNSURE, None, candidates, Why("differs_in", kind=first.kind, differing=first.pairs)
    if len({neighbour.question for neighbour in plain}) > 1:
        return Outcome.UNSURE, None, candidates, Why("two_fit", shared=best.shared)
    return Outcome.JOINED, nearest.question, candidates, Why("words_agree", shared=best.shared)


def _agreeing_candidates(agreeing: Sequence[tuple[Neighbour, Agreement]]) -> tuple[Candidate, ...]:
    """One for each question, by its post that agrees best."""
    links = Counter(neighbour.question for neighbour, found in agreeing if found.is_plain)
    best: dict[int, Candidate] = {}
    for neighbour, found in agreeing:
        one = Candidate(neighbour.question, found.score, found.score, links[neighbour.question], neighbour.post)
        best.setdefault(neighbour.question, one)
    return tuple(best.values())


def _similarities(space: Space, arrival: Arrival, neighbours: Sequence[Neighbour]) -> NDArray[np.float32]:
    centred = space.centred(np.stack([neighbour.vector for neighbour in neighbours]))
    known = [neighbour.scale for neighbour in neighbours]
    scale = space.local_scale(centred) if None in known else np.array(known, np.float32)
    return space.similarity(space.represent(arrival.vector), Represented(centred, scale))


def _candidates(
    space: Space, nearest: Sequence[tuple[Neighbour, float]], sizes: Mapping[int, int]
) -> tuple[Candidate, ...]:
    """Every question among the nearest, best first."""
    of_question: dict[int, list[tuple[Neighbour, float]]] = defaultdict(list)
    for neighbour, similarity in nearest:
        of_question[neighbour.question].append((neighbour, similarity))
    candidates = []
    for question, rows in of_question.items():
        links = sum(similarity >= space.link for _, similarity in rows)
        score = links - space.penalty * sizes.get(question, len(rows))
        candidates.append(Candidate(question, score, rows[0][1], links, rows[0][0].post))
    return tuple(sorted(candidates, key=lambda one: (one.links == 0, -one.score, -one.similarity, one.question)))


def _decide(arrival: Arrival, best: Candidate, close: Sequence[Neighbour]) -> tuple[Outcome, Why]:
    if not best.links:
        return Outcome.OPENED, Why("nothing_near")
    if best.score <= 0:
        return Outcome.OPENED, Why("too_weak")
    first = telling_difference(arrival.text, close[0].text)
    # One linked post that does not differ is enough to join: the question is then asked both ways.
    if first and all(telling_difference(arrival.text, other.text) for other in close[1:MOST_COMPARED]):
        return Outcome.UNSURE, Why("differs_in", kind=first.kind, differing=first.pairs)
    shared = shared_words(arrival.text, [neighbour.text for neighbour in close[:MOST_COMPARED]])
    return Outcome.JOINED, Why("linked", shared=shared)
