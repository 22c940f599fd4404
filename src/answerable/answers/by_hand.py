"""Answers that a person posts: one takes a task, posts its exact words there, and says what became of it.

The person is the sender, and the row's states are the engine's own. Taking a task shows its words, so from that moment
it may be posted: the intent is stored first, as before any call. Nothing can be looked up by a program here, so a task
that nobody reported on in time is held, and a person settles it. A success is evidence and counts however late.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from answerable.accounts.models import Body, Person
from answerable.accounts.roles import Act
from answerable.answers import words
from answerable.answers.decide import decide
from answerable.answers.events import Begun, Event, PutOff, Succeeded, TakenUp, TurnedDown
from answerable.answers.finish import lock_version, reopen
from answerable.answers.guarantee import BY_HAND, guarantee_of, timing_of
from answerable.answers.held import held_versions
from answerable.answers.models import Delivery, DeliveryState, InHand, Outlet
from answerable.answers.posted import evidence_of
from answerable.answers.row import USUAL, Row
from answerable.answers.settle import Verdict, settle_held
from answerable.answers.store import row_of, store
from answerable.channels.hours import body_zone, is_quiet
from answerable.channels.models import UNREAD, Channel, State
from answerable.errors import Refused

REASONS: Final[Mapping[str, str]] = {
    "gone": words.POST_GONE,
    "account": words.ACCOUNT_GONE,
    "shut": words.SHUT_TO_US,
    "text": words.TEXT_NOT_TAKEN,
    "reach": words.OUT_OF_REACH,
}
"""Why an answer cannot be posted: a closed list, kept with the delivery and shown beside it."""


def waiting(*, at: datetime) -> QuerySet[Delivery]:
    """What somebody could take now, the longest waiting first; nothing in training, in quiet hours, or held."""
    ready = Channel.objects.filter(kind__in=BY_HAND, state=State.OPEN, needs_keeper="").exclude(UNREAD)
    stopped = Outlet.objects.filter(stopped_at__isnull=False).values("pk")
    standing = Delivery.objects.filter(
        state=DeliveryState.PENDING,
        version__told_at=None,
        version__replaced_at=None,
        version__stopped_at=None,
    )
    rows = standing.filter(channel__in=ready).exclude(channel__in=[*_quiet(at)]).exclude(channel__in=stopped)
    rows = rows.exclude(version__in=[*held_versions(at=at)])
    return rows.none() if Body.objects.filter(training=True).exists() else rows.order_by("waiting_since", "pk")


def _quiet(at: datetime) -> Iterator[int]:
    """The channels by hand that are quiet at this moment."""
    for channel in Channel.objects.filter(kind__in=BY_HAND, quiet_from__isnull=False):
        if is_quiet(channel.quiet_from, channel.quiet_until, at=at, zone=body_zone()):
            yield channel.pk


def take_task(
    *, by: Person, at: datetime, delivery: Delivery | None = None, channel: Channel | None = None
) -> Delivery:
    """Gives one delivery into the hands of `by`: this one, or the longest waiting (on `channel`); nobody else gets it.

    Raises `Refused` where it is not to be had any more: somebody else has it, or it was stopped or replaced.
    """
    _check(by)
    wanted = waiting(at=at) if delivery is None else waiting(at=at).filter(pk=delivery.pk)
    wanted = wanted if channel is None else wanted.filter(channel=channel)
    with transaction.atomic():
        first = wanted.first()
        if first is None:
            raise Refused(_nothing_to_take())
        # Whoever takes, stops a channel or stops an answer holds the outlet: one after the other, and all see the same.
        Outlet.objects.select_for_update().get(pk=first.channel_id)
        free = wanted.filter(channel=first.channel_id).select_for_update(of=("self",)).select_related("channel")
        task = free.first()
        if task is None:
            raise Refused(_nothing_to_take())
        row = _move(task, row_of(task), TakenUp(outcome=""), at=at)
        row = _move(task, row, Begun(outcome="in hand", by=by.name), at=at)
        InHand.objects.update_or_create(delivery=task, defaults={"person": by, "fence": row.fence, "taken_at": at})
    task.refresh_from_db()
    return task


def confirm_posted(*, delivery: Delivery, link: str, note: str = "", by: Person, at: datetime) -> Delivery:
    """Told: `link` is where it stands now, or `note` says what was done where there is no link.

    Counts although the time for it ran out, as long as nobody settled it otherwise. Raises `Refused` for a link that
    cannot be that of the answer, such as one of another network or one that another delivery has.
    """
    _check(by)
    with transaction.atomic():
        # Two links are compared under the outlet's row, so that two people cannot give the same one at once.
        Outlet.objects.select_for_update().get(pk=delivery.channel_id)
        task = _held_by(delivery, by, late=True)
        evidence = evidence_of(task, link, note)
        event = Succeeded(uid=evidence.uid, url=evidence.url, why=evidence.note, by=by.name, outcome="posted by hand")
        _move(task, row_of(task), event, at=at)
        reopen(task.version, at=at)
    task.refresh_from_db()
    return task


def give_back(*, delivery: Delivery, by: Person, at: datetime) -> None:
    """`by` has not posted it: somebody else may take it. After the time ran out, this settles it the same way."""
    _check(by)
    with transaction.atomic():
        task = _held_by(delivery, by, late=True)
        if task.state == DeliveryState.HELD:
            settle_held(delivery=task, verdict=Verdict.AGAIN, by=by, at=at)
        else:
            _move(task, row_of(task), PutOff(by=by.name, outcome="given back"), at=at)


def could_not_post(*, delivery: Delivery, reason: str, by: Person, at: datetime) -> None:
    """It cannot be posted, for a reason of the closed list; nothing was."""
    _check(by)
    if reason not in REASONS:
        raise Refused(_("Choose why it could not be posted; the reason is kept with it."))
    with transaction.atomic():
        task = _held_by(delivery, by, late=False)
        _move(task, row_of(task), TurnedDown(why=REASONS[reason], by=by.name, outcome="could not be"), at=at)


def _nothing_to_take() -> str:
    return _("There is nothing to take: somebody else has it, or it is not to be posted any more.")


def _check(by: Person) -> None:
    if not by.may(Act.TELL):
        raise Refused(_("Your roles do not let you post answers. Ask a listener, a clearer or a topic owner."))


def _held_by(delivery: Delivery, by: Person, *, late: bool) -> Delivery:
    """The delivery, locked, if `by` has it in hand, or `late` had it last and nobody has settled it since."""
    lock_version(delivery.version_id)
    joined = Delivery.objects.select_for_update(of=("self",)).select_related("version__answer__question", "channel")
    task = joined.get(pk=delivery.pk)
    theirs = InHand.objects.filter(delivery=task, person=by, fence=task.fence).exists()
    states = [DeliveryState.SENDING, *([DeliveryState.HELD] if late else [])]
    if not theirs or task.state not in states:
        raise Refused(_("This is not in your hands any more. Look at it again before you do anything."))
    return task


def _move(task: Delivery, row: Row, event: Event, *, at: datetime) -> Row:
    channel: Channel = task.channel
    timing, guarantee = timing_of(channel, USUAL), guarantee_of(channel)
    # A new fence is given with the taking; after that, only what is said with this fence counts.
    new = decide(row, event, at=at, fence=row.fence, guarantee=guarantee, timing=timing)
    if new is None or not store([(row, new, event)], at=at):
        raise Refused(_("This was changed at this moment. Look at it again before you do anything."))
    return new


def in_hand() -> QuerySet[Delivery]:
    """What people have taken and not reported on: what ran out first, then what runs out soonest."""
    unreported = [DeliveryState.SENDING, DeliveryState.HELD]
    rows = Delivery.objects.filter(in_hand__fence=F("fence"), state__in=unreported, channel__kind__in=BY_HAND)
    return rows.order_by("state", "lease_until", "pk")
