"""The level above the inbox: what people ask about; and what they asked in the hours of one day."""

from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.timezone import get_current_timezone_name, localtime
from django.utils.translation import gettext as _

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.design.charts import Figure, lines
from answerable.jobs import clock
from answerable.questions.day import HOURS, Asked, asked_on
from answerable.questions.topics import topics_waiting

MOST_TOPICS = 100


@staff(Act.READ)
def topics(request: StaffRequest) -> HttpResponseBase:
    """Topics with questions that wait, each a way into the inbox."""
    return render(request, "questions/topics.html", {"topics": topics_waiting(MOST_TOPICS)})


@staff(Act.READ)
def day(request: StaffRequest) -> HttpResponseBase:
    """The questions asked most on one day, as lines over its hours and as a table."""
    today = localtime(clock.now()).date()
    chosen = _day(request.GET.get("on", ""), today)
    asked = asked_on(chosen, ZoneInfo(get_current_timezone_name()))
    context: dict[str, Any] = {
        "day": chosen,
        "asked": [(_letter(at), one) for at, one in enumerate(asked)],
        "figure": _figure(asked) if asked else None,
        "before": f"?on={chosen - timedelta(days=1)}",
        "after": f"?on={chosen + timedelta(days=1)}" if chosen < today else "",
    }
    return render(request, "questions/day.html", context)


def _day(given: str, today: date) -> date:
    """The day in the address; today for anything that is none, and for days to come."""
    try:
        found = parse_date(given)
    except ValueError:
        found = None
    return found if found is not None and date(2000, 1, 1) <= found <= today else today


def _figure(asked: list[Asked]) -> Figure:
    """All others together would dwarf every line, so that they are only counted beside it."""
    lettered = [(_letter(at), one) for at, one in enumerate(asked) if one.public_id]
    return lines(
        _("Posts in each hour"),
        _("One line for each of the questions asked most, named by its letter in the list."),
        (_("Hour"), *(letter for letter, _one in lettered)),
        [f"{hour:02}:00" for hour in range(HOURS)],
        [(letter, [float(count) for count in one.by_hour]) for letter, one in lettered],
    )


def _letter(at: int) -> str:
    return "ABCDE"[at]
