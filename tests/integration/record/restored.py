"""Puts the tables of the record back to what they were, as restoring a backup does."""

from django.db import connection

from answerable.record.models import Checkpoint, Disclosure, Entry, Tile

TABLES = (Entry, Disclosure, Tile, Checkpoint)


def snapshot():
    return {model: list(model.objects.all()) for model in TABLES}


def back_to(rows):
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("TRUNCATE record_entry, record_disclosure, record_tile, record_checkpoint")
    for model in TABLES:
        model.objects.bulk_create(rows[model])
