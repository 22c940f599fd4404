"""What a switch says of a draft: it may only be cleared on a certain route, because; and when that is over."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from answerable.desk.models import Clearance, Decision, Draft, RouteNeed
from answerable.desk.routes import Route
from answerable.desk.void import void_clearance


def need_route(*, draft: Draft, route: Route, why: str, at: datetime) -> None:
    """From now on the draft may only be cleared on this route; `why` is the sentence that its people read.

    What switches call, within their own transaction or alone. A clearance that waits without it goes back to the
    author; one that was given and not used is void when it is about to be published. The same need twice is one.
    """
    with transaction.atomic():
        draft = Draft.objects.select_for_update().get(pk=draft.pk)
        RouteNeed.objects.get_or_create(draft=draft, route=route, ended_at=None, defaults={"why": why[:500], "at": at})
        waiting = Clearance.objects.filter(version__draft=draft, decision=Decision.WAITING)
        for clearance in waiting.exclude(routes__overlap=[route, Route.CRISIS]):
            void_clearance(clearance=clearance, why=_("%(why)s Hand it in again.") % {"why": why}, at=at)


def end_need(*, draft: Draft, route: Route, at: datetime) -> None:
    """The reason is gone: the draft may go its own way again."""
    RouteNeed.objects.filter(draft=draft, route=route, ended_at=None).update(ended_at=at)
