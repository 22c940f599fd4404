"""The page behind a link that lets a person in."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render

from answerable.accounts.enter import enter
from answerable.accounts.forms import EnterForm
from answerable.accounts.way_in import find_way_in
from answerable.errors import Refused
from answerable.jobs import clock

BACKEND = "answerable.accounts.backend.SignedIn"


def page(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Asks for a name and a password, makes the account, signs the person in."""
    way_in = find_way_in(secret, at=clock.now())
    form = EnterForm(request.POST or None, asked=bool(way_in.email), initial={"name": way_in.name})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            person = enter(
                secret=secret,
                email=given.get("email", ""),
                name=given["name"],
                password=given["password"],
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            login(request, person, backend=BACKEND)
            return redirect("questions:inbox")
    return render(request, "accounts/enter.html", {"form": form, "way_in": way_in}, status=422 if form.errors else 200)
