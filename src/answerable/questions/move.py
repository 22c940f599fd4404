"""Moves a post to the question it asks, or makes it one of its own."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.errors import Refused
from answerable.listening.models import Post
from answerable.questions.counting import recount
from answerable.questions.deciding import (
    check_may_group,
    check_open,
    close_proposals,
    never_again,
    put_posts,
    touch,
    with_copies,
)
from answerable.questions.locking import lock_questions
from answerable.questions.merge import end_as_merged
from answerable.questions.models import MOVES, NotTheSame, Placing, Question, State
from answerable.questions.opening import hold_opening
from answerable.questions.representing import represent_again
from answerable.questions.split import take_out


def move_post(*, post: Post, to: Question | None, person: Person, at: datetime) -> Question:
    """Moves the post, and copies of its wording beside it, to `to`, or to a new question; says where it is now.

    The machine never puts that wording back. A question that loses its last post is merged into `to`. Raises Refused
    where the post is in no question, is in `to` already, or is alone in its question and asked to be on its own.
    """
    check_may_group(person)
    with transaction.atomic():
        hold_opening()
        now_in = Placing.objects.filter(post=post).values_list("question", flat=True).first()
        if now_in is None:
            raise Refused(_("This post is in no question. Decide about it among the unsure posts."))
        locked = lock_questions({now_in} | ({to.pk} if to else set()))
        came_from = locked[now_in]
        members = with_copies([post.pk], came_from)
        if to is not None:
            return _put(members, came_from, locked[to.pk], person=person, at=at)
        if len(members) >= came_from.post_count:
            raise Refused(_("This post has this question to itself already. There is nothing to move."))
        touch([came_from.pk], at=at)
        return take_out(came_from, members, person=person, at=at)


def _put(members: list[Post], came_from: Question, to: Question, *, person: Person, at: datetime) -> Question:
    check_open(to)
    if to.pk == came_from.pk:
        raise Refused(_("The post is in this question already. Choose another one."))
    numbers = [member.pk for member in members]
    put_posts(numbers, question=to.pk, person=person, at=at)
    NotTheSame.objects.filter(post__in=numbers, question=to).delete()
    never_again(numbers, [came_from.pk], person=person, at=at)
    recount([came_from.pk, to.pk])
    represent_again([came_from.pk, to.pk])
    touch([came_from.pk, to.pk], at=at)
    left = Placing.objects.filter(question=came_from).exists()
    if not left and State.MERGED in MOVES[came_from.state]:
        NotTheSame.objects.filter(post__in=numbers, question=came_from).delete()
        close_proposals(Q(question=came_from) | Q(other=came_from), person=person, at=at)
        end_as_merged(question=came_from, into=to, at=at, person=person)
    return Question.objects.get(pk=to.pk)
