"""Publishing at once, alone; and the second looks that are owed for it."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.desk.break_glass import break_glass, look_again
from answerable.desk.clear import bind
from answerable.desk.forms import LookForm, NoteForm
from answerable.desk.looks import looks_owed
from answerable.desk.models import Clearance, Decision, SecondLook
from answerable.desk.pages.question import find_question
from answerable.desk.preview import previews
from answerable.errors import Refused
from answerable.jobs import clock


@staff(Act.BREAK_GLASS)
def at_once(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Shows what would go out and takes the reason."""
    question = find_question(public_id)
    waiting = Clearance.objects.filter(version__draft__question=question, decision=Decision.WAITING)
    clearance = waiting.select_related("version__draft__question", "version__written_by").first()
    if clearance is None:
        raise Refused(_("Only a draft that waits for clearance is published at once. Hand it in first."))
    form = NoteForm(request.POST or None)
    form.fields["note"].label = _("Why can it not wait for the others?")
    if request.method == "POST" and form.is_valid():
        try:
            cutoff = datetime.fromisoformat(request.POST.get("cutoff", ""))
            seen, reason = request.POST.get("seen_hash", ""), form.cleaned_data["note"]
            given = {"seen_hash": seen, "reason": reason, "by": request.user, "at": clock.now()}
            break_glass(clearance=clearance, cutoff=cutoff, **given)
        except ValueError:
            form.add_error(None, _("This page is out of date. Open it again, then decide."))
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("It is published at once. Another person takes a second look within 24 hours."))
            return redirect("desk:question", public_id)
    cutoff = clock.now()
    _posts, askers, bound = bind(clearance.version, cutoff=cutoff)
    context = {
        "question": question,
        "version": clearance.version,
        "previews": previews(question, clearance.version),
        "asker_count": len(askers),
        "seen_hash": bound,
        "cutoff": cutoff.isoformat(),
        "form": form,
    }
    return render(request, "desk/at_once.html", context, status=422 if form.errors else 200)


@staff(Act.READ)
def looks(request: StaffRequest) -> HttpResponseBase:
    """All second looks that are owed, and what was found wrong and is not mended."""
    return render(request, "desk/looks.html", {"looks": looks_owed(), "now": clock.now()})


@staff(Act.CLEAR)
def look(request: StaffRequest, number: int) -> HttpResponseBase:
    """One second look."""
    rows = SecondLook.objects.select_related("clearance__version__draft__question", "clearance__decided_by", "by")
    one = get_object_or_404(rows, pk=number)
    form = LookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            look_again(look=one, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Kept. Thank you."))
            return redirect("desk:looks")
    context = {"look": one, "version": one.clearance.version, "form": form}
    return render(request, "desk/look.html", context, status=422 if form.errors else 200)
