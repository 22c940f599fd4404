"""The records officer's first page: what waits, and one obvious next step."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.models import Body
from answerable.accounts.roles import Act
from answerable.jobs import clock
from answerable.keeping.models import PersonRequest
from answerable.keeping.pages.shown import step_words


@staff(Act.KEEP_RECORDS)
def records(request: StaffRequest) -> HttpResponseBase:
    """Requests first: a person waits, and the law says for how long."""
    today = Body.objects.get().today(clock.now())
    waiting = list(PersonRequest.objects.filter(ended_at=None).order_by("due_on", "pk")[:100])
    requests = [{"one": one, "days": (one.due_on - today).days, "next": step_words(one)} for one in waiting]
    return render(request, "keeping/records.html", {"requests": requests, "step": _next(waiting)})


def _next(waiting: list[PersonRequest]) -> dict[str, str]:
    """The one thing to do now, and why."""
    if waiting:
        first = waiting[0]
        why = _("Request %(name)s is due first.") % {"name": first.public_id}
        return {"label": step_words(first), "href": reverse("keeping:person", args=[first.public_id]), "why": why}
    return {"label": _("A person asks"), "href": reverse("keeping:new_person"), "why": ""}
