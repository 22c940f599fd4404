"""The body's rule for late askers: whom the standing answer is told without a person looking at each."""

from datetime import datetime, timedelta

from django.db.models import Exists, Max, OuterRef, Q
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.roles import Act
from answerable.answers.late import late_posts, tell_chosen
from answerable.answers.models import Answer, Coverage, LateRule
from answerable.errors import Refused
from answerable.listening.models import PostSign
from answerable.questions.models import How

MOST_DAYS = 365
ANSWERS_A_ROUND = 200


def set_late_rule(*, which: str, days: int, by: Person, at: datetime) -> None:
    """Sets the rule. Raises `Refused` for a choice that is not in the list, and for days that are not 1 to 365."""
    if not by.may(Act.CLEAR):
        raise Refused(_("Your roles do not let you set this rule. Ask a clearer or a topic owner."))
    if which not in LateRule.Which.values:
        raise Refused(_("Choose who is told without a person looking at each."))
    if not 1 <= days <= MOST_DAYS:
        raise Refused(_("Give a number of days from 1 to 365."))
    LateRule.objects.update_or_create(id=1, defaults={"which": which, "days": days, "set_by": by, "set_at": at})


def tell_by_rule(*, at: datetime) -> int:
    """Tells the late askers whom the rule names, each once; returns how many people will be told. A round's part."""
    rule = LateRule.objects.first()
    if rule is None or rule.which == LateRule.Which.NOBODY:
        return 0
    chosen = _chosen(rule)
    answers = Answer.objects.filter(
        withdrawn_at=None, question__in=late_posts().filter(chosen).values("placing__question")
    )
    # What is due for review is looked at by a person first.
    answers = answers.filter(Q(review_on=None) | Q(review_on__gte=at.date()))
    young = answers.annotate(newest_at=Max("versions__published_at")).filter(newest_at__gt=at - timedelta(rule.days))
    return sum(tell_chosen(answer=answer, chosen=chosen, at=at) for answer in young.order_by("pk")[:ANSWERS_A_ROUND])


def _chosen(rule: LateRule) -> Q:
    """As a condition on posts. A post without words of its own, such as a picture, has the same words as nobody.

    A post in which something was sensed, such as distress, waits for a person unless they said it is not so.
    """
    sensed = PostSign.objects.filter(post=OuterRef("pk")).exclude(is_right=False)
    told = Coverage.objects.filter(
        answer__question=OuterRef("placing__question"),
        delivery__isnull=False,
        post__same_wording=OuterRef("same_wording"),
    )
    chosen = Q(Exists(told)) & ~Q(same_wording="")
    if rule.which == LateRule.Which.PLACED:
        chosen = chosen | Q(placing__how=How.PERSON) | Q(placing__confirmed_by__isnull=False)
    return chosen & ~Q(Exists(sensed))
