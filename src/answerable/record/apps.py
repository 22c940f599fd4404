"""The record as a Django app."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """Names the app; nothing happens at start."""

    name = "answerable.record"
    label = "record"
