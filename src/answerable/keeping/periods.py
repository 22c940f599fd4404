"""How long each class is kept here: the shipped period, or the one that the body set with a reason."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.accounts.models import Body, Person
from answerable.accounts.pseudonym import name_in_record
from answerable.errors import Refused
from answerable.keeping.classes import BY_CODE, CLASSES, KeptClass
from answerable.keeping.models import OwnPeriod, Unit
from answerable.keeping.open_request import may_keep
from answerable.pure.sense.clocks import over_since
from answerable.record.append import append

MOST = {Unit.DAYS: 3_650, Unit.WORKING_DAYS: 2_500, Unit.MONTHS: 1_200, Unit.YEARS: 100}


@dataclass(frozen=True)
class Period:
    """What holds for a class now; `own` is who changed it, when and why, or None."""

    of: KeptClass
    length: int
    unit: Unit
    own: OwnPeriod | None

    @property
    def words(self) -> str:
        """As one says it: `90 days`."""
        return f"{self.length} {self.unit.label}"


def periods() -> list[Period]:
    """Of all classes, in their order."""
    newest = {one.of_class: one for one in OwnPeriod.objects.select_related("set_by").order_by("set_at", "pk")}
    return [_period(one, newest.get(one.code)) for one in CLASSES]


def _period(one: KeptClass, own: OwnPeriod | None) -> Period:
    if own is None:
        return Period(one, one.length, one.unit, None)
    return Period(one, own.length, Unit(own.unit), own)


def over_on(period: Period, body: Body, at: datetime) -> date:
    """The day before which a clock must have begun for the period to be over: never a moment too early."""
    return over_since(body.today(at), period.length, period.unit, body.jurisdiction)


def moment_of(day: date, body: Body) -> datetime:
    """The first moment of the day, where the body is."""
    return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(body.time_zone))


def set_period(*, code: str, length: int, unit: str, reason: str, by: Person, at: datetime) -> None:
    """Makes a period shorter or longer; the reason goes on the record. Raises `Refused` for what is no period."""
    may_keep(by)
    if code not in BY_CODE:
        raise Refused(_("There is no such class."))
    if unit not in Unit.values or not 1 <= length <= MOST[Unit(unit)]:
        raise Refused(_("Give a period of at least one day and at most a hundred years."))
    if not reason.strip():
        raise Refused(_("Say why: the schedule, law or policy that this period comes from."))
    reason = reason.strip()[:300]
    on = Body.objects.get().today(at)
    with transaction.atomic():
        OwnPeriod.objects.create(of_class=code, length=length, unit=unit, reason=reason, set_by=by, set_at=at)
        append(
            type="retention.set",
            fields={"class": code, "length": length, "unit": unit, "by": name_in_record(by, on=on)},
            disclosed={"reason": reason},
            on=on,
        )
