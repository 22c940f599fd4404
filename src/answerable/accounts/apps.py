"""Tells Django about the accounts."""

from django.apps import AppConfig


class Accounts(AppConfig):
    """People and roles."""

    name = "answerable.accounts"
    default_auto_field = "django.db.models.BigAutoField"
