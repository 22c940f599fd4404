"""Legal holds: what is kept whatever its period, placed at once and lifted in two steps."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.keeping.forms import HoldForm, WhyForm
from answerable.keeping.hold import ask_to_lift, keep_on, lift_hold, place_hold
from answerable.keeping.look_up import look_up
from answerable.keeping.models import Hold


@staff(Act.KEEP_RECORDS)
def holds(request: StaffRequest) -> HttpResponseBase:
    """Those in force, then those that were lifted."""
    rows = Hold.objects.select_related("placed_by", "lift_asked_by", "lifted_by").prefetch_related(
        "questions", "accounts__channel"
    )
    shown = [{"one": one, "on": _covered(one)} for one in rows.order_by("-lifted_at", "-pk")[:200]]
    return render(request, "keeping/holds.html", {"holds": shown, "why": WhyForm()})


@staff(Act.KEEP_RECORDS)
def new_hold(request: StaffRequest) -> HttpResponseBase:
    """Places one."""
    form = HoldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        found = look_up(told.pop("given"))
        accounts = [one.account for one in found if one.is_exact]
        try:
            place_hold(**told, accounts=accounts, by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The hold is in force: nothing it covers goes."))
            return redirect("keeping:holds")
    return render(request, "keeping/new_hold.html", {"form": form}, status=422 if form.errors else 200)


@staff(Act.KEEP_RECORDS)
@require_POST
def lift(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """The first step, the second, or back from the first."""
    hold, act = get_object_or_404(Hold, public_id=public_id), request.POST.get("act")
    if act == "ask":
        ask_to_lift(hold=hold, why=request.POST.get("why", ""), by=request.user, at=clock.now())
        messages.success(request, _("Written down. It stays in force until the second step."))
    elif act == "keep":
        keep_on(hold=hold, by=request.user)
        messages.success(request, _("It stays in force."))
    else:
        lift_hold(hold=hold, by=request.user, at=clock.now())
        messages.success(request, _("Lifted. What it kept goes when its period is over."))
    return redirect("keeping:holds")


def _covered(hold: Hold) -> str:
    """What it is on, in words."""
    if hold.from_on and hold.until_on:
        return _("%(first)s to %(last)s") % {"first": hold.from_on.isoformat(), "last": hold.until_on.isoformat()}
    if hold.topic_name:
        return hold.topic_name
    accounts = [f"{one.channel.name}: {one.uid}" for one in hold.accounts.all()]
    return ", ".join(accounts) or ", ".join(question.title for question in hold.questions.all())
