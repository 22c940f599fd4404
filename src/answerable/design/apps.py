"""Tells Django of the design room, for its templates and static files; it has no tables."""

from django.apps import AppConfig


class Design(AppConfig):
    """The design room."""

    name = "answerable.design"
    label = "design"
