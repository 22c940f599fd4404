"""What the switches ask of people at the desk: the notice on each channel, and where a question belongs."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.channels.models import Channel
from answerable.desk.area import set_area
from answerable.desk.models import NoticeUp
from answerable.desk.pages.question import find_question
from answerable.desk.put_up_notice import needing_notice, put_up_notice, take_down_notice
from answerable.guidance.models import Switch
from answerable.guidance.switch_kinds import ELECTION
from answerable.guidance.switches_shown import shown, shown_to_anyone
from answerable.jobs import clock


@staff(Act.READ)
def notices(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Which channels carry the notice of a period; its keeper says so here."""
    switch = get_object_or_404(Switch, public_id=public_id, kind=ELECTION, confirmed_at__isnull=False)
    if request.method == "POST":
        channel = get_object_or_404(Channel, public_id=request.POST.get("channel", ""))
        if request.POST.get("to") == "down":
            take_down_notice(channel=channel, switch=switch, by=request.user)
        else:
            put_up_notice(channel=channel, switch=switch, by=request.user, at=clock.now())
            messages.success(request, _("Noted: “%(name)s” carries the notice.") % {"name": channel.name})
        return redirect("desk:notices", public_id)
    up = {one.channel_id: one for one in NoticeUp.objects.filter(switch=switch).select_related("by")}
    told = shown_to_anyone(switch)
    context = {
        "switch": shown(switch),
        "public_id": public_id,
        "rows": [(channel, up.get(channel.pk), _may(request, channel)) for channel in needing_notice()],
        "words": f"{told.title}. {told.words} {told.until}",
    }
    return render(request, "desk/notices.html", context)


def _may(request: StaffRequest, channel: Channel) -> bool:
    return channel.keeper_id == request.user.pk or request.user.may(Act.SWITCH)


@staff(Act.TRIAGE)
@require_POST
def area(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Says which place a question is about."""
    set_area(question=find_question(public_id), area=request.POST.get("area", ""), by=request.user, at=clock.now())
    messages.success(request, _("Noted. The question is judged accordingly."))
    return redirect("desk:question", public_id)
