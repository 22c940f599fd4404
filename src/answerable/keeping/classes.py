"""The classes of what is kept: how long by default and by whose example, what is over, and what then goes.

There is no single period: content and purpose decide, not the medium. The body may make each shorter or longer with a
reason (`keeping.periods`). Every class leaves out what a legal hold covers; what is in two classes goes by the longer.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from answerable.answers.models import AnswerVersion, Attempt, Coverage
from answerable.desk.hand_over import PROCESSES
from answerable.desk.models import DraftState, DraftVersion, Handover, RiskStep
from answerable.keeping.erase_posts import BEING_SENT, erase_posts
from answerable.keeping.held import posts_under, questions_under
from answerable.keeping.models import Hold, PersonRequest, Unit
from answerable.listening.erased import ERASED
from answerable.listening.models import Payload, Post, PostSign, SignKind
from answerable.questions.models import How, Outcome, Question, Reason, State

Rows = QuerySet[Any]
NSW = "NSW Government, keeping social media records"
WYOMING = "Wyoming State Archives, retention of social media"


@dataclass(frozen=True)
class KeptClass:
    """`due` gives the rows whose clock began before a moment; `held` those of them that holds cover; `dispose` acts."""

    code: str
    title: Any
    clock: Any
    goes: Any
    length: int
    unit: Unit
    source: str
    due: Callable[[datetime], Rows]
    held: Callable[[Iterable[Hold]], Q]
    dispose: Callable[[Collection[int], datetime], None]


def _posts() -> QuerySet[Post]:
    """Citizens' posts that are still there, with no message to them on its way."""
    on_its_way = Coverage.objects.filter(post=OuterRef("pk"), delivery__state__in=BEING_SENT)
    there = Post.objects.filter(ours=False, placed_at__isnull=False).exclude(uid__startswith=ERASED)
    return there.exclude(Exists(on_its_way))


_DANGER = PostSign.objects.filter(post=OuterRef("pk"), kind=SignKind.RISK).exclude(is_right=False)
_UNDECIDED = PostSign.objects.filter(post=OuterRef("pk"), is_right=None, kind__in=PROCESSES)
_PROCESS = Handover.objects.filter(post=OuterRef("pk"))


def _plain() -> QuerySet[Post]:
    """Without those that speak of danger, or were or may be for another process: these have periods of their own."""
    return _posts().exclude(Exists(_DANGER)).exclude(Exists(_PROCESS)).exclude(Exists(_UNDECIDED))


def _ended(before: datetime, **how: Any) -> QuerySet[Post]:
    asked = Question.objects.filter(state=State.ENDED, state_at__lt=before, **how)
    return _plain().filter(placing__question__in=asked, heard_at__lt=before)


def _not_acted_on(before: datetime) -> QuerySet[Post]:
    noted = Q(placing__question__state=State.ENDED, placing__question__outcome=Outcome.NOTED)
    noted &= Q(placing__question__state_at__lt=before)
    nobodys = Q(placing=None) | Q(placing__question=None, placing__how=How.PERSON)
    return _plain().filter(noted | nobodys, heard_at__lt=before)


def _not_answered(before: datetime) -> QuerySet[Post]:
    found = _ended(before).exclude(placing__question__outcome=Outcome.NOTED)
    return found.exclude(placing__question__reason__in=[Reason.SPAM, Reason.ABUS])


def _answered(before: datetime) -> QuerySet[Post]:
    return _plain().filter(
        placing__question__state=State.ANSWERED, placing__question__state_at__lt=before, heard_at__lt=before
    )


def _after_process(before: datetime) -> QuerySet[Post]:
    young = _PROCESS.filter(Q(ended_at=None) | Q(ended_at__gte=before))
    return _posts().exclude(Exists(_DANGER)).filter(Exists(_PROCESS)).exclude(Exists(young))


def _after_danger(before: datetime) -> QuerySet[Post]:
    """Counted from the last that was done, and never while nobody has looked or a process runs."""
    done = RiskStep.objects.filter(post=OuterRef("pk"))
    running = _PROCESS.filter(Q(ended_at=None) | Q(ended_at__gte=before))
    found = _posts().filter(Exists(_DANGER.filter(is_right=True)), Exists(done), heard_at__lt=before)
    return found.exclude(Exists(done.filter(at__gte=before))).exclude(Exists(running))


def _payloads(before: datetime) -> QuerySet[Payload]:
    read = Q(parsed_at__isnull=False) | ~Q(unreadable_why="")
    return Payload.objects.filter(read, heard_at__lt=before).exclude(content="")


def _payloads_held(holds: Iterable[Hold]) -> Q:
    told_of = Post.objects.filter(posts_under(holds), channel=OuterRef("channel"), uid=OuterRef("uid"))
    return Q(Exists(told_of))


def _empty_payloads(rows: Collection[int], at: datetime) -> None:
    # The row stays: its hash keeps the same words from being stored anew when the network tells them again.
    Payload.objects.filter(pk__in=rows).update(content="", parsed_at=at, unreadable_why="")


def _drafts(before: datetime) -> QuerySet[DraftVersion]:
    """Not what was published: that stands as an answer."""
    published = AnswerVersion.objects.filter(clearance__version=OuterRef("pk"))
    over = Q(draft__state=DraftState.DROPPED) | Q(
        draft__state=DraftState.CLEARED, draft__question__state=State.ANSWERED
    )
    return DraftVersion.objects.filter(over, written_at__lt=before).exclude(text="").exclude(Exists(published))


