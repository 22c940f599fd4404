"""What the posts of a question are beside asking it: for the question's page, one line for each sign."""

from dataclasses import dataclass

from answerable.listening.models import PostSign, SignKind
from answerable.listening.sign_words import sign_sentence
from answerable.questions.models import Question

MOST = 10
NOT_A_TASK = (SignKind.DISTRESS,)
"""Shown where the post is looked at before telling, not here."""


@dataclass(frozen=True)
class SignIn:
    """One sign that somebody is to decide about; `text` is the start of the masked post."""

    post_id: int
    kind: str
    sentence: str
    text: str


def signs_in(question: Question) -> list[SignIn]:
    """The undecided signs in the posts of the question, the longest waiting first; at most MOST."""
    signs = PostSign.objects.filter(post__placing__question=question, is_right=None, post__deleted_at=None)
    rows = signs.exclude(kind__in=NOT_A_TASK).select_related("post").order_by("found_at", "pk")[:MOST]
    return [SignIn(one.post_id, one.kind, sign_sentence(one, ""), one.post.masked_text[:120]) for one in rows]
