"""What people said of posts and questions, with how alike those are: what the desk's strictness is learnt from."""

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from answerable.pure.grouping.embedder import Vectors
from answerable.questions.current_space import InUse
from answerable.questions.models import NotTheSame
from answerable.questions.nearest import representatives_of
from answerable.questions.vectors import fetch, from_rows

LATEST = 400
"""Decisions of each kind that are learnt from: a desk's habits change, and so do its people."""
EACH = 3
"""Confirmed posts of one question: whoever ticks a hundred at once has decided once."""

# Only what the model reads says anything about its likeness; where a number or a "not" was in doubt, likeness was not.
_CONFIRMED = """
SELECT place.post_id, place.question_id, vector.vector
FROM questions_placing AS place
JOIN questions_postvector AS vector ON vector.post_id = place.post_id
JOIN listening_post AS post ON post.id = place.post_id
WHERE place.confirmed_by_id IS NOT NULL AND place.question_id IS NOT NULL AND place.why->>'code' <> 'differs_in'
  AND post.language = ANY(%(languages)b::text[]) AND vector.embedder = %(embedder)b::text
ORDER BY place.placed_at DESC, place.post_id DESC LIMIT %(most)b::int
"""
_REFUSED = """
SELECT said.post_id, said.question_id, vector.vector
FROM questions_notthesame AS said
JOIN questions_postvector AS vector ON vector.post_id = said.post_id
JOIN questions_placing AS place ON place.post_id = said.post_id
JOIN listening_post AS post ON post.id = said.post_id
WHERE place.why->>'code' <> 'differs_in'
  AND post.language = ANY(%(languages)b::text[]) AND vector.embedder = %(embedder)b::text
ORDER BY said.said_at DESC, said.id DESC LIMIT %(most)b::int
"""


def likeness_judged(space: InUse) -> list[tuple[float, bool]]:
    """Pairs (scaled similarity, same) of a desk's latest decisions, each of a post, or question, and what is nearest.

    Near copies are left out: nobody is in doubt about them.
    """
    asked = {"languages": sorted(space.geometry.languages), "embedder": space.geometry.embedder, "most": LATEST}
    confirmed, refused = fetch(_CONFIRMED, **asked), fetch(_REFUSED, **asked)
    apart = NotTheSame.objects.filter(post=None).order_by("-said_at", "-id").values_list("question", "other")[:LATEST]
    questions = {row[1] for row in (*confirmed, *refused)} | {one for pair in apart for one in pair if one}
    standing: dict[int, list[tuple[int, Vectors]]] = defaultdict(list)
    for question, post, vector in representatives_of(questions):
        standing[question].append((post, vector))
    judged: list[tuple[float, bool]] = []
    counted: Counter[int] = Counter()
    for rows, same in ((confirmed, True), (refused, False)):
        for (post, question, _vector), vector in zip(rows, from_rows([row[2] for row in rows]), strict=True):
            counted[question] += same
            others = [one for other, one in standing[question] if other != post]
            if others and (not same or counted[question] <= EACH):
                judged.append((_nearest(space, [vector], others), same))
    for one, other in apart:
        ours, theirs = ([vector for _, vector in standing[number or 0]] for number in (one, other))
        if ours and theirs:
            judged.append((_nearest(space, ours, theirs), False))
    return [(likeness, same) for likeness, same in judged if likeness < _COPY]


_COPY = 0.98


def _nearest(space: InUse, ours: Sequence[Vectors], theirs: Sequence[Vectors]) -> float:
    mine, yours = space.geometry.represent(np.stack(ours)), space.geometry.represent(np.stack(theirs))
    rows = (type(mine)(mine.centred[row : row + 1], mine.scale[row : row + 1]) for row in range(len(ours)))
    return max(float(space.geometry.similarity(one, yours).max()) for one in rows)
