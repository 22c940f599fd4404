"""Erases a person: shown before it is done, done in one transaction, proven by an entry on the record and a receipt."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from answerable.accounts.models import Body, Person
from answerable.accounts.pseudonym import name_in_record
from answerable.answers.models import Coverage, Delivery
from answerable.desk.models import Handover
from answerable.errors import Refused
from answerable.keeping.erase_posts import BEING_SENT, erase_accounts, erase_posts
from answerable.keeping.held import KeptWhole, holds_in_force, posts_under, stand_still
from answerable.keeping.inventory import Subject, held, subject_of
from answerable.keeping.mentions import Naming, disclosed, mentions, take_out_mentions
from answerable.keeping.models import Hold, PersonRequest
from answerable.keeping.open_request import checked_one, may_keep
from answerable.listening.models import Post, PostSign, SignKind
from answerable.record.append import append
from answerable.record.let_go import letting_go

HELD, AT_RISK, PROCESS = "HOLD", "RISK", "PROC"


@dataclass(frozen=True)
class Kept:
    """Posts that stay for one reason: its code, the sentence, the posts."""

    code: str
    why: str
    posts: tuple[int, ...]


@dataclass(frozen=True)
class Erasure:
    """What an erasure would do: what goes by part, what stays and why, where else the person is named.

    `seen_hash` is over all of it: what is done is what somebody saw, or nothing is done.
    """

    goes: tuple[tuple[str, int], ...]
    posts: tuple[int, ...]
    stays: tuple[Kept, ...]
    identifiers: tuple[str, ...]
    mention_count: int
    published_count: int
    blocked: str
    seen_hash: str


def plan_erasure(request: PersonRequest) -> Erasure:
    """Read only; about as long as reading the texts of the whole desk once, because anybody may be named anywhere."""
    of = subject_of(request)
    stays = tuple(_stays(of))
    kept = {post for one in stays for post in one.posts}
    going = tuple(post for post in of.posts if post not in kept)
    goes = tuple((str(part.title), count) for part, count in held(_without(of, kept)))
    naming = Naming(of.identifiers)
    named = len(mentions(naming, without=of.posts))
    published = len(mentions(naming, published=True)) + len(disclosed(naming))
    told = [going, [(one.code, one.posts) for one in stays], of.identifiers, named]
    seen = hashlib.sha256(json.dumps(told).encode()).hexdigest()
    return Erasure(goes, going, stays, of.identifiers, named, published, _blocked(going), seen)


def erase_person(
    *, request: PersonRequest, seen_hash: str, take_out: Sequence[str], by: Person, at: datetime
) -> PersonRequest:
    """`take_out` are the identifiers that are taken out of other texts too: a common first name is better left.

    Raises `Refused` unless identity was checked, where another erasure was shown, and while a message is on its way.
    """
    may_keep(by)
    with transaction.atomic():
        stand_still()
        locked = checked_one(request)
        if locked.erased_at is not None:
            raise Refused(_("They were erased before. The receipt says what went."))
        of = subject_of(locked)
        list(Post.objects.filter(pk__in=of.posts).order_by("pk").select_for_update(of=("self",)))
        plan = plan_erasure(locked)
        if plan.seen_hash != seen_hash:
            raise Refused(_("What is held changed since you looked. Look at the new list, then confirm again."))
        if plan.blocked:
            raise Refused(plan.blocked)
        with letting_go():
            erase_posts(plan.posts, at=at)
            erase_accounts([one.pk for one in of.accounts], at=at)
            kept_whole = KeptWhole(holds_in_force(), [post for one in plan.stays for post in one.posts])
            changed = take_out_mentions(Naming([one for one in take_out if one in plan.identifiers]), kept_whole.has)
        kept = sum(len(one.posts) for one in plan.stays)
        on = Body.objects.get().today(at)
        gone = {"posts": len(plan.posts), "accounts": 0 if kept else len(of.accounts), "kept": kept}
        named = {"request": locked.public_id, "about": locked.public_id, "by": name_in_record(by, on=on)}
        append(type="person.erased", fields={**named, **gone}, disclosed={}, on=on)
        locked.receipt = {
            **gone,
            "goes": plan.goes,
            "stays": [[one.code, one.why, len(one.posts)] for one in plan.stays],
            "texts": changed,
            "published": plan.published_count,
        }
        locked.given, locked.erased_at, locked.erased_by = "", at, by
        locked.checked_note = ""
        if not kept:
            locked.accounts.clear()
        locked.save(update_fields=["receipt", "given", "erased_at", "erased_by", "checked_note"])
    return locked


def _without(of: Subject, kept: set[int]) -> Subject:
    """The part of them that goes: while a post of an account stays, so does its name."""
    posts = tuple(post for post in of.posts if post not in kept)
    needed = set(Post.objects.filter(pk__in=kept).values_list("author", flat=True))
    return Subject(tuple(one for one in of.accounts if one.pk not in needed), posts, of.identifiers)


def _stays(of: Subject) -> list[Kept]:
    """Each post for the first reason that holds it: a hold comes before what a statute says."""
    found: list[Kept] = []
    left = set(of.posts)
    for hold in holds_in_force():
        why = _("Legal hold %(name)s: %(reason)s") % {"name": hold.public_id, "reason": hold.reason}
        _keep(found, left, HELD, why, _under(hold, left))
    danger = PostSign.objects.filter(post=OuterRef("pk"), kind=SignKind.RISK).exclude(is_right=False)
    why = _("It speaks of danger to somebody: what was known and done is kept to protect people.")
    _keep(found, left, AT_RISK, why, Post.objects.filter(Exists(danger), pk__in=left))
    running = Handover.objects.filter(post=OuterRef("pk"), ended_at=None)
    why = _("A process with a clock of its own runs on it, such as a complaint: the duty to deal with it comes first.")
    _keep(found, left, PROCESS, why, Post.objects.filter(Exists(running), pk__in=left))
    return found


def _under(hold: Hold, posts: set[int]) -> QuerySet[Post]:
    return Post.objects.filter(posts_under([hold]), pk__in=posts)


def _keep(found: list[Kept], left: set[int], code: str, why: str, posts: QuerySet[Post]) -> None:
    ids = tuple(sorted(set(posts.values_list("pk", flat=True))))
    if ids:
        found.append(Kept(code, why, ids))
        left.difference_update(ids)


def _blocked(posts: Sequence[int]) -> str:
    """A sentence while a message to them may be on its way, else nothing."""
    covering = Coverage.objects.filter(Q(post__in=posts), delivery=OuterRef("pk"))
    if Delivery.objects.filter(Exists(covering), state__in=BEING_SENT).exists():
        return _("A message to them is being sent at this moment. Look again in a minute.")
    return ""
