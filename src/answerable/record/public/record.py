"""What the record is, its newest checkpoint, single entries with their proof, and the whole of it to download."""

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from answerable.record.export.nightly import ARCHIVE
from answerable.record.prove import prove_entry
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
    path = settings.MEDIA_ROOT / ARCHIVE
    if not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename="record.zip")
