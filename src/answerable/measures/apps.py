"""Tells Django about the measures."""

from django.apps import AppConfig


class Measures(AppConfig):
    """Figures over all areas; nothing is written here."""

    name = "answerable.measures"
    default_auto_field = "django.db.models.BigAutoField"
