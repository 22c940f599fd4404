"""Addresses of the records officer."""

from django.urls import path

from answerable.keeping.pages import holds, hub, information, people, redacting, retention

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
    path("desk/records/holds/", holds.holds, name="holds"),
    path("desk/records/holds/new/", holds.new_hold, name="new_hold"),
    path("desk/records/holds/<slug:public_id>/lift/", holds.lift, name="lift"),
    path("desk/records/information/", information.exports, name="exports"),
    path("desk/records/information/<slug:public_id>.zip", information.download, name="export"),
    path("desk/records/redacting/", redacting.redacting, name="redacting"),
    path("desk/records/periods/", retention.kept, name="periods"),
    path("desk/records/periods/nightly/", retention.nightly, name="nightly"),
    path("desk/records/periods/<slug:code>/", retention.period, name="period"),
    path("desk/records/runs/new/", retention.new_run, name="new_run"),
    path("desk/records/runs/<slug:public_id>/", retention.run, name="run"),
    path("desk/records/runs/<slug:public_id>/decide/", retention.decide, name="decide_run"),
]
