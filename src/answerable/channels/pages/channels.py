"""All channels, one channel, opening one, and the last step of the first run."""

from django.conf import settings
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.channels.change import change_state
from answerable.channels.connect import kind_of, offered_kinds
from answerable.channels.forms import FirstForm, OpenForm, StateForm
from answerable.channels.hours import body_zone
from answerable.channels.models import MOVES, Channel, State
from answerable.channels.offers import offers, rules_of_space, title_of
from answerable.channels.practice import open_first_channels
from answerable.channels.secrets import secret_count
from answerable.channels.set_up import set_up_channel
from answerable.channels.tell_keeper import SOON
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
    """Sets a channel of one kind up: its sign-in is tried, nothing is opened yet."""
    if kind not in {one.name for one in offered_kinds()}:
        raise Http404
    form = OpenForm(request.POST or None, kind=KINDS[kind], offered=request.GET)
    if request.method == "POST" and form.is_valid():
        asked = {name: form.cleaned_data[name] for name in ("name", "objective", "promised_days")}
        try:
            channel = set_up_channel(
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
        "connection": one.connections.order_by("-made_at", "-pk").first(),
        "signature": one.signatures.select_related("signed_by").order_by("-signed_at", "-pk").first(),
        "soon": clock.now() + SOON,
        "zone": body_zone(),
        "hook": settings.PUBLIC_ADDRESS + reverse("listening:hook", args=[public_id]) if one.kind == "webhook" else "",
        "secret_count": secret_count(one) if one.kind == "webhook" else 0,
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
