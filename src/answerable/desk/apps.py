"""Tells Django about this area."""

from django.apps import AppConfig


class Desk(AppConfig):
    """The area's tables: where people decide and write."""

    name = "answerable.desk"
    default_auto_field = "django.db.models.BigAutoField"
