"""Erases again what a restored database brought back: its posts are compared with the list beside the keys."""

from datetime import datetime

from django.db import transaction

from answerable.accounts.models import Body
from answerable.answers.models import Coverage
from answerable.keeping.erase_posts import BEING_SENT, erase_posts
from answerable.keeping.held import holds_in_force, posts_under, stand_still
from answerable.listening.erased import ERASED, erased_name, remembered
from answerable.listening.models import Post
from answerable.record.append import append
from answerable.record.let_go import letting_go

BATCH = 200
READ = 2_000
REQUEST = "after-restore"
"""What stands in the entry in place of a request, which the restored database may not know."""


def erase_again(*, at: datetime) -> int:
    """How many posts were erased again. A nightly round: it reads the names of all posts, about 5 s for a million.

    Names taken out of texts of others are not known any more and stay there; holds and messages on their way keep
    a post until another night.
    """
    known = remembered()
    if not known or not Body.objects.exists():
        return 0
    rows = Post.objects.exclude(uid__startswith=ERASED).values_list("pk", "channel", "uid").order_by("pk")
    back = [pk for pk, channel, uid in rows.iterator(chunk_size=READ) if erased_name(channel, uid) in known]
    return sum(_erase(back[start : start + BATCH], at) for start in range(0, len(back), BATCH))


def _erase(posts: list[int], at: datetime) -> int:
    with transaction.atomic():
        stand_still()
        free = Post.objects.filter(pk__in=posts).exclude(posts_under(holds_in_force()))
        busy = free.filter(pk__in=_on_their_way(posts)).values_list("pk", flat=True)
        going = sorted(set(free.values_list("pk", flat=True)) - set(busy))
        if not going:
            return 0
        with letting_go():
            erase_posts(going, at=at)
        counts = {"posts": len(going), "accounts": 0, "kept": len(posts) - len(going)}
        append(
            type="person.erased", fields={"request": REQUEST, **counts}, disclosed={}, on=Body.objects.get().today(at)
        )
        return len(going)


def _on_their_way(posts: list[int]) -> list[int]:
    covered = Coverage.objects.filter(post__in=posts, delivery__state__in=BEING_SENT)
    return list(covered.values_list("post", flat=True))
