"""Posts that joined a question after its answer was cleared: a person tells their askers, or says why not."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answerable.accounts.models import Body, Person
from answerable.accounts.roles import Act
from answerable.answers.deliveries import Owed, cover_posts, make_deliveries, owed_to
from answerable.answers.finish import lock_version, reopen
from answerable.answers.models import Answer, AnswerVersion, Coverage, Delivery
from answerable.desk.reach import asked_in, askers_among
from answerable.errors import Refused
from answerable.listening.models import Post

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
    return tell_chosen(answer=answer, chosen=Q(), at=at)


def tell_chosen(*, answer: Answer, chosen: Q, at: datetime) -> int:
    """The same for those late posts of the answer that are `chosen`; who chose them is the caller's to know."""
    with transaction.atomic():
        version = _standing(answer)
        posts = late_posts().filter(chosen, placing__question_id=answer.question_id)
        training = version.training or Body.objects.filter(training=True).exists()
        owed = owed_to(askers_among(asked_in(posts)), training=training)
        made = make_deliveries(version, owed, at=at)
        cover_posts(version.answer, owed, _already(version, owed) | made)
        _count_askers(version)
        if made:
            reopen(version, at=at)
    return len(made)


def leave_late(*, answer: Answer, posts: Collection[Post], reason: str, by: Person) -> int:
    """Covers late posts by a reason of the closed list; returns how many."""
    _check(by)
    if reason not in REASONS:
        raise Refused(_("Choose the reason for not telling them; it is counted in public."))
    with transaction.atomic():
        version = _newest(answer)
        chosen = late_posts().filter(placing__question_id=answer.question_id, pk__in=[post.pk for post in posts])
        rows = Coverage.objects.bulk_create(Coverage(answer=answer, post=post, reason=reason) for post in chosen)
        _count_askers(version)
        AnswerVersion.objects.filter(pk=version.pk).update(told_at=None)
    return len(rows)


def _newest(answer: Answer) -> AnswerVersion:
    return lock_version(answer.versions.latest("number").pk)


def _standing(answer: Answer) -> AnswerVersion:
    version = _newest(answer)
    if version.answer.withdrawn_at is not None:
        raise Refused(
            _("This answer was withdrawn, so nobody is told it. Write a new one, or say why they are not answered.")
        )
    return version


def _already(version: AnswerVersion, owed: Collection[Owed]) -> dict[tuple[int, str], int]:
    recipients = [one.recipient for one in owed if not one.reason]
    told = Delivery.objects.filter(version=version, recipient__in=recipients)
    return {
        (channel_id, recipient): pk for channel_id, recipient, pk in told.values_list("channel_id", "recipient", "pk")
    }


def _count_askers(version: AnswerVersion) -> None:
    """Counts everyone whose post the answer covers, as the plan does."""
    posts = Post.objects.filter(pk__in=Coverage.objects.filter(answer=version.answer).values("post_id"))
    askers = askers_among(asked_in(posts))
    AnswerVersion.objects.filter(pk=version.pk).update(asker_count=len(owed_to(askers, training=False)))


def _check(by: Person) -> None:
    if not by.may(Act.TELL):
        raise Refused(_("Your roles do not let you decide this. Ask a listener, a clearer or a topic owner."))
