"""What the record is, its newest checkpoint, single entries with their proof, and the whole of it to download."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.http import http_date

from answerable.record.export.formats import ARCHIVE, FORMATS, SUMS
from answerable.record.export.nightly import what_was_made
from answerable.record.export.table import COLUMNS
from answerable.record.prove import prove_entry
from answerable.record.public.pages import kept_pages
from answerable.record.read import entry_at, newest_checkpoint
from answerable.record.succeed import former_records


def record(request: HttpRequest) -> HttpResponseBase:
    """The way in: what it proves and how to check it."""
    archive = settings.MEDIA_ROOT / ARCHIVE
    archive_bytes = archive.stat().st_size if archive.exists() else 0
    context = {"head": newest_checkpoint(), "archive_bytes": archive_bytes, "formers": former_records()}
    return render(request, "record/record.html", context)


def entry(request: HttpRequest, index: int) -> HttpResponseBase:
    """One entry in words."""
    found = entry_at(index)
    if found is None:
        raise Http404
    return render(request, "record/entry.html", {"entry": found})


def proof(request: HttpRequest, index: int) -> HttpResponse:  # noqa: ARG001  every page takes its request
    """The proof that one entry is in the record, as a file that can be checked offline."""
    found = prove_entry(index)
    if found is None:
        raise Http404
    answer = HttpResponse(found, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="entry-{index}.tlog-proof"'
    return answer


def checkpoint(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  every page takes its request
    """The newest signed checkpoint, as its format has it."""
    head = newest_checkpoint()
    if head is None:
        raise Http404
    return HttpResponse(head.note, content_type="text/plain; charset=utf-8")


def archive(request: HttpRequest) -> HttpResponseBase:  # noqa: ARG001  every page takes its request
    """The whole record, made by a round in the background so that asking for it costs nothing."""
    return _file(ARCHIVE, "application/zip")


def downloads(request: HttpRequest) -> HttpResponseBase:
    """Every form in which the record can be taken away, with checksums, and what the table's columns mean."""
    made = what_was_made()
    there = {file.name: file for file in made.files} if made else {}
    files = [(form, there[form.name]) for form in FORMATS if form.name in there]
    return render(
        request, "record/downloads.html", {"made": made, "files": files, "columns": COLUMNS, "pages": kept_pages()}
    )


def download(request: HttpRequest, name: str) -> HttpResponseBase:  # noqa: ARG001  every page takes its request
    """One of these files, or their checksums."""
    media_types = {form.name: form.media_type for form in FORMATS} | {SUMS: "text/plain; charset=utf-8"}
    if name not in media_types:
        raise Http404
    return _file(name, media_types[name])


def _file(name: str, media_type: str) -> HttpResponseBase:
    path = settings.MEDIA_ROOT / name
    if not path.exists():
        raise Http404
    response = FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type=media_type)
    response["Last-Modified"] = http_date(path.stat().st_mtime)
    return response
