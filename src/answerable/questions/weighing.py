"""Weighs a batch of posts against the questions there are, and against each other, before anything is written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from answerable.listening.models import Post
from answerable.pure.grouping.embedder import Vectors
from answerable.pure.grouping.placing import Arrival, Neighbour, Outcome, Placing, place
from answerable.questions.current_space import InUse
from answerable.questions.models import NotTheSame
from answerable.questions.nearest import TEXT_READ, may_meet, sizes_of


@dataclass(frozen=True, slots=True)
class Weighed:
    """A post, its raw vector with its scale, and what the grouping says of it.

    A `decision` that names a question below zero means the one that an earlier post of the batch opens; `beginning`
    is the number of the one that this post opens.
    """

    post: Post
    vector: Vectors
    scale: float
    decision: Placing
    beginning: int | None = None

    @property
    def is_copy(self) -> bool:
        """Whether its wording is already there: copies represent nothing new."""
        return self.decision.why.code == "same_wording"


def weigh(space: InUse, posts: Sequence[Post], vectors: Vectors, near: Sequence[Sequence[Neighbour]]) -> list[Weighed]:
    """A decision for each post, in order; the earlier ones of the batch are there for the later ones."""
    scales = space.geometry.represent(vectors).scale
    refused = _refused(posts)
    sizes = sizes_of({one.question for row in near for one in row})
    newcomers: list[Neighbour] = []
    weighed: list[Weighed] = []
    for row, post in enumerate(posts):
        options = _options(post, [*near[row], *newcomers], refused)
        text = post.masked_text[:TEXT_READ]
        decision = place(space.geometry, Arrival(text, post.language, vectors[row]), options, sizes)
        beginning = -(row + 1) if decision.outcome is Outcome.OPENED else None
        one = Weighed(post, vectors[row], float(scales[row]), decision, beginning)
        weighed.append(one)
        asked = beginning or decision.question
        if asked is not None and asked < 0 and not one.is_copy:
            newcomers.append(Neighbour(asked, post.pk, text, post.language, vectors[row], one.scale))
            sizes[asked] = sizes.get(asked, 0) + 1
    return weighed


def _options(post: Post, near: Collection[Neighbour], refused: Mapping[str, set[int]]) -> list[Neighbour]:
    never = refused.get(post.same_wording, set())
    return [one for one in near if may_meet(one.language, post.language) and one.question not in never]


def _refused(posts: Sequence[Post]) -> dict[str, set[int]]:
    """By wording, the questions that a person said it does not ask."""
    keys = {post.same_wording for post in posts} - {""}
    refused: dict[str, set[int]] = {}
    said = NotTheSame.objects.filter(post__same_wording__in=keys).values_list("post__same_wording", "question")
    for key, question in said:
        refused.setdefault(key, set()).add(question)
    return refused
