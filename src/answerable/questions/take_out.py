"""Takes a post out of its question because another process has it; it is counted there from then on."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from answerable.accounts.models import Person
from answerable.listening.models import Post
from answerable.questions.counting import recount
from answerable.questions.deciding import close_proposals, touch
from answerable.questions.locking import lock_questions
from answerable.questions.models import How, Placing, PostVector
from answerable.questions.representing import represent_again


def take_out(*, post: Post, person: Person, at: datetime) -> None:
    """The post asks no question any more, by a person's word; one that waits for its question needs none."""
    with transaction.atomic():
        placing = Placing.objects.filter(post=post).first()
        if placing is None:
            Post.objects.filter(pk=post.pk, placed_at=None).update(placed_at=at)
            return
        number = placing.question_id
        locked = lock_questions([number]) if number else {}
        Placing.objects.filter(post=post).update(
            question=None, how=How.PERSON, confirmed_by=person, placed_at=at, candidates=[]
        )
        PostVector.objects.filter(post=post).update(question=None, represents=False)
        close_proposals(Q(post=post), person=person, at=at)
        for question in locked:
            recount([question])
            represent_again([question])
            touch([question], at=at)
