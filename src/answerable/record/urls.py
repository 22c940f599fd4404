"""Addresses of the record."""

from django.urls import path

from answerable.record.public import check, former, pages, record, witness

app_name = "record"
urlpatterns = [
    path("record/", record.record, name="record"),
    path("witness/add-checkpoint", witness.add_checkpoint, name="add_checkpoint"),
    path("record/checkpoint", record.checkpoint, name="checkpoint"),
    path("record/archive.zip", record.archive, name="archive"),
    path("record/downloads/", record.downloads, name="downloads"),
    path("record/downloads/<str:name>", record.download, name="download"),
    path("record/pages/<str:name>", pages.pages, name="pages"),
    path("record/check/", check.page, name="check"),
    path("record/trust.txt", check.trust, name="trust"),
    path("record/verify.py", check.verifier, name="verifier"),
    path("record/former/<int:number>.zip", former.former, name="former"),
    path("record/entries/<int:index>/", record.entry, name="entry"),
    path("record/entries/<int:index>/proof", record.proof, name="proof"),
]
