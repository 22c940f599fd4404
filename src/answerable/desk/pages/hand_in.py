"""Handing a draft in for clearance, and taking it back."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.models import Body
from answerable.accounts.roles import Act
from answerable.desk.clear import take_back
from answerable.desk.forms import WordsForm
from answerable.desk.hand_in import hand_in
from answerable.desk.models import Clearance, Decision, DraftState, DraftVersion
from answerable.desk.pages.draft import find_open_draft, newest_version
from answerable.desk.pages.question import find_question
from answerable.desk.preview import previews
from answerable.desk.propose_route import propose_routes, still_blocking
from answerable.desk.route_forms import RouteForm
from answerable.desk.routes import Route
from answerable.desk.shown import set_apart, shown
from answerable.errors import Refused
from answerable.guidance.in_force import rules_in_force
from answerable.jobs import clock
from answerable.pure.text.hidden import without_hidden


@staff(Act.DRAFT)
def page(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Before others see it: what is in the draft, which says who they are, and a reason for each warning that stays."""
    question = find_question(public_id)
    newest = newest_version(find_open_draft(question))
    if newest is None or newest.draft.state != DraftState.WRITING:
        return redirect("desk:question", public_id)
    rules = rules_in_force(Body.objects.get())
    proposal = propose_routes(newest, rules)
    route_form = RouteForm(request.POST or None, proposal=proposal)
    form = WordsForm(
        request.POST or None,
        asked=_asked(newest),
        required=_("Give a reason, or mend the words."),
        title=without_hidden(question.title),
        initial={"number": newest.number},
    )
    if request.method == "POST" and form.is_valid() and route_form.is_valid():
        try:
            number = form.seen_number
            hand_in(
                draft=newest.draft,
                number=number,
                reasons=form.words,
                title=form.title,
                routes=route_form.cleaned_data["routes"],
                left_out=route_form.left_out,
                by=request.user,
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Handed in. Others decide now."))
            return redirect("desk:question", public_id)
    stopping = still_blocking(newest.findings, rules, [*proposal.routes, *proposal.needed])
    context = {
        "question": question,
        "form": form,
        "newest": newest,
        "route_form": route_form,
        "needed": [(Route(one).label, " ".join(proposal.because[one])) for one in proposal.needed],
        "blocking": shown(stopping, newest.text, rules),
        "previews": previews(question, newest),
        "apart": set_apart(question),
    }
    return render(request, "desk/hand_in.html", context, status=422 if form.errors or route_form.errors else 200)


def _asked(version: DraftVersion) -> dict[str, list[str]]:
    """Each rule that warns, with all it says: one reason answers for the rule."""
    asked: dict[str, list[str]] = {}
    for finding in version.findings:
        if finding["severity"] == "warn":
            asked.setdefault(finding["rule_id"], []).append(finding["message"])
    return asked


@staff(Act.DRAFT)
@require_POST
def take_back_page(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Takes a draft that waits for clearance back to write on."""
    question = find_question(public_id)
    waiting = Clearance.objects.filter(version__draft__question=question, decision=Decision.WAITING).first()
    if waiting is None:
        raise Refused(_("This draft does not wait for clearance any more."))
    take_back(clearance=waiting, by=request.user, at=clock.now())
    return redirect("desk:draft", public_id)
