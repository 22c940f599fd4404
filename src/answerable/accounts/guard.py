"""Stands at the door of every staff page: who is there, and may they do this."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.accounts.body import body_of
from answerable.accounts.models import Person
from answerable.accounts.roles import Act

P = ParamSpec("P")
Page = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class StaffRequest(HttpRequest):
    """A request whose sender is known to work here."""

    user: Person


def staff(
    act: Act, *, before_naming: bool = False
) -> Callable[[Callable[Concatenate[StaffRequest, P], HttpResponseBase]], Page[P]]:
    """Lets a page be reached only by people who are signed in and may do `act`; others see why not.

    Until the body has a name everything leads to the page that asks for it, which alone says `before_naming`.
    The page is marked with the act it needs, so that a test can walk all addresses as every role.
    """

    def guard(page: Callable[Concatenate[StaffRequest, P], HttpResponseBase]) -> Page[P]:
        @wraps(page)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            person = request.user
            if not isinstance(person, Person) or not person.may(act):
                reason = _("Your roles do not let you do this. Ask an administrator if you should be able to.")
                around = {"reason": reason, "back_href": reverse("questions:inbox")}
                return render(request, "design/refused.html", around, status=403)
            if not before_naming and body_of(request) is None:
                return redirect("accounts:set_up")
            return page(request, *args, **kwargs)  # type: ignore[arg-type]  # the sender was just checked

        checked = login_required(guarded)
        checked.act = act  # type: ignore[attr-defined]
        return checked

    return guard
