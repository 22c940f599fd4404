"""What every decision of a person about grouping has in common: may they, mark what they touched, never ask again."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.roles import Act
from answerable.errors import Refused
from answerable.listening.models import Post
from answerable.questions.models import How, NotTheSame, Placing, PostVector, Proposal, Question, State


def check_may_group(person: Person) -> None:
    """Raises Refused when the person's roles do not let them move posts."""
    if not person.may(Act.GROUP):
        raise Refused(_("Your roles do not let you group posts. Ask an administrator if you should be able to."))


def check_open(question: Question) -> None:
    """Raises Refused for a question that has been merged into another: it holds no posts any more."""
    if question.state == State.MERGED:
        raise Refused(_("This question was merged into another. Open that one instead."))


def touch(questions: Collection[int], *, at: datetime) -> None:
    """Marks that a person has decided something about these questions: from now on the machine only proposes."""
    Question.objects.filter(pk__in=questions, touched_at=None).update(touched_at=at)


def put_posts(posts: Collection[int], *, question: int, person: Person, at: datetime) -> None:
    """Puts placed posts into a question by a person's word, vectors and open proposals with them."""
    Placing.objects.filter(post__in=posts).update(
        question=question, how=How.PERSON, confirmed_by=person, placed_at=at, strength=1.0, candidates=[]
    )
    PostVector.objects.filter(post__in=posts).update(question=question)
    close_proposals(Q(post__in=posts), person=person, at=at)


def never_again(posts: Iterable[int], questions: Iterable[int], *, person: Person, at: datetime) -> None:
    """Remembers that none of these posts asks any of these questions."""
    wanted = list(questions)
    rows = [NotTheSame(post_id=post, question_id=one, said_by=person, said_at=at) for post in posts for one in wanted]
    NotTheSame.objects.bulk_create(rows, ignore_conflicts=True)


def with_copies(posts: Collection[int], question: Question) -> list[Post]:
    """Those of the posts that are in the question, and the copies of their wording there, which a page shows as one."""
    keys = set(Post.objects.filter(pk__in=posts, placing__question=question).values_list("same_wording", flat=True))
    named = Q(pk__in=posts) | Q(same_wording__in=keys - {""})
    return list(Post.objects.filter(named, placing__question=question).order_by("pk"))


def carry_refusals(gone: int, kept: int) -> None:
    """What a person said is not `gone` is not `kept` either, now that they are one; posts that are in it are."""
    NotTheSame.objects.filter(Q(question=gone, other=kept) | Q(question=kept, other=gone)).delete()
    said = NotTheSame.objects.filter(Q(question=gone) | Q(other=gone)).exclude(post__placing__question=kept)
    rows = []
    for one in said:
        pair = [one.question_id, one.other_id] if one.other_id else [one.question_id]
        now = sorted(kept if number == gone else number for number in pair)
        other = now[1] if one.other_id else None
        rows.append(
            NotTheSame(
                post_id=one.post_id, question_id=now[0], other_id=other, said_by_id=one.said_by_id, said_at=one.said_at
            )
        )
    NotTheSame.objects.bulk_create(rows, ignore_conflicts=True)


def differ(one: int, other: int, *, person: Person, at: datetime) -> None:
    """Remembers that two questions are not the same; the smaller number stands first."""
    low, high = sorted((one, other))
    NotTheSame.objects.bulk_create(
        [NotTheSame(question_id=low, other_id=high, said_by=person, said_at=at)], ignore_conflicts=True
    )
    pair = Q(post=None) & (Q(question=low, other=high) | Q(question=high, other=low))
    close_proposals(pair, person=person, at=at)


def close_proposals(which: Q, *, person: Person, at: datetime, accepted: bool = False) -> None:
    """Ends open proposals that a person's decision has answered."""
    Proposal.objects.filter(which, decided_at=None).update(decided_at=at, decided_by=person, accepted=accepted)
