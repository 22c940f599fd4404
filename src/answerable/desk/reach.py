"""Who can be told, on which channel, how long it takes; who cannot, and why: known before anybody clears."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, Unpack

import rfc8785
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from answerable.channels.connect import kind_of
from answerable.channels.hours import body_zone, with_quiet
from answerable.channels.limits import limits_of, paces_with
from answerable.channels.models import Channel, State
from answerable.desk.models import Engagement
from answerable.desk.words import Words
from answerable.listening.models import Post, PostSign, SignKind
from answerable.networks.pacing import Ledger, milliseconds_until_last
from answerable.questions.models import Question

UNREACHABLE = {
    "deleted": _("took the question down"),
    "no_reply": _("asked not to be written to"),
    "closed": _("asked on a channel that is closed"),
    "no_way_back": _("asked in a file without a way back"),
    "did_not_ask": _("did not write to us"),
    "abusive": _("wrote abuse, and no senior person has allowed a reply"),
}
"""Each reason why somebody cannot be told, as it reads after their number."""


@dataclass(frozen=True)
class Asker:
    """One person on one channel, with all their posts in the question; `reason` is empty when they can be told.

    `recipient` is the account as the channel names it; `target_uid` is the post the reply goes under.
    """

    channel: Channel
    recipient: str
    target_uid: str
    post_ids: tuple[int, ...]
    waiting_since: datetime
    language: str
    reason: str = ""
    in_private: bool = False


@dataclass(frozen=True)
class ChannelReach:
    """How one channel does: how many are told there, who cannot be and why, seconds until the last is told."""

    channel: Channel
    tell_count: int
    cannot: tuple[tuple[str, int], ...]
    seconds: float
    promise: str


class Asked(NamedTuple):
    """One post as a plan sees it: ten thousand as rows of the database took four times as long.

    `account` is empty where the post has no author, or its author no name that the channel knows.
    """

    pk: int
    channel: Channel
    outlet: Channel
    account: str
    uid: str
    language: str
    asks_us: bool
    wants_no_reply: bool
    is_private: bool
    heard_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    is_abusive: bool = False


_COLUMNS = ("pk", "channel_id", "author__uid", "uid", "language", "asks_us", "author__wants_no_reply", "is_private")


def posts_until(question: Question, cutoff: datetime) -> list[Asked]:
    """The posts that were in the question at `cutoff`, oldest first, ours left out."""
    return asked_in(Post.objects.filter(placing__question=question, placing__placed_at__lte=cutoff, ours=False))


def asked_in(posts: QuerySet[Post]) -> list[Asked]:
    """These posts as a plan sees them, oldest first."""
    moments = ("heard_at", "edited_at", "deleted_at")
    flagged = PostSign.objects.filter(post=OuterRef("pk"), kind=SignKind.ABUSE).exclude(is_right=False)
    allowed = Engagement.objects.filter(post=OuterRef("pk"))
    posts = posts.annotate(is_abusive=Exists(flagged) & ~Exists(allowed))
    rows = list(posts.order_by("heard_at", "pk").values_list(*_COLUMNS, *moments, "is_abusive"))
    channels = Channel.objects.select_related("answers_through").in_bulk({row[1] for row in rows})
    return [_asked(channels[row[1]], *row) for row in rows]


def _asked(channel: Channel, pk: int, _channel_id: int, account: str | None, *rest: Any) -> Asked:
    """On our own page nobody has an account, and each form is a person of its own."""
    uid, language, asks_us, unwanted, private, *moments = rest
    named = account if account and channel.kind != "web" else ""
    outlet = channel.answers_through or channel
    return Asked(pk, channel, outlet, named, uid, language, asks_us, bool(unwanted), private, *moments)


def askers_among(posts: Iterable[Asked]) -> list[Asker]:
    """One asker for each account on each channel that tells; a post without an account is an asker of its own.

    An account heard on a channel and in a file that is answered through it is one person, to be told once.
    """
    groups: dict[tuple[int, str, int], list[Asked]] = {}
    for post in posts:
        groups.setdefault((post.outlet.pk, post.account, 0 if post.account else post.pk), []).append(post)
    return sorted((_asker(group) for group in groups.values()), key=lambda asker: (asker.waiting_since, asker.post_ids))


def _asker(posts: Sequence[Asked]) -> Asker:
    """The post that can be answered speaks for the others; of these, one that the network itself holds."""
    best, reason = posts[0], _reason(posts[0])
    for post in posts[1:]:
        other = _reason(post)
        if _rank(post, other) < _rank(best, reason):
            best, reason = post, other
    unwanted = best.deleted_at is None and any(one.wants_no_reply for one in posts)
    return Asker(
        channel=best.outlet,
        recipient=best.account or best.uid,
        # A post from a file is not on the network: its author is written to, by name.
        target_uid=best.uid if best.outlet == best.channel else "",
        post_ids=tuple(one.pk for one in posts),
        waiting_since=min(one.heard_at for one in posts),
        language=best.language,
        reason="no_reply" if unwanted else reason,
        in_private=best.is_private,
    )


def _rank(post: Asked, reason: str) -> tuple[bool, bool, bool]:
    return reason != "", post.deleted_at is not None, post.outlet != post.channel


def _reason(post: Asked) -> str:
    """Why this post cannot be answered; empty when it can."""
    if post.deleted_at is not None:
        return "deleted"
    if post.outlet.state == State.CLOSED:
        return "closed"
    if not kind_of(post.outlet).tells or (post.outlet != post.channel and not post.account):
        return "no_way_back"
    # Only people who wrote to us are written to; others read the public page.
    if not post.asks_us:
        return "did_not_ask"
    return "abusive" if post.is_abusive else ""


def reach_of(askers: Sequence[Asker], *, at: datetime, picture_count: int = 0) -> list[ChannelReach]:
    """The plan by channel, the largest first; seconds come from all paces that each network publishes, from `at` on."""
    rows = []
    for channel in {asker.channel.pk: asker.channel for asker in askers}.values():
        here = [asker for asker in askers if asker.channel.pk == channel.pk]
        tell = sum(1 for asker in here if not asker.reason)
        kind = kind_of(channel)
        rows.append(
            ChannelReach(
                channel=channel,
                tell_count=tell,
                cannot=tuple(sorted(Counter(asker.reason for asker in here if asker.reason).items())),
                seconds=_seconds(channel, tell, at, picture_count),
                promise=kind.promise.value if kind.tells else "",
            )
        )
    return sorted(rows, key=lambda row: (-row.tell_count, row.channel.name))


def _seconds(channel: Channel, count: int, at: datetime, picture_count: int) -> float:
    limits = limits_of(channel)
    if limits is None:
        return 0.0
    paces = paces_with(limits, picture_count=picture_count)
    seconds = milliseconds_until_last(Ledger(), count, paces, at=round(at.timestamp() * 1000)) / 1000
    return with_quiet(channel, seconds, at=at, zone=body_zone()) if channel.quiet_from else seconds


def bound_hash(*, title: str, posts: Sequence[Asked], askers: Sequence[Asker], **words: Unpack[Words]) -> str:
    """What a clearance is bound to: question and answer, the channels, the people and what they had written by then.

    Pictures by their bytes and what is said of them, in their order.
    """
    seen: dict[str, Any] = {
        "words": [title, words["text"], words["short_text"], words["sources"], words["language"]],
        "channels": sorted({asker.channel.pk for asker in askers if not asker.reason}),
        "posts": [
            [post.pk, post.edited_at.isoformat() if post.edited_at else "", post.deleted_at is not None]
            for post in sorted(posts, key=lambda one: one.pk)
        ],
    }
    if warning := words.get("content_warning"):
        seen["warning"] = warning
    if pictures := words.get("pictures"):
        seen["pictures"] = [[one["hash"], one["alt"], one["decorative_because"]] for one in pictures]
    if flagged := sorted(post.pk for post in posts if post.is_abusive):
        seen["abusive"] = flagged
    return hashlib.sha256(rfc8785.dumps(seen)).hexdigest()
