"""The pictures of published answers, for everyone: nothing that was not cleared can be seen here."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from answerable.answers.models import AnswerVersion
from answerable.desk.models import Picture
from answerable.desk.pictures import attachment_of


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponseBase:  # noqa: ARG001  every page takes its request
    """The bytes under their hash, which never change; readers of our pages elsewhere may show them too."""
    if not AnswerVersion.objects.filter(pictures__contains=[{"hash": name}]).exists():
        raise Http404
    one = attachment_of(get_object_or_404(Picture, hash=name))
    response = HttpResponse(one.content, content_type=one.media_type)
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    response["Content-Disposition"] = f'inline; filename="{one.file_name}"'
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
