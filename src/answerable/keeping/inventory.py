"""All that is held about a person, table by table, as it is handed to them: what is asked for is found by one list.

A test walks every column of text in the database and wants each either here, among the places where somebody may be
named (`keeping.mentions`), or in its own list with the reason why it is about nobody.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from answerable.answers.models import Attempt, Coverage, Delivery, Suggestion
from answerable.desk.models import Engagement, Handover, RiskLook, RiskStep
from answerable.keeping.look_up import given_lines
from answerable.keeping.models import PersonRequest
from answerable.listening.erased import ERASED
from answerable.listening.models import Author, Payload, Post, PostSign, PostVersion
from answerable.questions.models import Placing

Row = dict[str, Any]
SAFEGUARDING = "safeguarding"


@dataclass(frozen=True)
class Subject:
    """A person: their accounts, the posts that came from these, and what they are named by."""

    accounts: tuple[Author, ...]
    posts: tuple[int, ...]
    identifiers: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """One table's share: its name here and in the files, its rows, what of each is shown."""

    code: str
    title: Any
    rows: Callable[[Subject], QuerySet[Any]]
    shown: Callable[[Any], Row]


def subject_of(request: PersonRequest) -> Subject:
    """The person as the request has them now; nobody once they are erased."""
    accounts = tuple(request.accounts.select_related("channel").filter(erased_at=None).order_by("pk"))
    posts = Post.objects.filter(author__in=accounts).exclude(uid__startswith=ERASED).order_by("pk")
    names = [name for account in accounts for name in (account.uid, account.name)]
    # On our own page an account is one form, and its name a random one that nobody is known by.
    known = [name for name in (*given_lines(request.given), *names) if name and not name.startswith("ask-")]
    bare = [name.lstrip("@") for name in known]
    return Subject(accounts, tuple(posts.values_list("pk", flat=True)), tuple(dict.fromkeys(bare)))


def _account(one: Author) -> Row:
    return {"channel": one.channel.name, "account": one.uid, "name": one.name, "wants_no_reply": one.wants_no_reply}


def _post(one: Post) -> Row:
    return {
        "channel": one.channel.name,
        "id": one.uid,
        "text": one.text,
        "link": one.url,
        "language": one.language,
        "written_at": one.claimed_at,
        "heard_at": one.heard_at,
        "edited_at": one.edited_at,
        "deleted_at": one.deleted_at,
        "answers_to": one.parent_uid,
        "was_private": one.is_private,
        "reference": one.reference or "",
    }


def _payload(one: Payload) -> Row:
    told = json.loads(one.content) if one.content else None
    return {"channel": one.channel.name, "id": one.uid, "heard_at": one.heard_at, "told": told}


def _payloads(of: Subject) -> QuerySet[Payload]:
    wanted = Q(pk__in=[])
    posts: dict[int, list[str]] = {}
    for channel, uid in Post.objects.filter(pk__in=of.posts).values_list("channel", "uid"):
        posts.setdefault(channel, []).append(uid)
    for channel, uids in posts.items():
        wanted |= Q(channel=channel, uid__in=uids)
    return Payload.objects.filter(wanted).exclude(content="").select_related("channel")


def _placing(one: Placing) -> Row:
    question = one.question.title if one.question else ""
    return {"post": one.post_id, "question": question, "how": one.get_how_display(), "likeness": one.strength}


def _sign(one: PostSign) -> Row:
    said = {None: "undecided", True: "a person said: yes", False: "a person said: no"}[one.is_right]
    return {"post": one.post_id, "looks_like": one.get_kind_display(), "found_at": one.found_at, "decided": said}


def _delivery(one: Delivery) -> Row:
    return {
        "channel": one.channel.name,
        "to": one.recipient,
        "under": one.target_uid,
        "text": one.text,
        "state": one.get_state_display(),
        "at": one.state_at,
        "link": one.receipt_url,
        "why": one.why,
    }


def _deliveries(of: Subject) -> QuerySet[Delivery]:
    return Delivery.objects.filter(coverages__post__in=of.posts).select_related("channel").distinct()


def _handover(one: Handover) -> Row:
    told = {"post": one.post_id, "process": one.get_process_display(), "note": one.note, "received_on": one.received_on}
    return told | {"due_on": one.due_on, "ended_at": one.ended_at, "ended": one.ended_note}


def _of_posts(model: Any) -> Callable[[Subject], QuerySet[Any]]:
    return lambda of: model.objects.filter(post__in=of.posts)


PARTS: Sequence[Part] = (
    Part("accounts", _("Accounts"), lambda of: Author.objects.filter(pk__in=[one.pk for one in of.accounts]), _account),
    Part("posts", _("Posts"), lambda of: Post.objects.filter(pk__in=of.posts).select_related("channel"), _post),
    Part(
        "earlier-versions",
        _("Posts before they were edited"),
        _of_posts(PostVersion),
        lambda one: {"post": one.post_id, "number": one.number, "text": one.text, "heard_at": one.heard_at},
    ),
    Part("as-told", _("What the network told us, as it told it"), _payloads, _payload),
    Part(
        "questions",
        _("Questions that the posts were put under"),
        lambda of: Placing.objects.filter(post__in=of.posts).select_related("question"),
        _placing,
    ),
    Part("signs", _("What the machine thought a post may be"), _of_posts(PostSign), _sign),
    Part("tellings", _("What we sent, or meant to"), _deliveries, _delivery),
    Part(
        "attempts",
        _("Each time we tried to send it"),
        lambda of: Attempt.objects.filter(delivery__in=_deliveries(of).values("pk")),
        lambda one: {"at": one.at, "outcome": one.outcome, "detail": one.detail},
    ),
    Part(
        "coverage",
        _("Why there was no message of its own"),
        lambda of: Coverage.objects.filter(post__in=of.posts, delivery=None),
        lambda one: {"post": one.post_id, "reason": one.reason},
    ),
    Part("processes", _("Other processes"), _of_posts(Handover), _handover),
    Part(
        "replies-to-abuse",
        _("Leave to reply to a post flagged as abuse"),
        _of_posts(Engagement),
        lambda one: {"post": one.post_id, "note": one.note, "at": one.at},
    ),
    Part(
        SAFEGUARDING,
        _("What was done for a person at risk"),
        _of_posts(RiskStep),
        lambda one: {"post": one.post_id, "done": one.get_done_display(), "note": one.note, "at": one.at},
    ),
    Part(
        "safeguarding-seen",
        _("When a post about a person at risk was seen"),
        _of_posts(RiskLook),
        lambda one: {"post": one.post_id, "at": one.at},
    ),
    Part(
        "suggestions",
        _("Standing answers that were offered while asking"),
        _of_posts(Suggestion),
        lambda one: {"post": one.post_id, "said_it_answers": one.fits, "on": one.said_on},
    ),
)
"""In the order in which they are shown. Names of staff and of other people are in none of them."""


def held(of: Subject) -> Iterator[tuple[Part, int]]:
    """Each part that has anything, with how much."""
    for part in PARTS:
        count = part.rows(of).count()
        if count:
            yield part, count
