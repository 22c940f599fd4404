"""Addresses of the records officer."""

from django.urls import path

from answerable.keeping.pages import hub, people

app_name = "keeping"
urlpatterns = [
    path("desk/records/", hub.records, name="records"),
    path("desk/records/people/new/", people.new, name="new_person"),
    path("desk/records/people/<slug:public_id>/", people.person, name="person"),
    path("desk/records/people/<slug:public_id>/check/", people.check, name="check"),
    path("desk/records/people/<slug:public_id>/copy/", people.copy, name="copy"),
    path("desk/records/people/<slug:public_id>/erase/", people.erase, name="erase"),
    path("desk/records/people/<slug:public_id>/receipt/", people.receipt, name="receipt"),
    path("desk/records/people/<slug:public_id>/end/", people.end, name="end"),
]
