"""Takes everything away that is known of some posts and the accounts that wrote them; that there was a post stays."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from answerable.answers.models import Attempt, Coverage, Delivery, DeliveryState, Suggestion
from answerable.desk.models import Engagement, Handover, RiskLook, RiskStep
from answerable.listening.erased import ERASED, empty_payloads, erased_name, remember_erased
from answerable.listening.models import Author, Post, PostSign, PostVersion
from answerable.questions.forget import forget_posts
from answerable.questions.models import Placing

NOT_SENT = (DeliveryState.PENDING, DeliveryState.CLAIMED, DeliveryState.HELD, DeliveryState.STOPPED)
BEING_SENT = (DeliveryState.CLAIMED, DeliveryState.SENDING, DeliveryState.CHECKING)
"""States in which a message may be on its way to the network at this moment: its row must not change under it."""


def deliveries_of(posts: Collection[int]) -> Sequence[Delivery]:
    """The messages to the writers of these posts, where they cover none of the posts that stay."""
    others = Coverage.objects.filter(delivery=OuterRef("pk")).exclude(post__in=posts)
    rows = Delivery.objects.filter(~Exists(others), coverages__post__in=posts)
    return list(rows.distinct().order_by("pk"))


def erase_posts(posts: Collection[int], *, at: datetime) -> None:
    """Erases these posts and whatever hangs on them. Call it inside `letting_go`; a post erased before is no harm.

    The rows of posts stay, without words and under keyed names (`listening.erased`): they are counted, and they keep
    the post from coming back. An account goes with its last post. Messages not sent yet are not sent any more.
    """
    rows = list(Post.objects.filter(pk__in=posts).exclude(uid__startswith=ERASED).select_for_update(of=("self",)))
    ids = [post.pk for post in rows]
    _erase_deliveries(deliveries_of(ids), at=at)
    Suggestion.objects.filter(post__in=ids).update(post=None)
    everything: tuple[Any, ...] = (PostVersion, PostSign, RiskLook, RiskStep, Handover, Engagement)
    for model in everything:
        model.objects.filter(post__in=ids).delete()
    Placing.objects.filter(post__in=ids).update(why={}, candidates=[])
    empty_payloads([(post.channel_id, post.uid) for post in rows], at=at)
    for post in rows:
        _erase_post(post, at=at)
    remember_erased(erased_name(post.channel_id, post.uid) for post in rows)
    forget_posts(ids)
    erase_accounts({post.author_id for post in rows if post.author_id is not None}, at=at)


def _erase_post(post: Post, *, at: datetime) -> None:
    name = erased_name(post.channel_id, post.uid)
    # Posts of others in the same thread stay in it, under a name that says nothing.
    thread = Post.objects.filter(channel=post.channel_id, root_uid__in=[post.uid, post.root_uid or post.uid])
    thread.filter(parent_uid=post.uid).update(parent_uid=name)
    thread.filter(root_uid=post.uid).update(root_uid=name)
    Post.objects.filter(pk=post.pk).update(
        uid=name, text="", masked_text="", same_wording="", url="", parent_uid="", root_uid="", returned_why="",
        reference=None, link_hash=None, deleted_at=post.deleted_at or at, placed_at=post.placed_at or at,
    )  # fmt: skip


def _erase_deliveries(deliveries: Sequence[Delivery], *, at: datetime) -> None:
    """What was sent was sent: that it was, and when, stays. What was not is never sent.

    The key goes too: it is a hash without a secret, and a handle could be tried against it.
    """
    why = _("They were erased before they could be told.")
    for one in deliveries:
        told = one.state == DeliveryState.TOLD
        Delivery.objects.filter(pk=one.pk).update(
            recipient=erased_name(one.channel_id, one.recipient),
            key=erased_name(one.channel_id, one.key)[:40],
            state=DeliveryState.NOT_TOLD if one.state in NOT_SENT else one.state,
            state_at=at if one.state in NOT_SENT else one.state_at,
            why="" if told else why,
            receipt_uid=ERASED if one.receipt_uid else "",
            target_uid="", receipt_url="", edits_uid="", text="",
        )  # fmt: skip
    Attempt.objects.filter(delivery__in=deliveries).exclude(detail="").update(detail="")


def erase_accounts(accounts: Collection[int], *, at: datetime) -> None:
    """Those of whom no post is left, or who never had one. Call it inside `letting_go`."""
    left = Post.objects.filter(author=OuterRef("pk")).exclude(uid__startswith=ERASED)
    for account in Author.objects.filter(~Exists(left), pk__in=accounts, erased_at=None):
        name = erased_name(account.channel_id, account.uid)
        # They were erased before, wrote again and are erased again: the newer row takes the name over.
        older = Author.objects.filter(channel=account.channel_id, uid=name).exclude(pk=account.pk)
        older.update(uid=erased_name(account.channel_id, f"{name} {account.pk}"))
        Author.objects.filter(pk=account.pk).update(uid=name, name="", wants_no_reply=False, erased_at=at)
