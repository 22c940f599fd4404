"""Posts that joined a question after its answer was cleared: a person tells their askers the standing answer, or says why not."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answerable.accounts.models import Body, Person
from answerable.accounts.roles import Act
from answerable.answers.deliveries import Owed, cover_posts, make_deliveries, owed_to
from answerable.answers.models import Answer, AnswerVersion, Coverage, Delivery
from answerable.desk.reach import askers_among
from answerable.errors import Refused
from answerable.listening.models import Post
from answerable.questions.models import State
from answerable.questions.states import move_question

REASONS = {
    "told_elsewhere": gettext_lazy("was answered in another way"),
    "no_longer_asks": gettext_lazy("no longer needs the answer"),
    "not_the_question": gettext_lazy("asks something that the answer does not meet"),
    "too_late": gettext_lazy("asked too long ago"),
}
"""Why a late asker is not told: a closed list, counted in public beside the reasons of the plan."""


def late_posts() -> QuerySet[Post]:
    """Every post of an answered question that nothing covers yet, our own left out, the longest waiting first."""
    covered = Coverage.objects.filter(post=OuterRef("pk"), answer__question=OuterRef("placing__question"))
    asked = Post.objects.filter(~Exists(covered), placing__question__answer__isnull=False, ours=False)
    return asked.order_by("heard_at", "pk")


def tell_late(*, answer: Answer, by: Person, at: datetime) -> int:
    """Tells the standing answer to every late asker of its question, once; returns how many people are told.

    Whoever was told already, on the same account, is covered by that. Raises `Refused` where no answer stands.
    """
    _check(by)
    with transaction.atomic():
        version = _standing(answer)
        posts = late_posts().filter(placing__question_id=answer.question_id)
        joined = posts.select_related("author", "channel", "channel__answers_through")
        training = version.training or Body.objects.filter(training=True).exists()
        owed = owed_to(askers_among(joined), training=training)
        made = make_deliveries(version, owed, at=at)
        cover_posts(version.answer, owed, _already(version, owed) | made)
        _reopen(version, owed, has_more=bool(made), at=at)
    return len(made)


def leave_late(*, answer: Answer, posts: Collection[Post], reason: str, by: Person, at: datetime) -> int:  # noqa: ARG001
    """Covers late posts by a reason of the closed list; returns how many."""
    _check(by)
    if reason not in REASONS:
        raise Refused(_("Choose the reason for not telling them; it is counted in public."))
    with transaction.atomic():
        version = AnswerVersion.objects.select_for_update().filter(answer=answer).latest("number")
        chosen = late_posts().filter(placing__question_id=answer.question_id, pk__in=[post.pk for post in posts])
        rows = [Coverage(answer=answer, post=post, reason=reason) for post in chosen]
        Coverage.objects.bulk_create(rows)
        AnswerVersion.objects.filter(pk=version.pk).update(asker_count=F("asker_count") + len(askers_among(chosen)))
    return len(rows)


def _standing(answer: Answer) -> AnswerVersion:
    newest = AnswerVersion.objects.select_for_update(of=("self",)).select_related("answer__question")
    version = newest.filter(answer=answer).latest("number")
    if version.answer.withdrawn_at is not None:
        raise Refused(_("This answer was withdrawn, so nobody is told it. Write a new one, or say why they are not answered."))
    return version


def _already(version: AnswerVersion, owed: Collection[Owed]) -> dict[tuple[int, str], int]:
    recipients = [one.recipient for one in owed if not one.reason]
    told = Delivery.objects.filter(version=version, recipient__in=recipients)
    return {(channel_id, recipient): pk for channel_id, recipient, pk in told.values_list("channel_id", "recipient", "pk")}


def _reopen(version: AnswerVersion, owed: Collection[Owed], *, has_more: bool, at: datetime) -> None:
    """Counts the new people in; where there is somebody to tell, the question is being told again."""
    earlier = Delivery.objects.filter(version=version, recipient__in=[one.recipient for one in owed], made_at__lt=at)
    known = set(earlier.values_list("channel_id", "recipient"))
    fresh = sum((one.channel.pk, one.recipient) not in known for one in owed)
    changed = {"asker_count": F("asker_count") + fresh} | ({"told_at": None} if has_more else {})
    AnswerVersion.objects.filter(pk=version.pk).update(**changed)
    question = version.answer.question
    if has_more and question.state == State.ANSWERED:
        move_question(question=question, to=State.TELLING, at=at)


def _check(by: Person) -> None:
    if not by.may(Act.TELL):
        raise Refused(_("Your roles do not let you decide this. Ask a listener, a clearer or a topic owner."))
