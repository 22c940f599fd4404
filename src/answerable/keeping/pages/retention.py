"""How long each class is kept, and the runs that dispose of what is over: shown, confirmed, gone on with, done."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.models import Body
from answerable.accounts.roles import Act
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.keeping.classes import BY_CODE, over
from answerable.keeping.dispose import confirm_run, drop_run, set_nightly, show_run
from answerable.keeping.forms import NightlyForm, PeriodForm
from answerable.keeping.held import holds_in_force
from answerable.keeping.models import DisposalRun, NightlyRule, RunPart, RunState
from answerable.keeping.pages.shown import recorded
from answerable.keeping.periods import moment_of, periods, set_period
from answerable.listening.models import Post

EXAMPLES = 3
SHOWN = 160


@staff(Act.KEEP_RECORDS)
def kept(request: StaffRequest) -> HttpResponseBase:
    """All classes with their periods, and the rule of the night."""
    rule = NightlyRule.objects.select_related("set_by").first()
    form = NightlyForm(initial={"on": bool(rule and rule.on)})
    return render(request, "keeping/periods.html", {"periods": periods(), "rule": rule, "form": form})


@staff(Act.KEEP_RECORDS)
def period(request: StaffRequest, code: str) -> HttpResponseBase:
    """Makes one shorter or longer."""
    found = next((one for one in periods() if one.of.code == code), None)
    if found is None:
        raise Http404
    asked = request.POST if request.method == "POST" else None
    form = PeriodForm(asked, initial={"length": found.length, "unit": found.unit})
    if asked is not None and form.is_valid():
        try:
            set_period(code=code, **form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error("length", refused.reason)
        else:
            messages.success(request, _("The period holds from now on. Nothing goes before a run is confirmed."))
            return redirect("keeping:periods")
    return render(request, "keeping/period.html", {"period": found, "form": form}, status=422 if form.errors else 200)


@staff(Act.KEEP_RECORDS)
@require_POST
def nightly(request: StaffRequest) -> HttpResponseBase:
    """Sets the rule of the night."""
    set_nightly(on=bool(request.POST.get("on")), by=request.user, at=clock.now())
    messages.success(request, _("Kept."))
    return redirect("keeping:periods")


@staff(Act.KEEP_RECORDS)
@require_POST
def new_run(request: StaffRequest) -> HttpResponseBase:
    """Counts what is over now; nothing goes."""
    made = show_run(by=request.user, at=clock.now())
    if made is None:
        messages.success(request, _("Nothing is over today."))
        return redirect("keeping:periods")
    return redirect("keeping:run", made.public_id)


@staff(Act.KEEP_RECORDS)
def run(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """What a run would do, does, or did; examples while it waits."""
    row = get_object_or_404(DisposalRun.objects.select_related("made_by", "decided_by"), public_id=public_id)
    parts = [_shown(part, with_examples=row.state == RunState.SHOWN) for part in row.parts.order_by("pk")]
    total = sum(part["part"].due_count for part in parts)
    done = sum(part["part"].done_count for part in parts)
    context = {"row": row, "parts": parts, "total": total, "done": done, "entries": recorded(public_id)}
    return render(request, "keeping/run.html", context)


@staff(Act.KEEP_RECORDS)
@require_POST
def decide(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Confirms the run, or lays it aside."""
    row = get_object_or_404(DisposalRun, public_id=public_id)
    if request.POST.get("act") == "confirm":
        confirm_run(run=row, by=request.user, at=clock.now())
        messages.success(request, _("It goes on in the background. This page shows how far it is."))
    else:
        drop_run(run=row, by=request.user, at=clock.now())
        messages.success(request, _("Nothing was disposed of."))
    return redirect("keeping:run", public_id)


def _shown(part: RunPart, *, with_examples: bool) -> dict[str, Any]:
    one = BY_CODE[part.of_class]
    rows = []
    if with_examples:
        due = over(one, moment_of(part.until, Body.objects.get()), holds_in_force())[:EXAMPLES]
        rows = [_example(row) for row in due]
    return {"part": part, "of": one, "examples": rows}


def _example(row: Any) -> str:
    """A few words to know it by, masked; of what has no words of a citizen its number."""
    if isinstance(row, Post):
        return row.masked_text[:SHOWN] or _("(taken down)")
    return _("No. %(number)s") % {"number": row.pk}
