"""The files of public pages that were kept for archives."""

import re

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase

FOLDER = "pages"
_NAME = re.compile(r"pages-[0-9]{4}-[0-9]{2}-[0-9]{2}\.warc\.gz")


def kept_pages() -> list[str]:
    """The names of the files, the latest first."""
    folder = settings.MEDIA_ROOT / FOLDER
    return sorted((path.name for path in folder.glob("*") if _NAME.fullmatch(path.name)), reverse=True)


def pages(request: HttpRequest, name: str) -> HttpResponseBase:  # noqa: ARG001  every page takes its request
    """One of them."""
    path = settings.MEDIA_ROOT / FOLDER / name
    if not _NAME.fullmatch(name) or not path.exists():
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=name, content_type="application/warc")
