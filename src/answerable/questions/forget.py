"""When people take posts down, what was made from their words goes too: the vector, and a title in their words."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.questions.locking import lock_questions
from answerable.questions.models import PostVector, Question
from answerable.questions.naming import name_again, search_of
from answerable.questions.representing import represent_again

MOST_AT_ONCE = 500


def forget_deleted(*, at: datetime) -> int:  # noqa: ARG001  every round takes its moment
    """How many posts were forgotten. A question that a person named keeps its name; others are named by who remains."""
    gone = PostVector.objects.filter(post__deleted_at__isnull=False).values_list("post", flat=True)
    return forget_posts(list(gone[:MOST_AT_ONCE]))


def forget_posts(posts: Collection[int]) -> int:
    """Forgets these posts, which hold no words any more; how many were known by their words."""
    gone = dict(PostVector.objects.filter(post__in=posts).values_list("post", "question"))
    if not gone:
        return 0
    questions = {question for question in gone.values() if question is not None}
    with transaction.atomic():
        lock_questions(questions)
        PostVector.objects.filter(post__in=gone).delete()
        represent_again(questions)
        name_again(questions, even_touched=True)
        _name_the_empty(questions)
    return len(gone)


def _name_the_empty(questions: set[int]) -> None:
    """A question that all who asked it took down is left without any of their words."""
    title = _("A question that was taken down")
    left = set(PostVector.objects.filter(question__in=questions, represents=True).values_list("question", flat=True))
    for number in questions - left:
        Question.objects.filter(pk=number, titled_by=None).update(title=title, search=search_of(title, "en"))
