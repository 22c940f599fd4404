"""Who works here: asking people to join, changing roles, letting go; and one's own account."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.accounts.forms import JoinForm, RolesForm
from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.keep import change_roles, let_go
from answerable.accounts.models import Person, WayIn
from answerable.accounts.roles import MAY, Act, Role
from answerable.accounts.set_up import change_training
from answerable.accounts.way_in import ask_to_join
from answerable.errors import Refused
from answerable.jobs import clock


@staff(Act.KEEP_PEOPLE)
def people(request: StaffRequest) -> HttpResponseBase:
    """Everyone who works here, who was asked to join, and what each role may do."""
    context = {
        "people": Person.objects.filter(is_active=True).order_by("name"),
        "asked": WayIn.objects.filter(used_at=None, ends_at__gt=clock.now()).exclude(email="").order_by("name"),
        "table": [(str(role.label), [act.value for act in Act if role in MAY[act]]) for role in Role],
    }
    return render(request, "accounts/people.html", context)


@staff(Act.KEEP_PEOPLE)
def join(request: StaffRequest) -> HttpResponseBase:
    """Asks one person to join and shows the link once."""
    form = JoinForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            secret = ask_to_join(**form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            link = f"{settings.PUBLIC_ADDRESS}/way-in/{secret}/"
            return render(
                request,
                "accounts/link.html",
                {"link": link, "name": form.cleaned_data["name"], "next": "accounts:people"},
            )
    return render(request, "accounts/join.html", {"form": form}, status=422 if form.errors else 200)


@staff(Act.KEEP_PEOPLE)
def roles(request: StaffRequest, key: str) -> HttpResponseBase:
    """What one person may do."""
    person = get_object_or_404(Person, key=key, is_active=True)
    form = RolesForm(request.POST or None, initial={"roles": person.roles})
    if request.method == "POST" and form.is_valid():
        try:
            change_roles(person=person, roles=form.cleaned_data["roles"], by=request.user)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The roles of %(name)s are changed.") % {"name": person.name})
            return redirect("accounts:people")
    return render(request, "accounts/roles.html", {"form": form, "one": person}, status=422 if form.errors else 200)


@staff(Act.KEEP_PEOPLE)
def leave(request: StaffRequest, key: str) -> HttpResponseBase:
    """Ends one person's access, after a page that asks."""
    person = get_object_or_404(Person, key=key, is_active=True)
    if request.method == "POST":
        let_go(person=person, by=request.user, at=clock.now())
        messages.success(request, _("%(name)s can no longer sign in.") % {"name": person.name})
        return redirect("accounts:people")
    return render(request, "accounts/leave.html", {"one": person})


@staff(Act.KEEP_PEOPLE)
@require_POST
def training(request: StaffRequest) -> HttpResponseBase:
    """Turns training mode on or off."""
    change_training(training=request.POST.get("training") == "on", by=request.user)
    return redirect("accounts:people")


@staff(Act.READ)
def mine(request: StaffRequest) -> HttpResponseBase:
    """One's own account."""
    return render(request, "accounts/mine.html", {})
