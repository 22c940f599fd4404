"""Clears the queue of unsure posts: the same as a question, a new one, or no question at all."""

from datetime import datetime
from enum import StrEnum

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.errors import Refused
from answerable.listening.models import Post
from answerable.questions.counting import Tally, recount
from answerable.questions.deciding import check_may_group, check_open, never_again, put_posts, touch
from answerable.questions.locking import lock_questions
from answerable.questions.models import How, NotTheSame, Placing, Question
from answerable.questions.opening import Beginning, hold_opening, open_questions
from answerable.questions.representing import represent_again
from answerable.questions.urgency import asks_for_help


class Verdict(StrEnum):
    """What a person may say of an unsure post."""

    SAME = "same"
    NEW = "new"
    NOTHING = "nothing"


def decide_unsure(
    *, post: Post, verdict: Verdict, person: Person, at: datetime, question: Question | None = None
) -> Question | None:
    """Decides about the post and every unsure copy of its wording; says which question they are in, None for none.

    `question` is the one it is the same as. Copies that arrive later follow the decision by themselves. Raises Refused
    when somebody else decided first.
    """
    check_may_group(person)
    with transaction.atomic():
        if verdict is Verdict.NEW:
            hold_opening()
        waiting = _waiting(post)
        if verdict is Verdict.SAME and question is not None:
            return _same(waiting, question, person, at)
        if verdict is Verdict.NEW:
            return _new(waiting, person, at)
        _asks_nothing(waiting, person, at)
        return None


def _waiting(post: Post) -> list[Placing]:
    unsure = Placing.objects.filter(question=None, how=How.MACHINE).select_related("post").order_by("post")
    unsure = unsure.select_for_update(of=("self",))
    copies = unsure.filter(post__same_wording=post.same_wording) if post.same_wording else unsure.filter(post=post)
    waiting = list(copies)
    if post.pk not in {placing.post_id for placing in waiting}:
        raise Refused(_("Somebody else has decided about this post. Go on with the next one."))
    return waiting


def _same(waiting: list[Placing], question: Question, person: Person, at: datetime) -> Question:
    locked = lock_questions([question.pk])[question.pk]
    check_open(locked)
    numbers = [placing.post_id for placing in waiting]
    put_posts(numbers, question=locked.pk, person=person, at=at)
    NotTheSame.objects.filter(post__in=numbers, question=locked).delete()
    recount([locked.pk])
    if any(asks_for_help(placing.post.text) for placing in waiting):
        Question.objects.filter(pk=locked.pk).update(urgent=True)
    represent_again([locked.pk])
    touch([locked.pk], at=at)
    locked.refresh_from_db()
    return locked


def _new(waiting: list[Placing], person: Person, at: datetime) -> Question:
    tally = Tally()
    for placing in waiting:
        tally.add(placing.post, urgent=asks_for_help(placing.post.text))
    made = open_questions([Beginning([placing.post for placing in waiting], tally)], at=at)[0]
    refused = {candidate["question"] for placing in waiting for candidate in placing.candidates}
    known = Question.objects.filter(pk__in=refused).values_list("pk", flat=True)
    numbers = [placing.post_id for placing in waiting]
    never_again(numbers, known, person=person, at=at)
    put_posts(numbers, question=made.pk, person=person, at=at)
    represent_again([made.pk])
    touch([made.pk], at=at)
    made.refresh_from_db()
    return made


def _asks_nothing(waiting: list[Placing], person: Person, at: datetime) -> None:
    numbers = [placing.post_id for placing in waiting]
    Placing.objects.filter(post__in=numbers).update(how=How.PERSON, confirmed_by=person, placed_at=at, candidates=[])
