"""The trace each round of unattended work leaves, so that silence is noticed."""

from django.db import models


class Heartbeat(models.Model):
    """One round of the timetable: when it last began, when it last went well, and what it said when it did not."""

    round = models.CharField(primary_key=True, max_length=40)
    began_at = models.DateTimeField()
    went_well_at = models.DateTimeField(null=True)
    failing_since = models.DateTimeField(null=True)
    failing_why = models.CharField(max_length=200, blank=True)
