"""Chooses the few posts by whose vectors a question is found, and marks them."""

from collections import defaultdict
from collections.abc import Collection

from pgvector import HalfVector

from answerable.pure.grouping.representatives import spread
from answerable.questions.current_space import newest_space
from answerable.questions.models import PostVector, Scale
from answerable.questions.vectors import fetch, from_rows

MOST_LOOKED_AT = 1_000
"""Newest posts of a question that may represent it when it is chosen anew."""

_MEMBERS = """
SELECT chosen.question_id, chosen.post_id, chosen.vector, chosen.represents, chosen.same_wording
FROM unnest(%(questions)b::bigint[]) AS wanted(id)
CROSS JOIN LATERAL (
  SELECT place.question_id, vector.post_id, vector.vector, vector.represents, post.same_wording
  FROM questions_placing AS place
  JOIN questions_postvector AS vector ON vector.post_id = place.post_id
  JOIN listening_post AS post ON post.id = place.post_id
  WHERE place.question_id = wanted.id ORDER BY place.post_id DESC LIMIT %(most)b::int
) AS chosen
"""


def represent_again(questions: Collection[int]) -> None:
    """Chooses the representatives of these questions afresh, after posts came or went; never two of one wording."""
    wordings: dict[int, dict[str, tuple[int, HalfVector]]] = defaultdict(dict)
    marked: set[int] = set()
    for question, post, vector, represents, key in fetch(_MEMBERS, questions=list(questions), most=MOST_LOOKED_AT):
        wordings[question][key or str(post)] = (post, vector)
        marked |= {post} if represents else set()
    chosen: set[int] = set()
    for members in wordings.values():
        posts, vectors = zip(*members.values(), strict=True)
        chosen.update(posts[row] for row in spread(from_rows(vectors)))
    PostVector.objects.filter(question__in=questions, represents=True).exclude(post__in=chosen).update(represents=False)
    PostVector.objects.filter(post__in=chosen - marked).update(represents=True)
    keep_scales(chosen - marked)


def keep_scales(posts: Collection[int]) -> None:
    """Works out how crowded the space in use is around these posts, and stores it beside them."""
    space = newest_space()
    rows = fetch(
        "SELECT post_id, vector FROM questions_postvector WHERE post_id = ANY(%(posts)b::bigint[])", posts=list(posts)
    )
    if space is None or not rows:
        return
    scales = space.geometry.represent(from_rows([vector for _, vector in rows])).scale
    write_scales({post: float(scales[at]) for at, (post, _) in enumerate(rows)}, space_id=space.id)


def write_scales(scales: dict[int, float], *, space_id: int) -> None:
    """Stores the scale of each post in this space, in place of an older one."""
    Scale.objects.bulk_create(
        [Scale(post_id=post, space_id=space_id, value=value) for post, value in scales.items()],
        update_conflicts=True,
        unique_fields=["post"],
        update_fields=["space", "value"],
        batch_size=5_000,
    )
