"""The second person's page: the words, the plan, the questions of the rules; yes, or what should change."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.desk.clear import bind, clear_draft, want_changes
from answerable.desk.forms import WordsForm
from answerable.desk.models import Clearance, Decision, DraftVersion
from answerable.desk.pages.question import find_question
from answerable.desk.preview import previews
from answerable.desk.reach import UNREACHABLE, reach_of
from answerable.desk.shown import shown
from answerable.errors import Refused
from answerable.jobs import clock


@staff(Act.CLEAR)
def clear(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Shows everything that is being agreed to, and takes the decision."""
    question = find_question(public_id)
    clearance = (
        Clearance.objects.filter(version__draft__question=question, decision=Decision.WAITING)
        .select_related("version__draft__question", "version__written_by", "asked_by")
        .first()
    )
    if clearance is None:
        messages.info(request, _("Nothing waits for clearance here."))
        return redirect("desk:question", public_id)
    form = WordsForm(request.POST or None, asked=_asked(clearance.version), note=_("Note to the author"))
    if request.method == "POST" and form.is_valid():
        try:
            _decide(request, clearance, form)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            return redirect("desk:question", public_id)
    return render(request, "desk/clear.html", _context(clearance, form), status=422 if form.errors else 200)


def _decide(request: StaffRequest, clearance: Clearance, form: WordsForm) -> None:
    note = form.cleaned_data["note"]
    if "changes" in request.POST:
        want_changes(clearance=clearance, note=note, by=request.user, at=clock.now())
        messages.success(request, _("Sent back to the author."))
        return
    try:
        cutoff = datetime.fromisoformat(request.POST.get("cutoff", ""))
    except ValueError as error:
        raise Refused(_("The page was incomplete. Open it again, then decide.")) from error
    seen = request.POST.get("seen_hash", "")
    clear_draft(
        clearance=clearance,
        seen_hash=seen,
        cutoff=cutoff,
        answered=form.words,
        note=note,
        by=request.user,
        at=clock.now(),
    )
    messages.success(request, _("Cleared. The answer is published and everyone who asked is told."))


def _asked(version: DraftVersion) -> dict[str, str]:
    asked = {one["rule_id"]: f"{one['words']} {one['because']}".strip() for one in version.questions}
    return asked | {
        one["rule_id"]: one["message"]
        for one in version.findings
        if one["severity"] == "ask" and one["rule_id"] not in asked
    }


def _context(clearance: Clearance, form: WordsForm) -> dict[str, object]:
    version = clearance.version
    cutoff = clock.now()
    _posts, askers, bound = bind(version, cutoff=cutoff)
    reach = reach_of(askers)
    warnings = [one for one in shown(version.findings, version.text) if one["severity"] == "warn"]
    return {
        "question": version.draft.question,
        "version": version,
        "clearance": clearance,
        "form": form,
        "warnings": [one | {"because": clearance.reasons.get(one["rule_id"], "")} for one in warnings],
        "previews": previews(version.draft.question, version),
        "plan": [
            {
                "channel": row.channel.name,
                "tell": row.tell_count,
                "cannot": sum(count for _reason, count in row.cannot),
                "reasons": [f"{count}: {_(UNREACHABLE[reason])}" for reason, count in row.cannot],
                "takes": row.seconds,
                "note": row.promise,
            }
            for row in reach
        ],
        "tell_count": sum(row.tell_count for row in reach),
        "seconds": max((row.seconds for row in reach), default=0.0),
        "seen_hash": bound,
        "cutoff": cutoff.isoformat(),
    }
