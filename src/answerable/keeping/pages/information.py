"""Exports that answer requests for information: asked for, made in the background, taken away as a file."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.keeping.export_information import ask_export, path_of
from answerable.keeping.forms import InformationForm
from answerable.keeping.models import ExportState, InformationExport


@staff(Act.KEEP_RECORDS)
def exports(request: StaffRequest) -> HttpResponseBase:
    """The form, and those that were asked for, the newest first."""
    form = InformationForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_export(**form.cleaned_data, by=request.user, at=clock.now())
        except Refused as refused:
            form.add_error("until_on", refused.reason)
        else:
            messages.success(request, _("It is being made. This page shows how far it is."))
            return redirect("keeping:exports")
    rows = InformationExport.objects.select_related("topic", "asked_by").order_by("-pk")[:50]
    context = {"form": form, "rows": rows}
    return render(request, "keeping/exports.html", context, status=422 if form.errors else 200)


@staff(Act.KEEP_RECORDS)
def download(request: StaffRequest, public_id: str) -> HttpResponseBase:  # noqa: ARG001  every page takes it
    """The file, sent a block at a time."""
    export = get_object_or_404(InformationExport, public_id=public_id, state=ExportState.READY)
    try:
        file = path_of(export).open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return FileResponse(file, as_attachment=True, filename=f"{public_id}.zip", content_type="application/zip")
