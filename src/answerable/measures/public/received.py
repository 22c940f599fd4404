"""What became of everything people asked, for anyone to read."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from answerable.design.charts import bars
from answerable.measures.received import count_received


def page(request: HttpRequest) -> HttpResponseBase:
    """The counts by outcome and reason, and their sum."""
    received = count_received()
    title = _("What became of what people asked")
    rows = [(line.label, line.count) for line in received.lines]
    figure = (
        bars(title, _("One bar for each outcome."), (_("Outcome"), _("Posts")), rows) if received.received else None
    )
    return render(request, "measures/received.html", {"received": received, "figure": figure})
