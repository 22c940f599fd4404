"""What was done about single posts: danger, other processes, abuse."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from answerable.accounts.models import Person
from answerable.listening.models import Post, SignKind


class RiskLook(models.Model):
    """Who opened a post that speaks of danger, and when first: nobody can say later that it was not seen."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["post", "person"], name="risk_seen_once")]


class RiskDone(models.TextChoices):
    """What can be done for somebody in danger: the steps of the procedure."""

    EMERGENCY = "emergency", _("Called the emergency services")
    LEAD = "lead", _("Told the safeguarding lead")
    SERVICE = "service", _("Told social services or the police")
    WROTE = "wrote", _("Wrote to the person, in words for them alone")
    PLATFORM = "platform", _("Reported it to the network")
    FINISHED = "finished", _("Nothing more to do here")


class RiskStep(models.Model):
    """One thing that was done for somebody in danger, by whom and when; never changed."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    done = models.CharField(max_length=10, choices=RiskDone.choices)
    note = models.CharField(max_length=500, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=Q(done__in=RiskDone.values), name="risk_done_known")]


class Handover(models.Model):
    """A post that a person gave to another process, with the clock of that process.

    `also_answered` stays in its question too. `ended_note` says how the process ended.
    """

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    process = models.CharField(max_length=12, choices=SignKind.choices)
    note = models.CharField(max_length=500)
    also_answered = models.BooleanField(default=False)
    received_on = models.DateField()
    acknowledge_by = models.DateField(null=True)
    due_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    ended_note = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["post", "process"], name="handed_over_once"),
            models.CheckConstraint(
                condition=Q(process__in=["foi", "complaint", "data", "press", "member"]), name="process_known"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None) | (Q(ended_by__isnull=False) & ~Q(ended_note="")),
                name="ended_says_how_by_whom",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["due_on", "id"], name="handover_running", condition=Q(ended_at=None))]


class Engagement(models.Model):
    """A senior person's leave to reply to a post flagged as abuse, with their note (tip 10: do not engage)."""

    post = models.OneToOneField(Post, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=500)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(note=""), name="engagement_says_why")]
