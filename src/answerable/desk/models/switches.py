"""What people did because a switch was on."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from answerable.accounts.models import Person
from answerable.channels.models import Channel
from answerable.desk.models.drafts import Clearance
from answerable.guidance.models import Switch
from answerable.questions.models import Question


class ReadAgain(models.Model):
    """A second person read what was cleared before a switch began, by the rules under it, and lets it go on.

    `said` answers what the rules ask, in a few words. A trigger refuses whoever wrote the draft.
    """

    clearance = models.ForeignKey(Clearance, on_delete=models.PROTECT, related_name="+")
    switch = models.ForeignKey(Switch, on_delete=models.PROTECT, related_name="+")
    said = models.CharField(max_length=500)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["clearance", "switch"], name="read_again_once"),
            models.CheckConstraint(condition=~Q(said=""), name="read_again_says_why"),
        ]


class QuestionArea(models.Model):
    """Which place a question is about, as a person said while a switch held for some places only."""

    question = models.OneToOneField(Question, primary_key=True, on_delete=models.CASCADE, related_name="+")
    area = models.CharField(max_length=100)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()


class NoticeUp(models.Model):
    """Somebody put the notice of a pre-election period up on a channel, and says so."""

    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="+")
    switch = models.ForeignKey(Switch, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["channel", "switch"], name="notice_up_once")]
