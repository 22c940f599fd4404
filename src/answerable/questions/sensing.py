"""What posts read like, by the vectors of grouping: danger keeps a post out of questions until a person decides."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from answerable.listening.models import Post, PostSign, SignKind
from answerable.listening.signs import keep_signs
from answerable.pure.grouping.embedder import Embedder, Vectors
from answerable.pure.sense.likeness import READS_LIKE, open_likeness
from answerable.pure.sense.sign import Kind

_learned = cache(open_likeness)
"""Read once: 40 kB that do not change while a process runs."""


def sense_likeness(posts: Sequence[Post], vectors: Vectors, *, embedder: Embedder, at: datetime) -> list[int]:
    """Stores what the posts (one vector each) read like, and says which of them go on to a question, by place.

    Inside the caller's transaction. Nothing is read into vectors of another model than was learned with, or into posts
    in a language that the model does not read. What a person turned down before stays turned down.
    """
    likeness = _learned()
    if likeness.embedder != embedder.identifier or not posts:
        return list(range(len(posts)))
    alike = [_read(post, kinds, embedder) for post, kinds in zip(posts, likeness.kinds_of(vectors), strict=True)]
    found = [
        (post.pk, {kind: [[READS_LIKE, 0, len(post.text)]] for kind in kinds})
        for post, kinds in zip(posts, alike, strict=True)
    ]
    keep_signs(found, at=at)
    at_risk = [post.pk for post, kinds in zip(posts, alike, strict=True) if Kind.RISK in kinds]
    held = PostSign.objects.filter(post__in=at_risk, kind=SignKind.RISK).exclude(is_right=False)
    out = set(held.values_list("post", flat=True))
    return [place for place, post in enumerate(posts) if post.pk not in out]


def _read(post: Post, kinds: frozenset[Kind], embedder: Embedder) -> frozenset[Kind]:
    return kinds if not post.language or post.language in embedder.languages else frozenset()
