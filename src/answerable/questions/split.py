"""Takes posts out of a question and makes them a question of their own."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.pseudonym import name_in_record
from answerable.errors import Refused
from answerable.listening.models import Post
from answerable.questions.counting import Tally, recount
from answerable.questions.deciding import (
    check_may_group,
    check_open,
    differ,
    never_again,
    put_posts,
    touch,
    with_copies,
)
from answerable.questions.locking import lock_questions
from answerable.questions.models import Question
from answerable.questions.opening import Beginning, hold_opening, make_questions
from answerable.questions.rename import give_title
from answerable.questions.representing import represent_again
from answerable.questions.urgency import asks_for_help
from answerable.record.append import append


def split(*, question: Question, posts: Collection[int], person: Person, at: datetime, title: str = "") -> Question:
    """The new question with these posts (their numbers) and copies of their wording.

    Both count as touched and are never proposed as one again. `title` is the person's words for it; without them the
    clearest post names it. Raises Refused when no post of the question is named, or all are.
    """
    check_may_group(person)
    with transaction.atomic():
        hold_opening()
        locked = lock_questions([question.pk])[question.pk]
        check_open(locked)
        members = with_copies(posts, locked)
        _check_some(len(members), of=locked.post_count)
        made = take_out(locked, members, person=person, at=at, title=title)
        touch([locked.pk], at=at)
    return made


def take_out(
    question: Question, members: Collection[Post], *, person: Person, at: datetime, title: str = ""
) -> Question:
    """Does the split: `question` is locked, the opening lock is held, the members are its posts and not all of them."""
    tally = Tally()
    for post in members:
        tally.add(post, urgent=asks_for_help(post.text))
    made = make_questions([Beginning(list(members), tally)], at=at)[0]
    numbers = [post.pk for post in members]
    put_posts(numbers, question=made.pk, person=person, at=at)
    never_again(numbers, [question.pk], person=person, at=at)
    differ(question.pk, made.pk, person=person, at=at)
    recount([question.pk])
    represent_again([question.pk, made.pk])
    Question.objects.filter(pk=made.pk).update(touched_at=at)
    if title.strip():
        give_title(made, title, person)
    append(
        type="question.split",
        fields={
            "question": made.public_id,
            "out_of": question.public_id,
            "about": made.public_id,
            "asked": made.asker_count,
            "by": name_in_record(person, on=at.date()),
        },
        disclosed={},
        on=at.date(),
    )
    made.refresh_from_db()
    return made


def _check_some(count: int, *, of: int) -> None:
    if not count:
        raise Refused(
            _("None of these posts is in this question any more. Open it again and tick the posts to take out.")
        )
    if count >= of:
        raise Refused(
            _("These are all the posts of the question. Leave at least one, or give the question another name.")
        )
