"""Decides what the machine proposed: a merge of two questions, or a move of one post."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.errors import Refused
from answerable.listening.models import Post
from answerable.questions.confirm import confirm
from answerable.questions.deciding import check_may_group, differ, never_again, touch
from answerable.questions.merge import merge
from answerable.questions.models import MOVES, Proposal, Question, State
from answerable.questions.move import move_post
from answerable.questions.opening import hold_opening


def decide_proposal(*, proposal: Proposal, accept: bool, person: Person, at: datetime) -> None:
    """Does what was proposed, or remembers that it is wrong; it is not proposed again either way.

    Raises Refused when it has been decided, or when what it speaks of has changed so that it cannot be done.
    """
    check_may_group(person)
    with transaction.atomic():
        hold_opening()  # before the proposal's row: a verb that holds it closes proposals
        row = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
        if row.decided_at is not None:
            raise Refused(_("This has been decided already. Go on with the next one."))
        row.decided_at, row.decided_by, row.accepted = at, person, accept
        row.save(update_fields=["decided_at", "decided_by", "accepted"])
        if row.post is not None:
            _decide_move(row, row.post, accept=accept, person=person, at=at)
            return
        # A proposal without a post names two questions.
        other = Question.objects.get(pk=row.other_id or 0)
        _decide_merge(row.question, other, accept=accept, person=person, at=at)


def _decide_move(row: Proposal, post: Post, *, accept: bool, person: Person, at: datetime) -> None:
    if accept:
        move_post(post=post, to=row.other, person=person, at=at)
        return
    confirm(question=row.question, posts=[post.pk], person=person, at=at)
    if row.other is not None:
        never_again([post.pk], [row.other.pk], person=person, at=at)


def _decide_merge(one: Question, other: Question, *, accept: bool, person: Person, at: datetime) -> None:
    if accept:
        gone, kept = _direction(one, other)
        merge(question=gone, into=kept, person=person, at=at)
        return
    differ(one.pk, other.pk, person=person, at=at)
    touch([one.pk, other.pk], at=at)


def _direction(one: Question, other: Question) -> tuple[Question, Question]:
    """Which goes into which: the one whose state lets it go; if both may, the one that fewer ask."""
    may_go = [State.MERGED in MOVES[question.state] for question in (one, other)]
    if may_go == [False, True]:
        return other, one
    if may_go == [True, False]:
        return one, other
    return (other, one) if one.asker_count >= other.asker_count else (one, other)
