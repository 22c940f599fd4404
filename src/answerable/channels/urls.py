"""Addresses of the channels."""

from django.urls import path

from answerable.channels.pages import channels, keeping, secrets
from answerable.channels.public import accounts

app_name = "channels"
urlpatterns = [
    path("accounts/", accounts.page, name="accounts"),
    path(".well-known/official-accounts.json", accounts.well_known, name="well_known"),
    path("desk/set-up/channels/", channels.first, name="first"),
    path("desk/channels/", channels.channels, name="channels"),
    path("desk/channels/open/<slug:kind>/", channels.open_one, name="open"),
    path("desk/channels/<slug:public_id>/", channels.channel, name="channel"),
    path("desk/channels/<slug:public_id>/secret/", secrets.change, name="secret"),
    path("desk/channels/<slug:public_id>/change/", channels.change, name="change"),
    path("desk/channels/<slug:public_id>/rules/", keeping.rules, name="rules"),
    path("desk/channels/<slug:public_id>/connect/", keeping.connect, name="connect"),
    path("desk/channels/<slug:public_id>/quiet/", keeping.quiet, name="quiet"),
    path("desk/channels/<slug:public_id>/open/", keeping.open_now, name="open_now"),
    path("desk/channels/<slug:public_id>/discard/", keeping.discard, name="discard"),
]
