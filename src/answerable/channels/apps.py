"""Tells Django about this area."""

from django.apps import AppConfig


class Channels(AppConfig):
    """The area's tables: where we are present."""

    name = "answerable.channels"
    default_auto_field = "django.db.models.BigAutoField"
