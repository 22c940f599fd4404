"""Tells Django about this area."""

from django.apps import AppConfig


class Answers(AppConfig):
    """The area's tables: one answer, told to everyone who asked."""

    name = "answerable.answers"
    default_auto_field = "django.db.models.BigAutoField"
