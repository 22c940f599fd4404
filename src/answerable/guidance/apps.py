"""Tells Django about the guidance."""

from django.apps import AppConfig


class Guidance(AppConfig):
    """Editions of the rules."""

    name = "answerable.guidance"
    default_auto_field = "django.db.models.BigAutoField"
