"""The first run, a question at a time: the body, the second person; channels follow."""

from django.conf import settings
from django.http import HttpResponseBase
from django.shortcuts import redirect, render

from answerable.accounts.forms import BodyForm, TwoPeopleForm
from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.models import Body
from answerable.accounts.roles import Act, Role
from answerable.accounts.set_up import change_training, name_body
from answerable.accounts.way_in import ask_to_join
from answerable.errors import Refused
from answerable.jobs import clock


@staff(Act.KEEP_PEOPLE, before_naming=True)
def name(request: StaffRequest) -> HttpResponseBase:
    """Names the body, or renames it later."""
    body = Body.objects.first()
    initial = (
        {"name": body.name, "jurisdiction": body.jurisdiction, "language": body.language, "time_zone": body.time_zone}
        if body
        else {}
    )
    form = BodyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        name_body(**form.cleaned_data, by=request.user, at=clock.now())
        return redirect("accounts:second_person" if body is None else "accounts:people")
    context = {"form": form, "first": body is None}
    return render(request, "accounts/name.html", context, status=422 if form.errors else 200)


@staff(Act.KEEP_PEOPLE)
def second_person(request: StaffRequest) -> HttpResponseBase:
    """A colleague who clears, or training mode."""
    form = TwoPeopleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if given["how"] == "training":
            change_training(training=True, by=request.user)
            return redirect("channels:first")
        roles = [Role.LISTENER, Role.AUTHOR, Role.CLEARER]
        try:
            secret = ask_to_join(email=given["email"], name=given["name"], roles=roles, by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            link = f"{settings.PUBLIC_ADDRESS}/way-in/{secret}/"
            return render(
                request, "accounts/link.html", {"link": link, "name": given["name"], "next": "channels:first"}
            )
    return render(request, "accounts/second_person.html", {"form": form}, status=422 if form.errors else 200)
