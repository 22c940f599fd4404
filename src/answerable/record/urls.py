"""Addresses of the record."""

from django.urls import path

from answerable.record.public import check, pages, record

app_name = "record"
urlpatterns = [
    path("record/", record.record, name="record"),
    path("record/checkpoint", record.checkpoint, name="checkpoint"),
    path("record/archive.zip", record.archive, name="archive"),
    path("record/downloads/", record.downloads, name="downloads"),
    path("record/downloads/<str:name>", record.download, name="download"),
    path("record/pages/<str:name>", pages.pages, name="pages"),
    path("record/check/", check.page, name="check"),
    path("record/trust.txt", check.trust, name="trust"),
    path("record/verify.py", check.verifier, name="verifier"),
    path("record/entries/<int:index>/", record.entry, name="entry"),
    path("record/entries/<int:index>/proof", record.proof, name="proof"),
]
