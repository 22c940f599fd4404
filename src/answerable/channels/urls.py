"""Addresses of the channels."""

from django.urls import path

from answerable.channels.pages import channels, secrets

app_name = "channels"
urlpatterns = [
    path("desk/set-up/channels/", channels.first, name="first"),
    path("desk/channels/", channels.channels, name="channels"),
    path("desk/channels/open/<slug:kind>/", channels.open_one, name="open"),
    path("desk/channels/<slug:public_id>/", channels.channel, name="channel"),
    path("desk/channels/<slug:public_id>/secret/", secrets.change, name="secret"),
    path("desk/channels/<slug:public_id>/change/", channels.change, name="change"),
]
