"""Gives a question a person's words for its title, without anybody's personal details in them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.errors import Refused
from answerable.pure.text.hidden import without_hidden
from answerable.pure.text.personal_data import find_personal_data
from answerable.questions.deciding import check_may_group, check_open, touch
from answerable.questions.locking import lock_questions
from answerable.questions.models import Question
from answerable.questions.naming import search_of

FEWEST_LETTERS = 5
MOST_LETTERS = 300
MAY_STAND = frozenset({"name", "handle"})
"""Kinds that a title may hold: streets are called after people, and bodies have handles too."""


def rename(*, question: Question, title: str, person: Person, at: datetime) -> Question:
    """Titles the question in the person's words, which the machine never changes.

    Raises Refused for a title too short, too long, or with personal details.
    """
    check_may_group(person)
    with transaction.atomic():
        locked = lock_questions([question.pk])[question.pk]
        check_open(locked)
        give_title(locked, title, person)
        touch([locked.pk], at=at)
    return locked


def give_title(question: Question, title: str, person: Person) -> None:
    """Writes the title on a locked question."""
    words = " ".join(without_hidden(title).split())
    _check_title(words)
    Question.objects.filter(pk=question.pk).update(
        title=words, titled_by=person, search=search_of(words, question.language)
    )
    question.title, question.titled_by = words, person


def _check_title(words: str) -> None:
    if not FEWEST_LETTERS <= len(words) <= MOST_LETTERS:
        raise Refused(_("Say in 5 to 300 letters what people ask."))
    kinds = {span.kind for span in find_personal_data(words)} - MAY_STAND
    if kinds:
        reason = _(
            "The title seems to hold personal details (%(kinds)s), and it may be shown in public. Leave them out."
        )
        raise Refused(reason % {"kinds": ", ".join(sorted(kinds))})
