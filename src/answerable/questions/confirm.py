"""Says that posts belong where they are."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.errors import Refused
from answerable.questions.deciding import check_may_group, check_open, close_proposals, touch, with_copies
from answerable.questions.locking import lock_questions
from answerable.questions.models import Placing, Question


def confirm(*, question: Question, posts: Collection[int], person: Person, at: datetime) -> int:
    """Confirms these posts (their numbers) and copies of their wording, and says how many: no strays any more."""
    check_may_group(person)
    with transaction.atomic():
        locked = lock_questions([question.pk])[question.pk]
        check_open(locked)
        members = [post.pk for post in with_copies(posts, locked)]
        if not members:
            raise Refused(
                _("None of these posts is in this question any more. Open the question again and tick them there.")
            )
        Placing.objects.filter(post__in=members).update(confirmed_by=person)
        close_proposals(Q(post__in=members), person=person, at=at)
        touch([locked.pk], at=at)
    return len(members)