def _drafts_held(holds: Iterable[Hold]) -> Q:
    return Q(Exists(Question.objects.filter(questions_under(holds), pk=OuterRef("draft__question"))))


def _empty_drafts(rows: Collection[int], at: datetime) -> None:  # noqa: ARG001  every class takes its moment
    DraftVersion.objects.filter(pk__in=rows).update(text="", short_text="", sources="", findings=[], questions=[])


def _attempts(before: datetime) -> QuerySet[Attempt]:
    return Attempt.objects.filter(at__lt=before).exclude(detail="")


def _attempts_held(holds: Iterable[Hold]) -> Q:
    covers = Coverage.objects.filter(delivery=OuterRef("delivery"), post__in=Post.objects.filter(posts_under(holds)))
    return Q(Exists(covers))


def _empty_attempts(rows: Collection[int], at: datetime) -> None:  # noqa: ARG001  every class takes its moment
    Attempt.objects.filter(pk__in=rows).update(detail="")


def _requests(before: datetime) -> QuerySet[PersonRequest]:
    return PersonRequest.objects.filter(ended_at__lt=before).exclude(given="", checked_note="", ended_why="")


def _empty_requests(rows: Collection[int], at: datetime) -> None:  # noqa: ARG001  every class takes its moment
    for request in PersonRequest.objects.filter(pk__in=rows):
        request.accounts.clear()
    PersonRequest.objects.filter(pk__in=rows).update(given="", checked_note="", ended_why="")


def _erase(rows: Collection[int], at: datetime) -> None:
    erase_posts(rows, at=at)


def _nothing(_holds: Iterable[Hold]) -> Q:
    return Q(pk__in=[])


_POSTS_GO = _(
    "The post with all that hangs on it, and its account once no post is left. The question and its answer stay."
)
_SINCE_ENDED = _("The day on which its question ended")

CLASSES: Sequence[KeptClass] = (
    KeptClass(
        "raw-payloads", _("What networks told, as they told it"), _("The day it was heard"),
        _("The network's own form of a post. What was read from it stays."),
        90, Unit.DAYS, "Own: enough to read it again after a mistake of ours",
        _payloads, _payloads_held, _empty_payloads,
    ),
    KeptClass(
        "nobody-acted-on", _("Posts that ask nothing, or that nobody acted on"), _("The day it was heard or noted"),
        _POSTS_GO, 90, Unit.DAYS, f"{WYOMING}: public comments need not be kept", _not_acted_on, posts_under, _erase,
    ),
    KeptClass(
        "spam", _("Spam and advertising"), _SINCE_ENDED, _POSTS_GO,
        90, Unit.DAYS, f"{WYOMING}: public comments need not be kept",
        lambda before: _ended(before, reason=Reason.SPAM), posts_under, _erase,
    ),
    KeptClass(
        "abuse", _("Abuse and threats"), _SINCE_ENDED, _POSTS_GO,
        3, Unit.YEARS, f"{NSW}: what was hidden or refused, and why, is kept",
        lambda before: _ended(before, reason=Reason.ABUS), posts_under, _erase,
    ),
    KeptClass(
        "not-answered", _("Posts that were not answered, with a reason"), _SINCE_ENDED, _POSTS_GO,
        2, Unit.YEARS, f"{NSW}: routine enquiries, one to two years", _not_answered, posts_under, _erase,
    ),
    KeptClass(
        "answered", _("Posts that were answered"), _("The day on which everyone had been told"), _POSTS_GO,
        2, Unit.YEARS, f"{NSW}: routine enquiries, one to two years", _answered, posts_under, _erase,
    ),
    KeptClass(
        "other-process", _("Posts handed to another process, with their notes"),
        _("The day on which the last one ended"),
        _POSTS_GO, 3, Unit.YEARS, f"{WYOMING}: correspondence, three years",
        _after_process, posts_under, _erase,
    ),
    KeptClass(
        "at-risk", _("Posts that spoke of danger, with what was done"), _("The day on which the last thing was done"),
        _POSTS_GO, 6, Unit.YEARS, "Own: put in the period of your safeguarding policy",
        _after_danger, posts_under, _erase,
    ),
    KeptClass(
        "drafts", _("Drafts that were not published"), _("The day it was saved"),
        _("The words of the version. Who saved and judged it when stays."),
        2, Unit.YEARS, f"{NSW}: as the enquiry they belong to", _drafts, _drafts_held, _empty_drafts,
    ),
    KeptClass(
        "sending-log", _("What networks said when we sent"), _("The day of the attempt"),
        _("The network's words. That it was tried, when, and how it came out stays."),
        90, Unit.DAYS, "Own: as the logs of the desk", _attempts, _attempts_held, _empty_attempts,
    ),
    KeptClass(
        "requests", _("Requests of people about their own data"), _("The day on which it ended"),
        _("What they gave to be found by, and notes. Counts and reasons stay."),
        3, Unit.YEARS, f"{WYOMING}: correspondence, three years", _requests, _nothing, _empty_requests,
    ),
)  # fmt: skip
"""In the order of a run: what goes soonest first."""

BY_CODE = {one.code: one for one in CLASSES}


def over(one: KeptClass, before: datetime, holds: Sequence[Hold]) -> Rows:
    """What goes: due, and under no hold; the oldest first."""
    rows = one.due(before)
    return (rows.exclude(one.held(holds)) if holds else rows).order_by(F("pk"))


def kept_by_hold(one: KeptClass, before: datetime, holds: Sequence[Hold]) -> Rows:
    """What would go but for a hold."""
    return one.due(before).filter(one.held(holds)) if holds else one.due(before).none()
