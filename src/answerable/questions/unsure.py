"""What the page of unsure posts shows: one post beside the questions it may ask, each with what speaks for it."""

from collections.abc import Sequence
from dataclasses import dataclass

from answerable.listening.models import Post
from answerable.pure.grouping.explaining import why_together
from answerable.questions.models import How, Placing, Question, State
from answerable.questions.nearest import TEXT_READ


@dataclass(frozen=True, slots=True)
class Fit:
    """A question the post may ask, its nearest post's words, and the words both have."""

    question: Question
    text: str
    language: str
    shared: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """An unsure post, the questions it may ask (best first, at most three), and how many copies wait with it."""

    placing: Placing
    fits: Sequence[Fit]
    copy_count: int


def next_doubt(*, after: int = 0) -> Doubt | None:
    """The unsure post that waits longest among those after the post with this number; None when there is none."""
    waiting = Placing.objects.filter(question=None, how=How.MACHINE, post__gt=after).order_by("post")
    placing = waiting.select_related("post__channel", "post__author").first()
    if placing is None:
        return None
    key = placing.post.same_wording
    copies = Placing.objects.filter(question=None, how=How.MACHINE, post__same_wording=key).count() if key else 1
    return Doubt(placing, _fits(placing), copies)


def _fits(placing: Placing) -> list[Fit]:
    questions = Question.objects.select_related("merged_into").in_bulk([one["question"] for one in placing.candidates])
    posts = Post.objects.in_bulk([one["post"] for one in placing.candidates])
    fits: dict[int, Fit] = {}
    for one in placing.candidates:
        question, near = questions.get(one["question"]), posts.get(one["post"])
        if question is None:
            continue
        if question.merged_into and question.state == State.MERGED:
            question = question.merged_into
        text = near.masked_text[:TEXT_READ] if near else ""
        shared = why_together(placing.post.masked_text[:TEXT_READ], [text]).words if text else ()
        fits.setdefault(question.pk, Fit(question, text, near.language if near else "", shared))
    return list(fits.values())
