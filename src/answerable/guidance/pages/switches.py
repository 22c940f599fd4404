"""The switches at the desk: what is in force, starting one and ending one, each by two people."""

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.models import Body
from answerable.accounts.roles import Act
from answerable.design.pagination import numbered
from answerable.errors import Refused
from answerable.guidance.confirm_switch import confirm_switch
from answerable.guidance.end_switch import end_switch, keep_switch, propose_end
from answerable.guidance.models import Switch
from answerable.guidance.propose_switch import drop_switch, propose_switch
from answerable.guidance.switch_forms import ConfirmForm, EndForm, ProposeForm
from answerable.guidance.switch_kinds import ELECTION, KINDS
from answerable.guidance.switches_shown import shown, standing_of, until
from answerable.jobs import clock

PAGE = 30


@staff(Act.READ)
def switches(request: StaffRequest) -> HttpResponseBase:
    """All of them, the latest first, and the ways to start one."""
    leaf = Paginator(Switch.objects.order_by("-pk"), PAGE).get_page(request.GET.get("page"))
    now = clock.now()
    context = {
        "rows": [(shown(one), standing_of(one, at=now)) for one in leaf],
        "pages": numbered(request.GET, leaf.number, leaf.paginator.num_pages),
        "kinds": KINDS.values(),
        "may_switch": request.user.may(Act.SWITCH),
    }
    return render(request, "guidance/switches.html", context)


@staff(Act.SWITCH)
def propose(request: StaffRequest, kind: str) -> HttpResponseBase:
    """The first person's part."""
    known = KINDS.get(kind)
    if known is None:
        raise Http404
    form = ProposeForm(request.POST or None, kind=known)
    if request.method == "POST" and form.is_valid():
        now, zone = clock.now(), ZoneInfo(Body.objects.get().time_zone)
        try:
            made = propose_switch(**form.proposal(zone=zone, at=now), by=request.user, at=now)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Proposed. Nothing changes before another person confirms it."))
            return redirect("guidance:switch", made.public_id)
    return render(
        request, "guidance/propose_switch.html", {"form": form, "kind": known}, status=422 if form.errors else 200
    )


@staff(Act.READ)
def switch(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """One switch, and what this person may do about it."""
    there = _find(public_id)
    kind = KINDS[there.kind]
    return _page(request, there, confirm=ConfirmForm(kind=kind), end=EndForm())


@staff(Act.SWITCH)
@require_POST
def confirm(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """The second person's yes."""
    there = _find(public_id)
    form = ConfirmForm(request.POST, kind=KINDS[there.kind])
    if not form.is_valid():
        return _page(request, there, confirm=form, end=EndForm(), status=422)
    confirm_switch(switch=there, said=form.answer, by=request.user, at=clock.now())
    messages.success(request, _("Confirmed. Every page of the desk says so while it is in force."))
    return redirect("guidance:switch", public_id)


@staff(Act.SWITCH)
@require_POST
def drop(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Lays a proposal aside."""
    drop_switch(switch=_find(public_id), by=request.user, at=clock.now())
    return redirect("guidance:switches")


@staff(Act.SWITCH)
@require_POST
def end(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Proposes to end it."""
    there = _find(public_id)
    form = EndForm(request.POST)
    if not form.is_valid():
        return _page(request, there, confirm=ConfirmForm(kind=KINDS[there.kind]), end=form, status=422)
    propose_end(switch=there, reason=form.cleaned_data["reason"], by=request.user, at=clock.now())
    messages.success(request, _("Proposed. It stays in force until another person ends it."))
    return redirect("guidance:switch", public_id)


@staff(Act.SWITCH)
@require_POST
def decide_end(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Ends it, or keeps it in force."""
    there = _find(public_id)
    if request.POST.get("to") == "keep":
        keep_switch(switch=there, by=request.user, at=clock.now())
    else:
        end_switch(switch=there, by=request.user, at=clock.now())
        messages.success(request, _("It is over. What it held goes on."))
    return redirect("guidance:switch", public_id)


def _find(public_id: str) -> Switch:
    people = ("proposed_by", "confirmed_by", "dropped_by", "end_proposed_by", "ended_by")
    return get_object_or_404(Switch.objects.select_related(*people), public_id=public_id)


def _page(
    request: StaffRequest, there: Switch, *, confirm: ConfirmForm, end: EndForm, status: int = 200
) -> HttpResponseBase:
    now, mine = clock.now(), request.user.pk
    over = there.over_at is not None and there.over_at <= now
    context: dict[str, Any] = {
        "switch": there,
        "kind": KINDS[there.kind],
        "shown": shown(there),
        "standing": standing_of(there, at=now),
        "until": until(there),
        "confirm_form": confirm,
        "end_form": end,
        "may_switch": request.user.may(Act.SWITCH),
        "is_proposal": not (there.confirmed_at or there.dropped_at),
        "is_running": there.confirmed_at is not None and not over,
        "is_own_proposal": there.proposed_by_id == mine,
        "is_own_end": there.end_proposed_by_id == mine,
        "needs_notices": there.kind == ELECTION and there.confirmed_at is not None and not over,
    }
    return render(request, "guidance/switch.html", context, status=status)
