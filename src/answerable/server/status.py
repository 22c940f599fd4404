"""Is it alive, and what is wrong, in words."""

from datetime import timedelta

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from answerable.accounts.guard import StaffRequest, staff
from answerable.accounts.roles import Act
from answerable.answers.models import Outlet
from answerable.answers.off_record import OffRecord
from answerable.jobs import clock
from answerable.jobs.heartbeat import health
from answerable.jobs.models import Heartbeat
from answerable.listening.models import Bookmark, Payload, StreamBookmark

STREAM_SILENCE = timedelta(minutes=3)
"""A stream that is followed says each second how far it is."""


def healthz(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  every page takes its request
    """200 when the database answers and the background beats, else 503; one word, for machines."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        well = health(at=clock.now()).well
    except DatabaseError:
        return HttpResponse("no database\n", content_type="text/plain", status=503)
    return HttpResponse(
        "well\n" if well else "background stopped\n", content_type="text/plain", status=200 if well else 503
    )


@staff(Act.READ)
def status(request: StaffRequest) -> HttpResponseBase:
    """Each part and how it is, for people."""
    context = {
        "health": health(at=clock.now()),
        "rounds": Heartbeat.objects.order_by("round"),
        "channels": Bookmark.objects.select_related("channel").order_by("channel__name"),
        "silent_since": clock.now() - STREAM_SILENCE,
        "streams": StreamBookmark.objects.order_by("kind", "address"),
        "outlets": Outlet.objects.select_related("channel", "stopped_by").order_by("channel__name"),
        "off_record_count": OffRecord.objects.filter(settled_at=None).count(),
        "unreadable_count": Payload.objects.exclude(unreadable_why="").count(),
    }
    return render(request, "server/status.html", context)
