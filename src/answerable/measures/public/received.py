"""What became of everything people asked, for anyone to read."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from answerable.answers.fates import fate_words
from answerable.answers.models import Audited
from answerable.design.charts import bars
from answerable.measures.received import count_received


def page(request: HttpRequest) -> HttpResponseBase:
    """The counts by outcome and reason, and their sum; what last night's audit says of those whom an answer is for."""
    received = count_received()
    title = _("What became of what people asked")
    rows = [(line.label, line.count) for line in received.lines]
    figure = (
        bars(title, _("One bar for each outcome."), (_("Outcome"), _("Posts")), rows) if received.received else None
    )
    audited = Audited.objects.order_by("-on").first()
    context = {
        "received": received,
        "figure": figure,
        "audited": audited,
        "fates": [(fate_words(fate), count) for fate, count in audited.fates] if audited else [],
    }
    return render(request, "measures/received.html", context)
