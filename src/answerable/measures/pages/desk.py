"""How the desk is doing: what waits, what was answered, who was told."""

from datetime import timedelta

from django.db.models import Count, Q
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.answers.models import Delivery, DeliveryState
from answerable.design.charts import lines
from answerable.jobs import clock
from answerable.measures.days import posts_by_day
from answerable.measures.received import count_received


@staff(Act.READ)
def page(request: StaffRequest) -> HttpResponseBase:
    """One page of figures."""
    now = clock.now()
    told = Delivery.objects.aggregate(
        told=Count("pk", filter=Q(state=DeliveryState.TOLD)),
        waiting=Count(
            "pk",
            filter=Q(
                state__in=[DeliveryState.PENDING, DeliveryState.CLAIMED, DeliveryState.SENDING, DeliveryState.CHECKING]
            ),
        ),
        held=Count("pk", filter=Q(state=DeliveryState.HELD)),
        not_told=Count("pk", filter=Q(state=DeliveryState.NOT_TOLD)),
    )
    days = posts_by_day(since=now - timedelta(days=13), until=now)
    labels, counts = [day.strftime("%d/%m") for day, _count in days], [float(count) for _day, count in days]
    heads = (_("Day"), _("Posts"))
    figure = lines(
        _("Posts a day"), _("One point for each of the last 14 days."), heads, labels, [(_("Posts"), counts)]
    )
    context = {"received": count_received(), "told": told, "figure": figure, "now": now}
    return render(request, "measures/desk.html", context)
