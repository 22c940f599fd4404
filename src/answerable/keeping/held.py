"""What legal holds cover: conditions on posts and questions, read anew each time something is about to go."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from operator import attrgetter
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Model, Q

from answerable.accounts.models import Body
from answerable.answers.models import Coverage, Delivery
from answerable.desk.models import Clearance, DraftVersion, ReadAgain, RouteNeed, Signature
from answerable.keeping.models import Covers, Hold
from answerable.listening.models import Payload, Post
from answerable.questions.models import Question

NOTHING = Q(pk__in=[])
TO_QUESTION = {
    DraftVersion: "draft.question_id",
    RouteNeed: "draft.question_id",
    Clearance: "version.draft.question_id",
    Signature: "clearance.version.draft.question_id",
    ReadAgain: "clearance.version.draft.question_id",
}
"""The way from a row of the desk to its question."""


def holds_in_force() -> list[Hold]:
    """All that nobody has lifted, the oldest first."""
    return list(Hold.objects.filter(lifted_at=None).order_by("pk"))


def stand_still() -> None:
    """Until the end of this transaction no hold is placed and nothing held is let go: one waits for the other.

    Without it a hold placed while a batch goes would be too late for that batch, and nobody would know.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended('answerable holds', 0))")


def posts_under(holds: Iterable[Hold]) -> Q:
    """The posts that these cover, as a condition on `Post`."""
    found = NOTHING
    for hold in holds:
        if hold.covers == Covers.PERSON:
            found |= Q(author__in=hold.accounts.all())
        elif hold.covers == Covers.PERIOD:
            first, last = _moments(hold)
            found |= Q(heard_at__gte=first, heard_at__lt=last) | Q(claimed_at__gte=first, claimed_at__lt=last)
        else:
            found |= Q(placing__question__in=_questions(hold))
    return found


def questions_under(holds: Iterable[Hold]) -> Q:
    """The questions of which these cover anything, as a condition on `Question`: their drafts and notes stay too."""
    found = NOTHING
    for hold in holds:
        if hold.covers == Covers.PERSON:
            found |= Q(placings__post__author__in=hold.accounts.all())
        elif hold.covers == Covers.PERIOD:
            first, last = _moments(hold)
            found |= Q(first_asked_at__lt=last, last_asked_at__gte=first) | Q(state_at__gte=first, state_at__lt=last)
        else:
            found |= Q(pk__in=_questions(hold))
    return found


class KeptWhole:
    """Rows that must stay to the letter: under one of the holds, or about one of these posts."""

    def __init__(self, holds: Sequence[Hold], posts: Collection[int]) -> None:
        self._posts = Post.objects.filter(posts_under(holds) | Q(pk__in=posts))
        self._questions = Question.objects.filter(questions_under(holds))

    def has(self, row: Model) -> bool:
        """Whether this row is one; a few small queries."""
        if isinstance(row, Payload):
            return self._posts.filter(channel=row.channel_id, uid=row.uid).exists()
        if isinstance(row, Question):
            return self._questions.filter(pk=row.pk).exists()
        if type(row) in TO_QUESTION:
            return self._questions.filter(pk=attrgetter(TO_QUESTION[type(row)])(row)).exists()
        delivery = row.pk if isinstance(row, Delivery) else getattr(row, "delivery_id", None)
        if delivery is not None:
            return Coverage.objects.filter(delivery=delivery, post__in=self._posts).exists()
        post = row.pk if isinstance(row, Post) else getattr(row, "post_id", None)
        return post is not None and self._posts.filter(pk=post).exists()


def _questions(hold: Hold) -> set[int]:
    """With those that they were merged into, because their posts are there now."""
    found = set(hold.questions.values_list("pk", flat=True))
    if hold.topic_id is not None:
        found |= set(Question.objects.filter(topic=hold.topic_id).values_list("pk", flat=True))
    fresh = found
    while fresh:
        merged = Question.objects.filter(pk__in=fresh, merged_into__isnull=False)
        fresh = {pk for pk in merged.values_list("merged_into", flat=True) if pk is not None} - found
        found |= fresh
    return found


def _moments(hold: Hold) -> tuple[datetime, datetime]:
    """From the first moment of the first day to the end of the last, where the body is."""
    assert hold.from_on is not None  # noqa: S101  a constraint says so
    assert hold.until_on is not None  # noqa: S101  a constraint says so
    zone = ZoneInfo(Body.objects.get().time_zone)
    first = datetime(hold.from_on.year, hold.from_on.month, hold.from_on.day, tzinfo=zone)
    end = hold.until_on + timedelta(days=1)
    return first, datetime(end.year, end.month, end.day, tzinfo=zone)
