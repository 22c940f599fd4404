"""For anyone: whether what our own accounts say in public is on the record, and how to compare it oneself."""

from django.conf import settings
from django.db.models import Count
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from answerable.answers.off_record import Fault, Monitored, OffRecord, Reason
from answerable.channels.models import State
from answerable.channels.official import official_accounts
from answerable.networks.mastodon.kind import KIND as MASTODON
from answerable.pure.text.genuine import Official


@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """Counts only: what was found is public where it was posted, and who settled it is nobody's business."""
    by_fate = OffRecord.objects.values_list("fault", "reason").annotate(count=Count("pk")).order_by("-fault", "reason")
    still_open, settled = by_fate.filter(settled_at=None), by_fate.filter(settled_by__isnull=False)
    rows = [
        (str(Fault(fault).label), str(Reason(reason).label) if reason else _("Open"), count)
        for fault, reason, count in (*still_open, *settled)
    ]
    monitored = (
        Monitored.objects.exclude(channel__state=State.CLOSED).select_related("channel").order_by("channel__name")
    )
    alarm_count = OffRecord.objects.filter(fault=Fault.NO_ENTRY, settled_at=None).count()
    accounts = [one.account for one in official_accounts() if one.account.is_open]
    context = {
        "monitored": monitored,
        "rows": rows,
        "alarm_count": alarm_count,
        "command": f"answerable monitor --record {settings.PUBLIC_ADDRESS}/record/ --account",
        "accounts": [name for name in map(_as_written, accounts) if name],
    }
    return render(request, "answers/compared.html", context)


def _as_written(account: Official) -> str:
    """The account as the command takes it; empty for networks that nobody reads without signing in."""
    if account.url.startswith("https://bsky.app/"):
        return f"bluesky:{account.name}"
    return account.url if account.network == MASTODON.title else ""
