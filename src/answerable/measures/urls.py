"""Addresses of the figures."""

from django.urls import path

from answerable.measures.pages import desk
from answerable.measures.public import not_answered, received, responding

app_name = "measures"
urlpatterns = [
    path("received/", received.page, name="public"),
    path("not-answered/", not_answered.page, name="not_answered"),
    path("how-quickly/", responding.page, name="responding"),
    path("desk/figures/", desk.page, name="desk"),
]
