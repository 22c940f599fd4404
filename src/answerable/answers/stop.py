"""Stopping and going on: one channel, one answer, or everything; only what is being sent at that moment still goes."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from answerable.accounts.models import Person
from answerable.accounts.roles import Act
from answerable.answers.decide import decide
from answerable.answers.events import GivenBack
from answerable.answers.guarantee import guarantee_of
from answerable.answers.models import Answer, AnswerVersion, Delivery, DeliveryState, Outlet
from answerable.answers.row import USUAL
from answerable.answers.store import row_of, store
from answerable.channels.models import Channel
from answerable.channels.trouble import trust
from answerable.errors import Refused


def stop_channel(*, channel: Channel, by: Person, at: datetime) -> None:
    """Nothing more is sent on the channel until somebody lets it go on."""
    _check(by)
    with transaction.atomic():
        Outlet.objects.get_or_create(channel=channel)
        _stop_outlets(Q(channel=channel), by, at)


def resume_channel(*, channel: Channel, by: Person) -> None:
    """Goes on, also after the keeper mended what was wrong: the next message finds out whether it is."""
    _check(by)
    with transaction.atomic():
        Outlet.objects.filter(channel=channel).update(
            stopped_by=None, stopped_at=None, needs_keeper="", paused_until=None, uncertain_in_a_row=0
        )
        trust(channel.pk)


def stop_everything(*, by: Person, at: datetime) -> None:
    """Every channel at once; channels that were never written to are stopped as well."""
    _check(by)
    with transaction.atomic():
        outlets = [Outlet(channel=channel) for channel in Channel.objects.all()]
        Outlet.objects.bulk_create(outlets, ignore_conflicts=True)
        _stop_outlets(Q(), by, at)


def resume_everything(*, by: Person) -> None:
    """Lets every channel that a person stopped go on; what waits for a keeper still does."""
    _check(by)
    Outlet.objects.filter(stopped_at__isnull=False).update(stopped_by=None, stopped_at=None)


def stop_answer(*, answer: Answer, by: Person, at: datetime) -> None:
    """Nothing more of this answer is sent until somebody lets it go on; other answers are not touched."""
    _check(by)
    with transaction.atomic():
        # Whoever takes rows up holds the outlet's row: with all of them in hand, nobody is in the middle of it.
        list(Outlet.objects.select_for_update().order_by("pk"))
        AnswerVersion.objects.filter(answer=answer, stopped_at=None).update(stopped_by=by, stopped_at=at)
        _release(Q(version__answer=answer), at)


def resume_answer(*, answer: Answer, by: Person) -> None:
    """Goes on where it stood."""
    _check(by)
    AnswerVersion.objects.filter(answer=answer).update(stopped_by=None, stopped_at=None)


def _stop_outlets(chosen: Q, by: Person, at: datetime) -> None:
    outlets = list(Outlet.objects.select_for_update().filter(chosen, stopped_at=None).order_by("pk"))
    pks = [outlet.pk for outlet in outlets]
    Outlet.objects.filter(pk__in=pks).update(stopped_by=by, stopped_at=at)
    _release(Q(channel_id__in=pks), at)


def _release(chosen: Q, at: datetime) -> None:
    """Takes what a worker has in hand away from it: its intent will find the row changed, and nothing is sent."""
    changes = []
    for delivery in Delivery.objects.filter(chosen, state=DeliveryState.CLAIMED).select_related("channel"):
        row, event = row_of(delivery), GivenBack(outcome="stopped")
        new = decide(row, event, at=at, fence=row.fence, guarantee=guarantee_of(delivery.channel), timing=USUAL)
        if new is not None:
            changes.append((row, new, event))
    store(changes, at=at)


def _check(by: Person) -> None:
    if not by.may(Act.TELL):
        raise Refused(
            _("Your roles do not let you stop or resume telling. Ask a listener, a clearer or a topic owner.")
        )
