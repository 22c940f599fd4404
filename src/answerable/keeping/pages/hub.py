"""The records officer's first page: what waits, and one obvious next step."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.models import Body
from answerable.accounts.roles import Act
from answerable.jobs import clock
from answerable.keeping.models import DisposalRun, Hold, PersonRequest, RunState
from answerable.keeping.pages.shown import step_words

MOST, FEW = 100, 5


@staff(Act.KEEP_RECORDS)
def records(request: StaffRequest) -> HttpResponseBase:
    """Requests first: a person waits, and the law says for how long."""
    today = Body.objects.get().today(clock.now())
    waiting = list(PersonRequest.objects.filter(ended_at=None).order_by("due_on", "pk")[:MOST])
    requests = [{"one": one, "days": (one.due_on - today).days, "next": step_words(one)} for one in waiting]
    runs = list(DisposalRun.objects.order_by("-pk")[:FEW])
    holds = Hold.objects.filter(lifted_at=None)
    context = {
        "requests": requests,
        "step": _next(waiting, runs, holds.filter(lift_asked_at__isnull=False).first()),
        "runs": runs,
        "hold_count": holds.count(),
    }
    return render(request, "keeping/records.html", context)


def _next(waiting: list[PersonRequest], runs: list[DisposalRun], lifting: Hold | None) -> dict[str, str]:
    """The one thing to do now, and why."""
    if waiting:
        first = waiting[0]
        why = _("Request %(name)s is due first.") % {"name": first.public_id}
        return {"label": step_words(first), "href": reverse("keeping:person", args=[first.public_id]), "why": why}
    shown = next((run for run in runs if run.state == RunState.SHOWN), None)
    if shown is not None:
        why = _("The periods of some things are over. Nothing goes until somebody has looked.")
        return {
            "label": _("Decide about the disposal run"),
            "href": reverse("keeping:run", args=[shown.public_id]),
            "why": why,
        }
    if lifting is not None:
        why = _("Somebody says that hold %(name)s is no longer needed.") % {"name": lifting.public_id}
        return {"label": _("Look at the hold"), "href": reverse("keeping:holds") + f"#{lifting.public_id}", "why": why}
    return {"label": _("A person asks"), "href": reverse("keeping:new_person"), "why": ""}
