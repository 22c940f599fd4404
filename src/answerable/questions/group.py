"""Gives each waiting post its question: finds the nearest, lets the pure grouping decide, writes it down."""

from datetime import datetime

import numpy as np
from django.db import transaction
from django.db.models import Exists, OuterRef

from answerable.listening.models import Post
from answerable.pure.grouping.embedder import DIMENSION, Embedder, Vectors, type_of_vectors
from answerable.pure.grouping.placing import Neighbour, Outcome
from answerable.questions.arrivals import Arrivals, sort_arrivals
from answerable.questions.current_space import InUse, space_in_use
from answerable.questions.models import Placing
from answerable.questions.nearest import latest_in, nearest, representatives_since
from answerable.questions.opening import hold_opening, newest_question
from answerable.questions.sensing import sense_likeness
from answerable.questions.settling import settle
from answerable.questions.weighing import Weighed, weigh

BATCH = 32
"""Posts in one transaction. Twice as many are placed 8 % faster and hold the rows of viral questions twice as long."""


def place_waiting(*, at: datetime, embedder: Embedder, limit: int) -> int:
    """Places up to `limit` posts that have no question yet, and says how many it placed.

    Any number of workers may run it at once, on any machine: they take different posts. Posts that are ours or were
    deleted are only marked. A batch is one transaction; what a crash leaves waiting is found by the next round.
    """
    count = 0
    while count < limit:
        placed = _place_batch(at=at, embedder=embedder, most=min(BATCH, limit - count))
        if not placed:
            break
        count += placed
    return count


def _place_batch(*, at: datetime, embedder: Embedder, most: int) -> int:
    with transaction.atomic():
        has_place = Exists(Placing.objects.filter(post=OuterRef("pk")))
        waiting = Post.objects.filter(placed_at=None).annotate(has_place=has_place).order_by("id")
        posts = list(waiting.select_for_update(skip_locked=True, of=("self",))[:most])
        if not posts:
            return 0
        arrivals = sort_arrivals([post for post in posts if not post.has_place])
        space = space_in_use(embedder=embedder, at=at)
        vectors = _read_asking(arrivals, embedder, at=at)
        weighed = _weigh(arrivals.asking, vectors, space, embedder)
        settle(arrivals, weighed, embedder=embedder.identifier, space_id=space.id, at=at)
        late = {post.pk for post in arrivals.later}
        return Post.objects.filter(pk__in=[post.pk for post in posts if post.pk not in late]).update(placed_at=at)


def _read_asking(arrivals: Arrivals, embedder: Embedder, *, at: datetime) -> Vectors:
    """A vector for each post that asks; those that read like somebody in danger are kept out and wait for a person."""
    posts = arrivals.asking
    if not posts:
        return np.empty((0, DIMENSION), type_of_vectors)
    vectors = embedder.embed([post.masked_text for post in posts])
    staying = sense_likeness(posts, vectors, embedder=embedder, at=at)
    arrivals.asking = [posts[place] for place in staying]
    return vectors[staying]


def _weigh(posts: list[Post], vectors: Vectors, space: InUse, embedder: Embedder) -> list[Weighed]:
    """The decisions. Where one opens a question, questions that others opened meanwhile are looked at first.

    The model runs inside the transaction: the posts' rows are locked, but nobody waits for those.
    """
    if not posts:
        return []
    newest = newest_question()
    queries = [space.geometry.query(vector) for vector in vectors]
    near = _near(posts, queries, space, embedder)
    weighed = weigh(space, posts, vectors, near)
    if all(one.decision.outcome is not Outcome.OPENED for one in weighed):
        return weighed
    hold_opening()
    fresh = representatives_since(newest, space_id=space.id, embedder=embedder.identifier)
    return weigh(space, posts, vectors, [[*row, *fresh] for row in near]) if fresh else weighed


def _near(posts: list[Post], queries: list[Vectors], space: InUse, embedder: Embedder) -> list[list[Neighbour]]:
    """What each post is compared with; posts that the model does not read, also with the latest in their language."""
    found = nearest(queries, space_id=space.id, embedder=embedder.identifier)
    latest: dict[str, list[Neighbour]] = {}
    for row, post in enumerate(posts):
        language = post.language
        if not language or space.geometry.reads(language, post.masked_text):
            continue
        if language not in latest:
            latest[language] = latest_in(language, space_id=space.id, embedder=embedder.identifier)
        known = {one.post for one in found[row]}
        found[row] += [one for one in latest[language] if one.post not in known]
    return found
