"""The next edition as it is drafted: its rules, its sentence, what it changes; and the second person's yes."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.models import Body
from answerable.accounts.roles import Act
from answerable.errors import Refused
from answerable.guidance.forms import OwnRuleForm, SaidForm, initial_of
from answerable.guidance.models import Proposal
from answerable.guidance.own_pack import OwnPack, pack_of
from answerable.guidance.propose import (
    drop_proposal,
    make_stricter,
    next_own_id,
    open_proposal,
    put_rule,
    say_why,
    take_out,
)
from answerable.guidance.publish import changes_of, publish_edition, troubles_of
from answerable.guidance.wording import SEVERITIES
from answerable.jobs import clock


def _find() -> Proposal:
    found = Proposal.objects.filter(state=Proposal.State.OPEN).select_related("author").first()
    if found is None:
        raise Refused(_("No edition is being drafted. Begin one on the page of the guidance."))
    return found


@staff(Act.KEEP_GUIDANCE)
def proposal(request: StaffRequest) -> HttpResponseBase:
    """What is drafted; its author says here what changes."""
    there = Proposal.objects.filter(state=Proposal.State.OPEN).select_related("author").first()
    if there is None:
        return redirect("guidance:guidance")
    form = SaidForm(request.POST or None, initial={"said": there.said})
    if request.method == "POST" and form.is_valid():
        say_why(proposal=there, said=form.cleaned_data["said"], by=request.user, at=clock.now())
        messages.success(request, _("The sentence is kept."))
        return redirect("guidance:proposal")
    own = pack_of(there.own)
    context = {
        "proposal": there,
        "mine": there.author_id == request.user.pk,
        "form": form,
        "own": own.rules,
        "stricter": sorted(own.stricter),
        "differences": changes_of(there),
        "troubles": troubles_of(own),
        "seen_at": there.changed_at.isoformat(),
        "severities": SEVERITIES,
    }
    return render(request, "guidance/proposal.html", context, status=422 if form.errors else 200)


@staff(Act.KEEP_GUIDANCE)
@require_POST
def begin(request: StaffRequest) -> HttpResponseBase:
    """Opens a proposal, or finds one's own."""
    open_proposal(by=request.user, at=clock.now())
    return redirect("guidance:proposal")


@staff(Act.KEEP_GUIDANCE)
@require_POST
def drop(request: StaffRequest) -> HttpResponseBase:
    """Lays the proposal aside."""
    drop_proposal(proposal=_find(), by=request.user)
    messages.success(request, _("The proposal is laid aside. The rules stay as they are."))
    return redirect("guidance:guidance")


@staff(Act.KEEP_GUIDANCE)
@require_POST
def publish(request: StaffRequest) -> HttpResponseBase:
    """The second person's yes."""
    try:
        seen_at = datetime.fromisoformat(request.POST.get("seen_at", ""))
    except ValueError as problem:
        raise Refused(_("This page is out of date. Open it again, then publish.")) from problem
    edition = publish_edition(proposal=_find(), seen_at=seen_at, by=request.user, at=clock.now())
    messages.success(
        request, _("Edition %(number)s is published. Open drafts are judged anew.") % {"number": edition.number}
    )
    return redirect("guidance:guidance")


@staff(Act.KEEP_GUIDANCE)
def own_rule(request: StaffRequest, rule_id: str = "") -> HttpResponseBase:
    """Adds a rule of the body's own to the proposal, or changes one that is in it."""
    there = _find()
    own = pack_of(there.own)
    known = own.rule(rule_id) if rule_id else None
    if rule_id and known is None:
        raise Http404
    form = OwnRuleForm(request.POST or None, initial=initial_of(known) if known else {"severity": "warn"})
    if request.method == "POST" and form.is_valid() and _is_put(there, form, rule_id, own, request):
        return redirect("guidance:proposal")
    context: dict[str, Any] = {"form": form, "rule_id": rule_id}
    return render(request, "guidance/own_rule.html", context, status=422 if form.errors else 200)


def _is_put(there: Proposal, form: OwnRuleForm, rule_id: str, own: OwnPack, request: StaffRequest) -> bool:
    now = clock.now()
    table = form.table(rule_id or next_own_id(own), today=Body.objects.get().today(now))
    try:
        put_rule(proposal=there, table=table, by=request.user, at=now)
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    messages.success(request, _("The rule %(name)s is in the proposal.") % {"name": table["id"]})
    return True


@staff(Act.KEEP_GUIDANCE)
@require_POST
def stricter(request: StaffRequest, rule_id: str) -> HttpResponseBase:
    """Makes a shipped rule stricter in the proposal."""
    severity = request.POST.get("severity", "")
    make_stricter(proposal=_find(), rule_id=rule_id, severity=severity, by=request.user, at=clock.now())
    return redirect("guidance:proposal")


@staff(Act.KEEP_GUIDANCE)
@require_POST
def out(request: StaffRequest, rule_id: str) -> HttpResponseBase:
    """Takes a rule of the body's own out of the proposal, or lets a shipped one be as severe as it was."""
    take_out(proposal=_find(), rule_id=rule_id, by=request.user, at=clock.now())
    return redirect("guidance:proposal")
