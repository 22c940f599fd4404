"""People in danger: who saw it when, what was done, and the word of a person that it was none."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.roles import Act
from answerable.desk.models import RiskDone, RiskLook, RiskStep
from answerable.errors import Refused
from answerable.listening.models import Post, PostSign, SignKind
from answerable.listening.signs import judge_sign

MOST_LISTED = 200


def risks_waiting() -> Sequence[PostSign]:
    """Signs of danger that nobody has decided about, the longest waiting first; then those that are looked after."""
    finished = RiskStep.objects.filter(post=OuterRef("post"), done=RiskDone.FINISHED)
    signs = PostSign.objects.filter(kind=SignKind.RISK).exclude(is_right=False).exclude(Exists(finished))
    rows = signs.select_related("post__channel", "post__author").order_by("found_at", "pk")[:MOST_LISTED]
    return sorted(rows, key=lambda sign: sign.is_right is not None)


def see_risk(*, post: Post, by: Person, at: datetime) -> None:
    """Writes down that this person opened it; the first time counts."""
    _check(by)
    RiskLook.objects.get_or_create(post=post, person=by, defaults={"at": at})


def record_step(*, post: Post, done: str, note: str, by: Person, at: datetime) -> RiskStep:
    """Writes down what was done. The first step says that the danger is real, so it never goes to a question.

    Raises `Refused` for an unknown step, or for ending without having done anything or said why.
    """
    _check(by)
    if done not in RiskDone.values:
        raise Refused(_("Choose what was done."))
    note = note.strip()[:500]
    with transaction.atomic():
        Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
        before = RiskStep.objects.filter(post=post)
        if done == RiskDone.FINISHED and not (note or before.exclude(done=RiskDone.FINISHED).exists()):
            raise Refused(_("Say what was done for this person before you end it."))
        judge_sign(post=post, kind=SignKind.RISK, is_right=True, by=by, at=at)
        return RiskStep.objects.create(post=post, done=done, note=note, by=by, at=at)


def no_danger(*, post: Post, by: Person, at: datetime) -> int:
    """Says that nobody is in danger: the post, and each waiting one of the same wording, goes on to its question.

    Returns how many posts. Raises `Refused` before this person has opened the post.
    """
    _check(by)
    if not RiskLook.objects.filter(post=post, person=by).exists():
        raise Refused(_("Open the post and read it first."))
    with transaction.atomic():
        judge_sign(post=post, kind=SignKind.RISK, is_right=False, by=by, at=at)
        copies = Post.objects.filter(same_wording=post.same_wording, signs__kind=SignKind.RISK, signs__is_right=None)
        count = 1
        for copy in copies.exclude(pk=post.pk) if post.same_wording else []:
            judge_sign(post=copy, kind=SignKind.RISK, is_right=False, by=by, at=at)
            count += 1
    return count


def _check(by: Person) -> None:
    if not by.may(Act.SAFEGUARD):
        raise Refused(_("Your roles do not let you do this. Tell a listener or the safeguarding lead at once."))
