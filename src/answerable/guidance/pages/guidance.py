"""The guidance at the desk: the newest edition and who has read it, what is proposed, what needs its owner."""

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.models import Body
from answerable.accounts.roles import Act
from answerable.guidance.acknowledge import acknowledge, readers_of
from answerable.guidance.differences import differences
from answerable.guidance.edition_shown import rule_shown, rules_shown
from answerable.guidance.in_force import laid_for, own_pack
from answerable.guidance.models import Edition, Proposal, RuleComment
from answerable.guidance.rule_data import rules_from
from answerable.jobs import clock


@staff(Act.READ)
def guidance(request: StaffRequest) -> HttpResponseBase:
    """What is in force, and what is to be done about it."""
    two = list(Edition.objects.select_related("author", "publisher")[:2])
    newest, earlier = (*two, None, None)[:2]
    body = Body.objects.get()
    laid = laid_for(body, own_pack())
    today = body.today(clock.now())
    readers = readers_of(newest) if newest else None
    context = {
        "edition": newest,
        "earlier": earlier,
        "changed_count": len(differences(rules_from(earlier.rules), rules_from(newest.rules)))
        if newest and earlier
        else 0,
        "readers": readers,
        "has_read": readers is not None and any(one.person_id == request.user.pk for one in readers.have),
        "keeps": request.user.may(Act.KEEP_GUIDANCE),
        "proposal": Proposal.objects.filter(state=Proposal.State.OPEN).select_related("author").first(),
        "overdue": [rule_shown(rule, laid.rules) for rule in laid.rules.rules if rule.review_on < today],
        "chapters": rules_shown(laid.rules).chapters,
        "unusable": laid.unusable,
        "comments": RuleComment.objects.aggregate(all=Count("pk"), waiting=Count("pk", filter=Q(reply=""))),
    }
    return render(request, "guidance/guidance.html", context)


@staff(Act.READ)
@require_POST
def acknowledged(request: StaffRequest) -> HttpResponseBase:
    """Notes that somebody has read the newest edition."""
    number = request.POST.get("number", "")
    acknowledge(number=int(number) if number.isascii() and number.isdigit() else 0, by=request.user, at=clock.now())
    messages.success(request, _("Noted: you have read this edition."))
    return redirect("guidance:guidance")
