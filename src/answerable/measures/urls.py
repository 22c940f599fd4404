"""Addresses of the figures."""

from django.urls import path

from answerable.measures.pages import desk
from answerable.measures.public import received

app_name = "measures"
urlpatterns = [
    path("received/", received.page, name="public"),
    path("desk/figures/", desk.page, name="desk"),
]
