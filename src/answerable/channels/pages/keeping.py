"""Keeping one channel: its rules sheet and who signed it, its sign-in, its quiet hours, and its opening."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.channels.connect import kind_of
from answerable.channels.forms import ConnectForm, QuietForm, SignForm
from answerable.channels.limits import sheet_hash_of
from answerable.channels.models import Channel, State
from answerable.channels.quiet import set_quiet_hours
from answerable.channels.set_up import connect_again, discard_set_up, open_set_up
from answerable.channels.sheet import sheet_of
from answerable.channels.sign import sign_sheet
from answerable.errors import Refused
from answerable.jobs import clock


@staff(Act.READ)
def rules(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """The rules sheet, for reading, printing and signing."""
    one = _one(public_id)
    stands = sheet_hash_of(one.kind, one.limits, one.settings)
    may_sign = request.user.may(Act.KEEP_CHANNELS) and one.state != State.CLOSED
    form = SignForm(request.POST or None, initial={"seen_hash": stands}) if may_sign else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            sign_sheet(channel=one, seen_hash=form.cleaned_data["seen_hash"], by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Signed. Thank you for reading it."))
            return redirect("channels:channel", public_id)
    signatures = one.signatures.select_related("signed_by").order_by("-signed_at", "-pk")
    context = {
        "channel": one,
        "kind": kind_of(one),
        "lines": sheet_of(one),
        "form": form,
        "signatures": signatures,
        "is_signed": any(signed.sheet_hash == stands for signed in signatures[:1]),
    }
    return render(request, "channels/rules.html", context, status=422 if form and form.errors else 200)


@sensitive_post_parameters()
@staff(Act.KEEP_CHANNELS)
def connect(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """New credentials or settings, which count once a call has proven them."""
    one = _one(public_id)
    form = ConnectForm(request.POST or None, kind=kind_of(one), kept=one.settings)
    if request.method == "POST" and form.is_valid():
        try:
            account = connect_again(channel=one, given=form.given, by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("Connected as %(account)s.") % {"account": account.name})
            return redirect("channels:channel", public_id)
    context = {"channel": one, "kind": kind_of(one), "form": form}
    return render(request, "channels/connect.html", context, status=422 if form.errors else 200)


@staff(Act.KEEP_CHANNELS)
def quiet(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """The hours in which nothing is sent."""
    one = _one(public_id)
    kept = {"quiet_from": one.quiet_from, "quiet_until": one.quiet_until}
    form = QuietForm(request.POST if request.method == "POST" else None, initial=kept)
    if request.method == "POST" and form.is_valid():
        begins, ends = form.cleaned_data["quiet_from"], form.cleaned_data["quiet_until"]
        try:
            set_quiet_hours(channel=one, begins=begins, ends=ends, by=request.user)
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            return redirect("channels:channel", public_id)
    return render(request, "channels/quiet.html", {"channel": one, "form": form}, status=422 if form.errors else 200)


@require_POST
@staff(Act.KEEP_CHANNELS)
def open_now(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Opens what was set up."""
    open_set_up(channel=_one(public_id), by=request.user, at=clock.now())
    messages.success(request, _("The channel is open."))
    return redirect("channels:channel", public_id)


@require_POST
@staff(Act.KEEP_CHANNELS)
def discard(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Takes back what was set up."""
    discard_set_up(channel=_one(public_id), by=request.user)
    messages.success(request, _("It is taken back, and its credentials are gone."))
    return redirect("channels:channels")


def _one(public_id: str) -> Channel:
    return get_object_or_404(Channel, public_id=public_id)
