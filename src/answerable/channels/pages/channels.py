"""All channels, one channel, opening one, and the last step of the first run."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.channels.change import change_state
from answerable.channels.connect import kind_of
from answerable.channels.forms import FirstForm, OpenForm, StateForm
from answerable.channels.limits import limits_of
from answerable.channels.models import MOVES, Channel, State
from answerable.channels.offers import offers, rules_of_space, title_of
from answerable.channels.open import open_channel
from answerable.channels.practice import open_first_channels
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.networks.kinds import KINDS


@staff(Act.KEEP_CHANNELS)
def first(request: StaffRequest) -> HttpResponseBase:
    """Step 3 of the first run: where to begin listening."""
    form = FirstForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = form.cleaned_data["practise_as"]
        try:
            open_first_channels(
                practise_as=account,
                folder=settings.PRACTICE,
                by_hand=form.cleaned_data["by_hand"],
                by=request.user,
                at=clock.now(),
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            return redirect("questions:inbox")
    return render(request, "channels/first.html", {"form": form}, status=422 if form.errors else 200)


@staff(Act.READ)
def channels(request: StaffRequest) -> HttpResponseBase:
    """Where we are present."""
    rows = [(channel, title_of(channel)) for channel in Channel.objects.select_related("keeper", "answers_through")]
    return render(
        request,
        "channels/channels.html",
        {"rows": rows, "offers": offers(), "may_open": request.user.may(Act.KEEP_CHANNELS)},
    )


@staff(Act.KEEP_CHANNELS)
def open_one(request: StaffRequest, kind: str) -> HttpResponseBase:
    """Opens a channel of one kind."""
    if kind not in KINDS:
        raise Http404
    form = OpenForm(request.POST or None, kind=KINDS[kind], offered=request.GET)
    if request.method == "POST" and form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("name", "objective", "promised_days", "rules_read")}
        try:
            channel = open_channel(
                kind=kind,
                given=form.given,
                answers_through=form.cleaned_data.get("answers_through"),
                by=request.user,
                at=clock.now(),
                **asked,
            )
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            messages.success(request, _("The channel is open."))
            return redirect("channels:channel", channel.public_id)
    context = {"form": form, "kind": KINDS[kind], "rules": rules_of_space(kind, request.GET)}
    return render(request, "channels/open.html", context, status=422 if form.errors else 200)


@staff(Act.READ)
def channel(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """One channel: what it is for, its limits, its state."""
    one = get_object_or_404(Channel.objects.select_related("keeper", "answers_through"), public_id=public_id)
    context = {
        "channel": one,
        "kind": kind_of(one),
        "title": title_of(one),
        "rules": rules_of_space(one.kind, one.settings),
        "limits": limits_of(one),
        "moves": [to for to in State if to in MOVES[one.state]],
        "may_keep": request.user.may(Act.KEEP_CHANNELS),
    }
    return render(request, "channels/channel.html", context)


@staff(Act.KEEP_CHANNELS)
def change(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Pauses, opens again or closes, after a page that asks why."""
    one = get_object_or_404(Channel, public_id=public_id)
    to = request.POST.get("to") or request.GET.get("to", "")
    if to not in State.values:
        raise Http404
    form = StateForm(request.POST or None, initial={"to": to})
    if request.method == "POST" and form.is_valid():
        try:
            change_state(channel=one, to=to, reason=form.cleaned_data["reason"], by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error(None, refused.reason)
        else:
            return redirect("channels:channel", public_id)
    return render(
        request,
        "channels/change.html",
        {"form": form, "channel": one, "to": State(to)},
        status=422 if form.errors else 200,
    )
