"""The programs that may use the HTTP interface: letting one in, its token shown once, and withdrawing it."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.let_program_in import LONGEST_NAME, let_program_in, withdraw_program
from answerable.accounts.models import Program
from answerable.accounts.roles import Act
from answerable.errors import Refused
from answerable.jobs import clock


class ProgramForm(forms.Form):
    """What the program is called."""

    name = forms.CharField(
        label=gettext_lazy("Name of the program"),
        help_text=gettext_lazy("Such as: the website's editor. One token for each program."),
        max_length=LONGEST_NAME,
    )


@never_cache
@staff(Act.KEEP_PEOPLE)
def programs(request: StaffRequest) -> HttpResponseBase:
    """All of them, and the form for another one; sent, its token, this once."""
    form = ProgramForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            token = let_program_in(name=form.cleaned_data["name"], by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error("name", refused.reason)
        else:
            return render(request, "accounts/token.html", {"token": token, "name": form.cleaned_data["name"]})
    context = {"form": form, "programs": Program.objects.select_related("made_by", "withdrawn_by")}
    return render(request, "accounts/programs.html", context, status=422 if form.errors else 200)


@staff(Act.KEEP_PEOPLE)
@require_POST
def withdraw(request: StaffRequest, pk: int) -> HttpResponseBase:
    """Ends one program's access."""
    program = get_object_or_404(Program, pk=pk)
    withdraw_program(program=program, by=request.user, at=clock.now())
    messages.success(request, _("The token of “%(name)s” opens nothing any more.") % {"name": program.name})
    return redirect("accounts:programs")
