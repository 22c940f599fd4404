"""Bringing in a file: upload it, say what its columns mean, watch it being read, see what was rejected."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.http import HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.design.refresh import fragment
from answerable.errors import Refused
from answerable.jobs import clock
from answerable.listening.bring_in import choose_columns, how_it_was_read, keep_file
from answerable.listening.file_shape import Look, look_at
from answerable.listening.forms import ColumnsForm, FileForm
from answerable.listening.models import FileImport, ImportState, RejectedLine
from answerable.listening.read_file import MOST_REJECTS
from answerable.pure.text.personal_data import mask

TONES = {
    ImportState.UPLOADED: "open",
    ImportState.WAITING: "started",
    ImportState.READING: "half",
    ImportState.DONE: "done",
    ImportState.FAILED: "trouble",
}
RECENT = 20
SHOWN_REJECTS = 50
SHOWN_VALUE = 120


@staff(Act.BRING_IN)
def bring_in(request: StaffRequest) -> HttpResponseBase:
    """Takes a file; below, the files of late."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            upload = given["file"]
            kept = keep_file(
                channel=given["channel"], file=upload, name=upload.name, person=request.user, at=clock.now()
            )
        except Refused as refused:
            form.add_error("file", refused.reason)
        else:
            return redirect("listening:columns", kept.pk)
    recent = FileImport.objects.select_related("channel", "brought_by").order_by("-id")[:RECENT]
    context = {
        "form": form,
        "recent": [(one, TONES[ImportState(one.state)]) for one in recent],
        "has_channel": form.fields["channel"].queryset.exists(),  # type: ignore[attr-defined]  # it is a ModelChoiceField
    }
    return render(request, "listening/bring_in.html", context, status=422 if form.errors else 200)


@staff(Act.BRING_IN)
def columns(request: StaffRequest, number: int) -> HttpResponseBase:
    """Which column means what, beside the first rows."""
    one = get_object_or_404(FileImport.objects.select_related("channel"), pk=number)
    if one.state != ImportState.UPLOADED:
        return redirect("listening:progress", number)
    look = look_at(Path(one.path))
    form = ColumnsForm(request.POST or None, columns=look.columns)
    if request.method == "POST" and form.is_valid():
        choose_columns(file_import=one, columns=form.cleaned_data)
        return redirect("listening:progress", number)
    same = FileImport.objects.filter(channel=one.channel, file_hash=one.file_hash, state=ImportState.DONE)
    context = {
        "form": form,
        "one": one,
        "names": look.columns,
        "rows": _preview(look),
        "how": how_it_was_read(one),
        "came_before": same.order_by("-id").first(),
    }
    return render(request, "listening/columns.html", context, status=422 if form.errors else 200)


@staff(Act.BRING_IN)
def progress(request: StaffRequest, number: int) -> HttpResponseBase:
    """How far a file is; keeps itself up to date."""
    return render(request, "listening/import.html", _state_of(number))


@staff(Act.BRING_IN)
def progress_part(request: StaffRequest, number: int) -> HttpResponse:
    """The part of that page which changes."""
    context = _state_of(number)
    return fragment(request, "listening/import_state.html", context, done=context["is_over"])


@staff(Act.BRING_IN)
def rejects(request: StaffRequest, number: int) -> HttpResponseBase:  # noqa: ARG001  a page is given its request
    """The rejected lines as CSV, without their words."""
    get_object_or_404(FileImport, pk=number)
    response = StreamingHttpResponse(_as_csv(number), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="rejected-{number}.csv"'
    return response


class _Echo:
    """Gives back what the csv writer writes, so that it can be sent line by line."""

    def write(self, line: str) -> str:
        return line


def _as_csv(number: int) -> Iterator[str]:
    writer = csv.writer(_Echo())
    yield writer.writerow([_("line"), _("reason")])
    for one in RejectedLine.objects.filter(file_import=number).order_by("line_number"):
        yield writer.writerow([one.line_number, one.why])


def _state_of(number: int) -> dict[str, Any]:
    one = get_object_or_404(FileImport.objects.select_related("channel", "brought_by"), pk=number)
    return {
        "one": one,
        "tone": TONES[ImportState(one.state)],
        "is_over": one.state in {ImportState.DONE, ImportState.FAILED},
        "share": min(one.byte_position / one.byte_count, 1) if one.byte_count else 0,
        "how": how_it_was_read(one),
        "rejected": RejectedLine.objects.filter(file_import=one).order_by("line_number")[:SHOWN_REJECTS],
        "most_rejects": MOST_REJECTS,
    }


def _preview(look: Look) -> list[list[str]]:
    """The first rows as a table, each value masked and cut short: enough to tell which column is which."""
    return [[_cut(mask(row.values.get(name, ""))) for name in look.columns] for row in look.rows]


def _cut(value: str) -> str:
    return value if len(value) <= SHOWN_VALUE else value[: SHOWN_VALUE - 1] + "…"
