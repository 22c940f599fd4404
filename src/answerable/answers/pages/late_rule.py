"""The page on which the body says which late askers are told without a person looking at each."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.answers.late_rule import MOST_DAYS, set_late_rule
from answerable.answers.models import LateRule
from answerable.jobs import clock


class LateRuleForm(forms.Form):
    """The closed list, and for how long an answer is told like that."""

    which = forms.ChoiceField(
        label=gettext_lazy("Who is told at once?"), choices=LateRule.Which.choices, widget=forms.RadioSelect
    )
    days = forms.IntegerField(
        label=gettext_lazy("For how many days"),
        help_text=gettext_lazy("Counted from the day on which the newest version of the answer was published."),
        min_value=1,
        max_value=MOST_DAYS,
    )


@staff(Act.CLEAR)
def late_rule(request: StaffRequest) -> HttpResponseBase:
    """Shows and sets the rule."""
    kept = LateRule.objects.select_related("set_by").first()
    start = {"which": kept.which if kept else LateRule.Which.NOBODY, "days": kept.days if kept else 30}
    form = LateRuleForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        set_late_rule(**form.cleaned_data, by=request.user, at=clock.now())
        messages.success(request, _("The rule is kept. It holds from the next minute on."))
        return redirect("answers:tellings")
    return render(request, "answers/late_rule.html", {"form": form, "kept": kept}, status=422 if form.errors else 200)
