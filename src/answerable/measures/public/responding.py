"""How quickly we answer, month by month, for anyone to read."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from answerable.answers.public.selection import Selection, selection_from
from answerable.answers.public.ways import months_with_answers
from answerable.jobs import clock
from answerable.measures.responding import responding


def page(request: HttpRequest) -> HttpResponseBase:
    """One month's figures: the one that is named, else the one that it is."""
    month = selection_from(request.GET).month or f"{timezone.localtime(clock.now()):%Y-%m}"
    selection = Selection(month=month)
    since, until = selection.since, selection.until
    assert since is not None  # noqa: S101  the month was read above
    assert until is not None  # noqa: S101  as above
    months = [first for first in months_with_answers() if f"{first:%Y-%m}" != month]
    context = {"figures": responding(since=since, until=until), "since": since, "months": months}
    return render(request, "measures/responding.html", context)
