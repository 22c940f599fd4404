"""A picture of a draft as colleagues see it, and to download where a person posts it by hand."""

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.desk.models import Picture
from answerable.desk.pictures import attachment_of


@staff(Act.READ)
def picture(request: StaffRequest, name: str) -> HttpResponseBase:
    """The bytes under their hash; `?download` offers them as a file."""
    one = attachment_of(get_object_or_404(Picture, hash=name))
    response = HttpResponse(one.content, content_type=one.media_type)
    response["Cache-Control"] = "private, max-age=86400, immutable"
    way = "attachment" if "download" in request.GET else "inline"
    response["Content-Disposition"] = f'{way}; filename="{one.file_name}"'
    return response
