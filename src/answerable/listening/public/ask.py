"""The page where anyone asks: no account, no cookie, no script."""

import ipaddress

from django.core import signing
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from answerable.channels.models import Channel, State
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.listening.ask import Asked, ask, new_form_key
from answerable.listening.forms import AskForm

SALT = "answerable.listening.ask"
FORM_LASTS_SECONDS = 24 * 3600


# The form carries no authority of a signed-in person that another site could borrow, and a cookie must not be needed.
# Its signed key stands in: only a form that we gave out is taken.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, public_id: str = "") -> HttpResponse:
    """The form; sent, the reference and the private link."""
    channel = channel_of(public_id)
    if channel is None:
        return render(request, "listening/ask_closed.html", {})
    form = AskForm(request.POST if request.method == "POST" else None, initial={"key": _fresh_key()})
    if request.method == "POST" and form.is_valid():
        asked = _sent(request, form, channel)
        if asked is not None:
            return _thanks(request, asked)
    if form.is_bound:
        _make_sendable(form)
    context = {"form": form, "channel": channel, "first_know": channel.settings.get("notice", "")}
    return render(request, "listening/ask.html", context, status=422 if form.errors else 200)


def channel_of(public_id: str) -> Channel | None:
    """The one in the address, or the first of our own pages that is open."""
    pages = Channel.objects.filter(kind="web", state=State.OPEN).order_by("opened_at", "pk")
    return get_object_or_404(pages, public_id=public_id) if public_id else pages.first()


def _sent(request: HttpRequest, form: AskForm, channel: Channel) -> Asked | None:
    given = form.cleaned_data
    key = read_key(given["key"])
    if key is None:
        form.add_error(None, _("This page was open for very long. Your question is still here: please send it again."))
        return None
    if given["website"]:
        form.add_error(None, _("This was filled in like a program does it. Please send it again."))
        return None
    try:
        return ask(
            channel=channel,
            text=given["text"],
            name=given["name"],
            at=clock.now(),
            form_key=key,
            address=address_of(request),
        )
    except Refused as refused:
        form.add_error("text", refused.reason)
        return None


def _make_sendable(form: AskForm) -> None:
    """What was wrong and cannot be seen is put right, so that sending again works."""
    again = QueryDict(mutable=True)
    again.update(form.data)
    again["website"] = ""
    if read_key(again.get("key", "")) is None:
        again["key"] = _fresh_key()
    form.data = again


def _thanks(request: HttpRequest, asked: Asked) -> HttpResponse:
    """The secret is in the page only: not in its address, so not in a log or a history."""
    response = render(request, "listening/asked.html", {"asked": asked})
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _fresh_key() -> str:
    return signing.TimestampSigner(salt=SALT).sign(new_form_key())


def read_key(signed: str) -> str | None:
    """The random key that a form of ours carries; None for one that we did not give out, or too long ago."""
    try:
        return signing.TimestampSigner(salt=SALT).unsign(signed, max_age=FORM_LASTS_SECONDS)
    except signing.BadSignature:
        return None


def address_of(request: HttpRequest) -> str:
    """Where the request came from; behind one's own proxy, what that proxy added last: anyone can write the rest."""
    nearest = str(request.META.get("REMOTE_ADDR", ""))
    passed_on = request.headers.get("X-Forwarded-For", "").split(",")[-1].strip()
    return passed_on if passed_on and _is_near(nearest) else nearest


def _is_near(address: str) -> bool:
    try:
        return ipaddress.ip_address(address).is_private
    except ValueError:
        return True
