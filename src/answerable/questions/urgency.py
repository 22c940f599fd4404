"""Tells which posts must be seen first: a risk to life, distress, or many asking the same within an hour.

The words are those of the pure sense. Here they only move a question up the inbox: a post that speaks of danger has
gone to a person before (`listening.signs`), and comes to a question once that person let it.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db.models import Count
from django.db.models.functions import Least

from answerable.pure.sense.engine import sense_danger
from answerable.pure.sense.sign import Kind
from answerable.questions.models import Placing

RUSH_ASKERS = 20
RUSH = timedelta(hours=1)


def asks_for_help(text: str) -> bool:
    """Says whether the wording speaks of danger, despair or want. Grief alone waits its turn."""
    return any(sign.kind is Kind.RISK or sign.why != "grief" for sign in sense_danger(text))


def is_distressed(text: str) -> bool:
    """Says whether one answer for many could hurt: danger, grief, despair or want. Read before telling."""
    return bool(sense_danger(text))


def in_a_rush(questions: Collection[int], *, at: datetime) -> set[int]:
    """Which of these questions at least twenty people asked within the last hour."""
    asked = (
        Placing.objects.filter(question__in=questions)
        .alias(asked_at=Least("post__claimed_at", "post__heard_at"))
        .filter(asked_at__gt=at - RUSH)
    )
    counted = (
        asked.values("question").annotate(askers=Count("post__author", distinct=True)).filter(askers__gte=RUSH_ASKERS)
    )
    return set(counted.values_list("question", flat=True))
