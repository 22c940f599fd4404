"""What the switches hold, read again and let go on by a second person; and what had waited for one that is over."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.models import Body
from answerable.accounts.roles import Act
from answerable.answers.catch_up import catch_up
from answerable.answers.held import held_clearances
from answerable.desk.area import is_in_period
from answerable.desk.clear import wrote
from answerable.desk.models import Clearance
from answerable.desk.preview import previews
from answerable.desk.read_again import MOST_SAID, judged_under, read_again
from answerable.desk.shown import shown as findings_shown
from answerable.errors import Refused
from answerable.guidance.in_force import rules_in_force
from answerable.guidance.switch_kinds import KINDS
from answerable.guidance.switches_shown import shown
from answerable.jobs import clock


class ReadAgainForm(forms.Form):
    """Why it may go on now."""

    is_service = forms.BooleanField(
        label=gettext_lazy("This is essential, factual service information"), required=False
    )
    said = forms.CharField(
        label=gettext_lazy("Why it may go on now, in a few words"),
        max_length=MOST_SAID,
        widget=forms.Textarea({"rows": 2}),
    )


@staff(Act.READ)
def held(request: StaffRequest) -> HttpResponseBase:
    """The list."""
    now = clock.now()
    holding = held_clearances(at=now)
    found = Clearance.objects.filter(pk__in=holding).select_related("version__draft__question").order_by("decided_at")
    context = {
        "rows": [(one, [shown(switch) for switch in holding[one.pk]]) for one in found],
        "over": [(shown(one.switch), one.versions, one.questions) for one in catch_up(at=now)],
    }
    return render(request, "answers/held.html", context)


@staff(Act.CLEAR)
def one(request: StaffRequest, pk: int) -> HttpResponseBase:
    """One held answer with what the rules say of it now, and the second person's yes."""
    now = clock.now()
    clearance = get_object_or_404(Clearance.objects.select_related("version__draft__question"), pk=pk)
    holding = held_clearances(at=now).get(pk, [])
    if not holding:
        messages.info(request, _("Nothing holds this any more."))
        return redirect("answers:held")
    question = clearance.version.draft.question
    form = ReadAgainForm(request.POST or None)
    if not is_in_period(question, at=now):
        del form.fields["is_service"]
    if request.method == "POST" and form.is_valid() and _is_read(request, clearance, form):
        return redirect("answers:held")
    served = bool(form.is_bound and form.data.get("is_service"))
    judged = judged_under(clearance.version, is_service=served, at=now)
    context = {
        "question": question,
        "version": clearance.version,
        "held_by": [shown(switch) for switch in holding],
        "only_waits": any(KINDS[switch.kind].by_words for switch in holding),
        "wrote": not Body.objects.get().training and wrote(clearance.version, request.user),
        "findings": findings_shown(judged.findings, clearance.version.text, rules_in_force(Body.objects.get())),
        "asked": judged.questions,
        "previews": previews(question, clearance.version),
        "form": form,
    }
    return render(request, "answers/held_one.html", context, status=422 if form.errors else 200)


def _is_read(request: StaffRequest, clearance: Clearance, form: ReadAgainForm) -> bool:
    given = form.cleaned_data
    try:
        read_again(
            clearance=clearance,
            is_service=bool(given.get("is_service")),
            said=given["said"],
            by=request.user,
            at=clock.now(),
        )
    except Refused as refused:
        form.add_error(None, refused.reason)
        return False
    messages.success(request, _("It goes on."))
    return True
