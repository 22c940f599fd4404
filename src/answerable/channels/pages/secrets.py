"""The secrets of a webhook: making one, which is shown this once, and ending the one before."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.channels.models import Channel
from answerable.channels.secrets import end_old_secret, make_secret


@require_POST
@never_cache
@staff(Act.KEEP_CHANNELS)
def change(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """One of the two buttons."""
    channel = get_object_or_404(Channel, public_id=public_id, kind="webhook")
    if request.POST.get("to") == "end":
        end_old_secret(channel=channel, by=request.user)
        messages.success(request, _("Only the newest secret is taken now."))
        return redirect("channels:channel", public_id)
    return render(
        request, "channels/secret.html", {"channel": channel, "secret": make_secret(channel=channel, by=request.user)}
    )
