"""Tells Django about the heartbeats."""

from django.apps import AppConfig


class Jobs(AppConfig):
    """Unattended work leaves a trace here."""

    name = "answerable.jobs"
    default_auto_field = "django.db.models.BigAutoField"
