"""Compares what our own accounts say in public with what was told and recorded: a post without an entry is an alarm.

The desk hears its own posts as it hears everyone's, with those that somebody wrote by hand, edits and deletions. What a
citizen does with `answerable monitor`, by words alone, is done here by receipts as well.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.answers.models import AnswerVersion, Delivery, DeliveryState
from answerable.answers.off_record import Fault, Monitored, OffRecord, Reason
from answerable.channels.models import Channel, State
from answerable.channels.tell_keeper import write_to_keeper
from answerable.listening.models import Post
from answerable.pure.ledger.comparing import bare

PATIENCE: Final = timedelta(minutes=15)
"""A post may be heard before its receipt is stored: a look-up after a crash takes minutes."""

TAKEN_DOWN_WITHIN: Final = timedelta(days=1)
"""What a person said was taken down, and is still heard as it was after that, is an alarm again."""

_PAGE = re.compile(r"/answers/([A-Za-z0-9_-]{1,40})/?")


def compare_own_posts(*, at: datetime) -> int:
    """Compares every channel that was ever open; returns how many new findings there are. Safe to run again."""
    count = 0
    for channel in Channel.objects.exclude(state=State.SETTING_UP).order_by("pk"):
        with transaction.atomic():
            ours = _ours(channel, at)
            found = [(post, Fault.NO_ENTRY) for post in _without_entry(channel, ours)]
            found += [(post, Fault.OTHERWISE) for post in _reading_otherwise(channel, ours)]
            found += [(post, Fault.GONE) for post in _gone(channel)]
            count += _keep(channel, found, at)
            Monitored.objects.update_or_create(channel=channel, defaults={"at": at, "post_count": ours.count()})
    _tell_keepers(at)
    return count


def _ours(channel: Channel, at: datetime) -> QuerySet[Post]:
    """Public posts of our own since the channel is open, heard long enough ago."""
    there = Post.objects.filter(channel=channel, ours=True, is_private=False, deleted_at=None)
    return there.filter(heard_at__lte=at - PATIENCE).exclude(claimed_at__lt=channel.opened_at)


def _without_entry(channel: Channel, ours: QuerySet[Post]) -> list[Post]:
    """Those that no delivery has a receipt for, and whose words no answer has either."""
    receipts = Delivery.objects.filter(channel=channel, receipt_uid=OuterRef("uid"))
    entered = OffRecord.objects.filter(post=OuterRef("pk"), fault=Fault.NO_ENTRY, reason=Reason.ENTERED)
    unedited = entered.filter(Q(post__edited_at=None) | Q(settled_at__gte=F("post__edited_at")))
    unknown = ours.filter(~Exists(receipts), ~Exists(unedited)).order_by("pk")
    return [post for post in unknown.iterator() if not _is_said_elsewhere(post)]


def _is_said_elsewhere(post: Post) -> bool:
    """Whether it is word for word an answer: one that is on its way, or that a person posted by hand."""
    words = bare(post.text)
    waiting = Delivery.objects.filter(channel=post.channel_id, target_uid=post.parent_uid) if post.parent_uid else ()
    if any(bare(one.text) == words for one in waiting):
        return True
    named = _PAGE.findall(post.text)
    for version in AnswerVersion.objects.filter(answer__question__public_id__in=named).select_related("answer"):
        forms = [form for form in (version.text, version.short_text) if form]
        pages = [f"\n\n{settings.PUBLIC_ADDRESS}{reverse('answers:answer', args=[name])}" for name in named]
        if any(bare(form + page) == words for form in forms for page in pages):
            return True
    return False


def _reading_otherwise(channel: Channel, ours: QuerySet[Post]) -> list[Post]:
    """Those that were told, and whose words are not those that were sent last: of what is new or was ever edited."""
    told = Delivery.objects.filter(channel=channel, state=DeliveryState.TOLD)
    before = Monitored.objects.filter(channel=channel).first()
    known = OffRecord.objects.filter(post=OuterRef("pk"), fault=Fault.OTHERWISE, settled_at=None)
    fresh = Q(heard_at__gt=before.at - 2 * PATIENCE) if before else Q()
    changed = ours.filter(Q(edited_at__isnull=False) | Exists(known) | fresh)
    changed = changed.filter(Exists(told.filter(receipt_uid=OuterRef("uid"))))
    found = []
    for post in changed.order_by("pk").iterator():
        sent = told.filter(receipt_uid=post.uid).order_by("-version__number", "-pk").first()
        if sent is not None and bare(sent.text) != bare(post.text):
            found.append(post)
    return found


def _gone(channel: Channel) -> list[Post]:
    """Those that were told and are not there any more."""
    told = Delivery.objects.filter(channel=channel, state=DeliveryState.TOLD, receipt_uid=OuterRef("uid"))
    gone = Post.objects.filter(channel=channel, ours=True, deleted_at__isnull=False)
    return list(gone.filter(Exists(told)).order_by("pk"))


def _keep(channel: Channel, found: Iterable[tuple[Post, Fault]], at: datetime) -> int:
    """Keeps what is new; what is no longer so settles itself."""
    now = {(post.pk, fault.value): post for post, fault in found}
    open_ones = OffRecord.objects.filter(post__channel=channel, settled_at=None)
    known = {(one.post_id, one.fault): one for one in open_ones}
    over = [one.pk for key, one in known.items() if key not in now]
    OffRecord.objects.filter(pk__in=over).update(settled_at=at)
    fresh = [key for key, post in now.items() if key not in known and not _is_settled(post, key[1], at)]
    OffRecord.objects.bulk_create(OffRecord(post_id=post, fault=fault, found_at=at) for post, fault in fresh)
    return len(fresh)


def _is_settled(post: Post, fault: str, at: datetime) -> bool:
    """Whether a person has settled it as it is now."""
    settled = OffRecord.objects.filter(post=post, fault=fault, settled_by__isnull=False).order_by("-settled_at").first()
    if settled is None or settled.settled_at is None:
        return False
    if settled.reason == Reason.TAKEN_DOWN and at > settled.settled_at + TAKEN_DOWN_WITHIN:
        return False
    return post.edited_at is None or post.edited_at <= settled.settled_at


def _tell_keepers(at: datetime) -> None:
    """One message for each channel and round about what is on no record."""
    new = OffRecord.objects.filter(fault=Fault.NO_ENTRY, settled_at=None, keeper_told_at=None)
    for channel in Channel.objects.filter(pk__in=new.values("post__channel")).select_related("keeper"):
        subject = _("“%(name)s” says something that is not on the record") % {"name": channel.name}
        words = _(
            "The account has said something in public that nobody cleared and that is not on the record. Either "
            "somebody posted by hand, or the account is in other hands. Look at once."
        )
        page = reverse("answers:off_record")
        if write_to_keeper(channel, subject, words, page=page):
            new.filter(post__channel=channel).update(keeper_told_at=at)
