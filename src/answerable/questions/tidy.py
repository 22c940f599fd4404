"""Carries out what a round of refining found, for questions that nobody has touched."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from answerable.listening.models import Post
from answerable.questions.counting import Tally, recount
from answerable.questions.locking import lock_questions
from answerable.questions.merge import end_as_merged
from answerable.questions.models import How, Placing, PostVector, Proposal, Question, State
from answerable.questions.naming import name_again
from answerable.questions.opening import Beginning, hold_opening, open_questions
from answerable.questions.representing import represent_again
from answerable.questions.urgency import asks_for_help

PostMove = tuple[int, int, int]
"""Post, the question it leaves, the question it goes to (below zero: a new one for all who share the number)."""


def carry_out(moves: Sequence[PostMove], *, at: datetime, version: str) -> int:
    """Moves the posts, all to one question in one transaction, and says how many. Emptied questions are merged."""
    by_goal: dict[int, list[PostMove]] = defaultdict(list)
    for move in moves:
        by_goal[move[2]].append(move)
    return sum(_gather(goal, some, at=at, version=version) for goal, some in sorted(by_goal.items()))


def _gather(goal: int, moves: Sequence[PostMove], *, at: datetime, version: str) -> int:
    """All moves to one question, but for posts and questions that somebody touched while the round was counting."""
    with transaction.atomic():
        hold_opening()
        locked = lock_questions({came_from for _, came_from, _ in moves} | ({goal} if goal > 0 else set()))
        free = {
            number for number, question in locked.items() if question.touched_at is None and question.state == State.NEW
        }
        if goal > 0 and goal not in free:
            return 0
        posts = _still_there([move for move in moves if move[1] in free], locked[goal].language if goal > 0 else None)
        if not posts:
            return 0
        left = Counter(came_from for _, came_from, _ in moves if came_from in free)
        to = locked[goal] if goal > 0 else _opened(posts, at)
        Placing.objects.filter(post__in=posts).update(
            question=to, version=version, placed_at=at, why={"code": "refined"}
        )
        PostVector.objects.filter(post__in=posts).update(question=to)
        Proposal.objects.filter(post__in=posts, decided_at=None).delete()
        changed = {*left, to.pk}
        recount(changed)
        represent_again(changed)
        name_again(changed)
        _end_empty(left, to, at)
        return len(posts)


def _still_there(moves: Sequence[PostMove], language: str | None) -> dict[int, int]:
    """Posts, each with the question it is still in, that no person has put or confirmed there.

    They are those of one language, for a new question that of the first post; an unknown language meets every other.
    """
    there = Placing.objects.filter(post__in=[post for post, _, _ in moves], how=How.MACHINE, confirmed_by=None)
    now_in = {
        post: (question, spoken) for post, question, spoken in there.values_list("post", "question", "post__language")
    }
    still = [(post, came_from) for post, came_from, _ in moves if now_in.get(post, (0, ""))[0] == came_from]
    meant = language if language is not None else next((now_in[post][1] for post, _ in still), "")
    return {post: came_from for post, came_from in still if not meant or now_in[post][1] in {"", meant}}


def _opened(posts: dict[int, int], at: datetime) -> Question:
    members = list(Post.objects.filter(pk__in=posts).order_by("pk"))
    tally = Tally()
    for post in members:
        tally.add(post, urgent=asks_for_help(post.text))
    return open_questions([Beginning(members, tally)], at=at)[0]


def _end_empty(left: Counter[int], to: Question, at: datetime) -> None:
    """A question that lost its last post keeps its address and says where they went."""
    for question in Question.objects.filter(pk__in=left, post_count=0).order_by("pk"):
        end_as_merged(question=question, into=to, at=at)
    if Question.objects.filter(merged_into=to, urgent=True).exists():
        Question.objects.filter(pk=to.pk).update(urgent=True)
