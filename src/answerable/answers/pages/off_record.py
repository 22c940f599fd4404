"""The page of what our own accounts say and the record does not: each settled by a person with a reason."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.answers.off_record import Monitored, OffRecord, Reason
from answerable.answers.settle_off_record import MOST_NOTE, REASONS, settle_off_record, words_to_enter
from answerable.design.pagination import numbered
from answerable.errors import Refused
from answerable.jobs import clock

PAGE = 20


class SettleForm(forms.Form):
    """The closed list for one kind of fault, and a note."""

    reason = forms.ChoiceField(label=gettext_lazy("What was the matter?"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=gettext_lazy("Note (for colleagues)"),
        help_text=gettext_lazy("Needed where it was something else."),
        required=False,
        max_length=MOST_NOTE,
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def __init__(self, *args: object, fault: str, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # Django's own
        choices = [(reason.value, reason.label) for reason in REASONS[fault]]
        self.fields["reason"].choices = choices  # type: ignore[attr-defined]


@staff(Act.READ)
def off_record(request: StaffRequest) -> HttpResponseBase:
    """What is open, alarms first, and what was settled lately."""
    found = OffRecord.objects.select_related("post__channel", "settled_by")
    leaf = Paginator(found.filter(settled_at=None).order_by("-fault", "found_at", "pk"), PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "open": leaf,
        "pages": numbered(request.GET, leaf.number, leaf.paginator.num_pages),
        "settled": [(one, _reason(one)) for one in found.exclude(settled_at=None).order_by("-settled_at")[:PAGE]],
        "monitored": Monitored.objects.select_related("channel").order_by("channel__name"),
        "may_tell": request.user.may(Act.TELL),
    }
    return render(request, "answers/off_record.html", context)


def _reason(found: OffRecord) -> str:
    return str(Reason(found.reason).label) if found.reason else _("It agrees with the record again")


@staff(Act.TELL)
def settle(request: StaffRequest, pk: int) -> HttpResponseBase:
    """Settles one finding."""
    found = get_object_or_404(OffRecord.objects.select_related("post__channel"), pk=pk)
    form = SettleForm(request.POST or None, fault=found.fault)
    if request.method == "POST" and form.is_valid():
        try:
            settle_off_record(found=found, by=request.user, at=clock.now(), **form.cleaned_data)
        except Refused as refused:
            form.add_error("reason", refused.reason)
        else:
            messages.success(request, _("It is settled, and kept with its reason."))
            return redirect("answers:off_record")
    context = {"found": found, "form": form, "words": words_to_enter(found)}
    return render(request, "answers/settle_off_record.html", context, status=422 if form.errors else 200)
