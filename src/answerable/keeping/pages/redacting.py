"""Redacts a passage of what was published: first where it stands, then, once confirmed, it is gone."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.answers.models import Redaction
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.keeping.forms import RedactForm
from answerable.keeping.redact import find_passage, redact


@staff(Act.KEEP_RECORDS)
def redacting(request: StaffRequest) -> HttpResponseBase:
    """One form in two steps, and what was redacted so far."""
    asked = request.POST if request.method == "POST" else None
    form = RedactForm(asked, initial={"question": request.GET.get("question", "")})
    found = None
    if form.is_valid():
        told = form.cleaned_data
        found = find_passage(told["question"], told["passage"])
        if not found.count and not found.entries:
            form.add_error("passage", _("The passage is nowhere in what is published. Copy it from the page."))
            found = None
        elif asked and asked.get("act") == "redact":
            try:
                redact(**told, by=request.user, at=clock.now())
            except Refused as refused:
                form.add_error(None, refused.reason)
            else:
                messages.success(request, _("Redacted. The downloads are made anew within a few minutes."))
                return redirect("keeping:redacting")
    rows = Redaction.objects.select_related("question", "version", "by").order_by("-pk")[:50]
    context = {"form": form, "found": found, "rows": rows}
    return render(request, "keeping/redacting.html", context, status=422 if form.errors else 200)
