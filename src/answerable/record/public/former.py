"""The archives of records that this one succeeded."""

from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase

from answerable.record.succeed import former_archive, former_records


def former(request: HttpRequest, number: int) -> HttpResponseBase:  # noqa: ARG001  every page takes its request
    """One of them, as a file; gone when a text in it was erased since."""
    found = next((each for each in former_records() if each.number == number and each.archive_bytes), None)
    if found is None:
        raise Http404
    path: Path = former_archive(found.name)
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)
