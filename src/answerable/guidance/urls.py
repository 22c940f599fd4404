"""Addresses of the guidance."""

from django.urls import path

from answerable.guidance.pages import lists
from answerable.guidance.public import rules

app_name = "guidance"
urlpatterns = [
    path("rules/", rules.rules, name="rules"),
    path("desk/lists/", lists.lists, name="lists"),
]
