"""Signs of posts: found by their words as they are stored; kept until a person says whether each is so."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.roles import Act
from answerable.errors import Refused
from answerable.listening.models import Post, PostSign, SignKind
from answerable.pure.sense.engine import VERSION, sense
from answerable.pure.sense.sign import Kind, Sign

Found = Mapping[Kind, list[list[Any]]]
"""The places of each kind, as a row keeps them."""


def find_signs(text: str) -> Found:
    """All that the words show; nothing is stored."""
    return _by_kind(sense(text).signs)


def keep_signs(found: Iterable[tuple[int, Found]], *, at: datetime) -> None:
    """Stores the signs of posts, by the posts' keys; a kind that is there already stays as it is."""
    rows = [
        PostSign(post_id=post, kind=kind.value, places=places, version=VERSION, found_at=at)
        for post, kinds in found
        for kind, places in kinds.items()
    ]
    PostSign.objects.bulk_create(rows, ignore_conflicts=True)


def find_again(post: Post, text: str, *, at: datetime) -> bool:
    """The signs of a post edited to `text`: what a person said stays, and danger once seen stays until a person says.

    Tells whether the post is to be kept out of questions.
    """
    PostSign.objects.filter(post=post, is_right=None).exclude(kind=SignKind.RISK).delete()
    keep_signs([(post.pk, find_signs(text))], at=at)
    return PostSign.objects.filter(post=post, kind=SignKind.RISK).exclude(is_right=False).exists()


def judge_sign(*, post: Post, kind: str, is_right: bool, by: Person, at: datetime) -> PostSign:
    """A person says whether the post is what a sign says. One turned down as no danger goes on to its question.

    Raises `Refused` when somebody else said the contrary of danger before, or the sign went with an edit.
    """
    if not by.may(Act.SAFEGUARD if kind == SignKind.RISK else Act.TRIAGE):
        raise Refused(_("Your roles do not let you decide this."))
    with transaction.atomic():
        sign = PostSign.objects.select_for_update(of=("self",)).filter(post=post, kind=kind).first()
        if sign is None:
            raise Refused(_("This sign is not there any more: the post was edited. Open it again."))
        if kind == SignKind.RISK and sign.is_right is not None and sign.is_right != is_right:
            raise Refused(_("Somebody has decided about this already. Open it again to see what was done."))
        sign.is_right, sign.judged_by, sign.judged_at = is_right, by, at
        sign.save(update_fields=["is_right", "judged_by", "judged_at"])
        if kind == SignKind.RISK and not is_right:
            Post.objects.filter(pk=post.pk, placing=None, deleted_at=None, ours=False).update(placed_at=None)
    return sign


def _by_kind(signs: Iterable[Sign]) -> dict[Kind, list[list[Any]]]:
    places: dict[Kind, list[list[Any]]] = {}
    for sign in signs:
        places.setdefault(sign.kind, []).append([sign.why, sign.start, sign.end])
    return places
