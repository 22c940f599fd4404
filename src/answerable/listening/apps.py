"""Tells Django about this area."""

from django.apps import AppConfig


class Listening(AppConfig):
    """The area's tables: what citizens say."""

    name = "answerable.listening"
    default_auto_field = "django.db.models.BigAutoField"
