"""Which accounts are the body's own: a list for programs, and a page where anyone finds out whether one is."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from answerable.accounts.body import body_of
from answerable.channels.official import OfficialAccount, official_accounts, own_host
from answerable.pure.text.genuine import LONGEST, judge

FRESH_SECONDS = 300


@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """The list, and what we can say about the account or link in `account`."""
    listed = official_accounts()
    # PostgreSQL is not asked about it, and it is kept nowhere.
    given = request.GET.get("account", "").strip()[:LONGEST]
    body = body_of(request)
    own = [one.account for one in listed]
    found = judge(given, own, own_host=own_host(), body_name=body.name if body else "") if given else None
    context = {"accounts": listed, "given": given, "found": found}
    return render(request, "channels/accounts.html", context)


@require_safe
def well_known(request: HttpRequest) -> HttpResponseBase:
    """The list for programs; who finds an account that is not in it has not found ours."""
    body = body_of(request)
    told = {
        "version": 1,
        "body": {"name": body.name if body else "Answerable", "url": settings.PUBLIC_ADDRESS},
        "check": f"{settings.PUBLIC_ADDRESS}{reverse('channels:accounts')}?account=",
        "accounts": [_told(one) for one in official_accounts()],
    }
    response = JsonResponse(told)
    response["Cache-Control"] = f"public, max-age={FRESH_SECONDS}"
    response["Access-Control-Allow-Origin"] = "*"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _told(one: OfficialAccount) -> dict[str, object]:
    return {
        "network": one.account.network,
        "account": one.account.name,
        "server": one.account.host,
        "url": one.account.url,
        "state": one.state,
        "purpose": one.purpose,
        "since": one.opened_on.isoformat(),
        "until": one.closed_on.isoformat() if one.closed_on else None,
    }
