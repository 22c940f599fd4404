"""Tells Django about this area."""

from django.apps import AppConfig


class Questions(AppConfig):
    """The area's tables: what many posts ask."""

    name = "answerable.questions"
    default_auto_field = "django.db.models.BigAutoField"
