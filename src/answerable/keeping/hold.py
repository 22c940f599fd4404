"""Legal holds: placed at once, lifted in two steps, each on the record."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Body, Person
from answerable.accounts.pseudonym import name_in_record
from answerable.channels.open import new_id
from answerable.errors import Refused
from answerable.keeping.held import stand_still
from answerable.keeping.models import Covers, Hold
from answerable.keeping.open_request import may_keep
from answerable.listening.models import Author
from answerable.questions.models import Question, Topic
from answerable.record.append import append

SAME_PERSON_AFTER = timedelta(days=1)


def place_hold(  # noqa: PLR0913  what a hold may be on
    *,
    covers: str,
    reason: str,
    by: Person,
    at: datetime,
    question: Question | None = None,
    topic: Topic | None = None,
    accounts: Sequence[Author] = (),
    from_on: date | None = None,
    until_on: date | None = None,
) -> Hold:
    """From this moment nothing it covers goes. Raises `Refused` unless it says what it is on, and why."""
    may_keep(by)
    if not reason.strip():
        raise Refused(_("Say why: the court, the inquiry, the request that needs this to be kept."))
    given = {
        Covers.QUESTION: question is not None,
        Covers.PERSON: bool(accounts),
        Covers.TOPIC: topic is not None,
        Covers.PERIOD: from_on is not None and until_on is not None and until_on >= from_on,
    }
    if not given.get(Covers(covers) if covers in Covers.values else Covers.QUESTION):
        raise Refused(_("Say what the hold is on: a question, a person, a topic, or a period with both its days."))
    with transaction.atomic():
        stand_still()
        period = {"from_on": from_on, "until_on": until_on} if covers == Covers.PERIOD else {}
        hold = Hold.objects.create(
            public_id=new_id("h"),
            covers=covers,
            topic=topic if covers == Covers.TOPIC else None,
            topic_name=topic.name if topic and covers == Covers.TOPIC else "",
            reason=reason.strip()[:300],
            placed_by=by,
            placed_at=at,
            **period,
        )
        if covers == Covers.QUESTION and question is not None:
            hold.questions.set([question])
        elif covers == Covers.TOPIC:
            hold.questions.set(Question.objects.filter(topic=topic))
        elif covers == Covers.PERSON:
            hold.accounts.set(accounts)
        _record("hold.placed", hold, {"covers": covers, "by": by}, at)
    return hold


def ask_to_lift(*, hold: Hold, why: str, by: Person, at: datetime) -> None:
    """The first step: nothing changes yet but that somebody says why it is no longer needed."""
    may_keep(by)
    if not why.strip():
        raise Refused(_("Say why it is no longer needed."))
    asked = {"lift_why": why.strip()[:300], "lift_asked_by": by, "lift_asked_at": at}
    if not Hold.objects.filter(pk=hold.pk, lifted_at=None, lift_asked_at=None).update(**asked):
        raise Refused(_("Somebody asked for that before, or it was lifted. Look at it again."))


def lift_hold(*, hold: Hold, by: Person, at: datetime) -> None:
    """The second step, by another person; where there is only one, by the same a day later.

    Raises `Refused` where nobody asked for it, or too soon by the same person.
    """
    may_keep(by)
    with transaction.atomic():
        stand_still()
        locked = Hold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
        if locked.lifted_at is not None or locked.lift_asked_at is None or locked.lift_asked_by is None:
            raise Refused(_("First somebody says why it is no longer needed."))
        if locked.lift_asked_by_id == by.pk and at < locked.lift_asked_at + SAME_PERSON_AFTER:
            raise Refused(_("Another records officer confirms it, or you do so tomorrow."))
        Hold.objects.filter(pk=hold.pk).update(lifted_by=by, lifted_at=at)
        _record("hold.lifted", locked, {"asked_by": locked.lift_asked_by, "by": by}, at)


def keep_on(*, hold: Hold, by: Person) -> None:
    """Takes the first step back."""
    may_keep(by)
    asked = Hold.objects.filter(pk=hold.pk, lifted_at=None, lift_asked_at__isnull=False)
    if not asked.update(lift_why="", lift_asked_by=None, lift_asked_at=None):
        raise Refused(_("Nobody asked to lift it."))


def _record(entry_type: str, hold: Hold, told: dict[str, Person | str], at: datetime) -> None:
    on = Body.objects.get().today(at)
    named = {name: one if isinstance(one, str) else name_in_record(one, on=on) for name, one in told.items()}
    append(type=entry_type, fields={"hold": hold.public_id, "about": hold.public_id, **named}, disclosed={}, on=on)
