"""Tells Django about the keeping."""

from django.apps import AppConfig


class Keeping(AppConfig):
    """What is kept, for whom and how long."""

    name = "answerable.keeping"
    default_auto_field = "django.db.models.BigAutoField"
