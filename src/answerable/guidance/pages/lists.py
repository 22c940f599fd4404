"""The page on which an administrator keeps the body's own lists."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.guidance.models import OwnList
from answerable.guidance.own_lists import LISTS, keep_lists


class ListsForm(forms.Form):
    """One box for each list, one entry a line."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint) in LISTS.items():
            box = forms.Textarea({"rows": 3})
            self.fields[name] = forms.CharField(
                label=label, help_text=str(hint), required=False, widget=box, max_length=20_000
            )


@staff(Act.KEEP_PEOPLE)
def lists(request: StaffRequest) -> HttpResponseBase:
    """Shows and replaces the lists."""
    kept = {row.name: "\n".join(row.entries) for row in OwnList.objects.all()}
    form = ListsForm(request.POST or None, initial=kept)
    if request.method == "POST" and form.is_valid():
        keep_lists(lists=form.cleaned_data, by=request.user)
        messages.success(request, _("The lists are kept. Drafts are checked against them from now on."))
        return redirect("guidance:lists")
    return render(request, "guidance/lists.html", {"form": form}, status=422 if form.errors else 200)
