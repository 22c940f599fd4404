"""Tables of comparing our own posts with the record: what was found, and how far each channel was compared."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from answerable.accounts.models import Person
from answerable.channels.models import Channel
from answerable.listening.models import Post


class Fault(models.TextChoices):
    """What can be wrong between what we say in public and the record; the first is an alarm."""

    NO_ENTRY = "no_entry", _("Not on the record")
    OTHERWISE = "otherwise", _("Reads otherwise than it was sent")
    GONE = "gone", _("Is not there any more")


class Reason(models.TextChoices):
    """Why a person settled it; which of them go with which fault is in `settle_off_record.REASONS`."""

    ENTERED = "entered", _("We posted it by hand: its words go on the record now")
    TAKEN_DOWN = "taken_down", _("We have taken it down")
    MISUSED = "misused", _("It was not us: the account was misused, and is secured again")
    CORRECTED = "corrected", _("We changed it there ourselves, and the answer is corrected for everyone")
    REMOVED = "removed", _("We took it down there ourselves")
    MODERATED = "moderated", _("The network took it down")
    OTHER = "other", _("Something else, as the note says")


class OffRecord(models.Model):
    """One post of our own account that does not agree with the record, until a person settles it with a reason.

    `settled_by` is empty where it settled itself: its receipt came in late, or it reads again as it was sent.
    """

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="+")
    fault = models.CharField(max_length=10, choices=Fault.choices)
    found_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    reason = models.CharField(max_length=12, blank=True)
    note = models.CharField(max_length=300, blank=True)
    keeper_told_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["post", "fault"], condition=Q(settled_at=None), name="off_record_once_at_a_time"
            ),
            models.CheckConstraint(condition=Q(fault__in=Fault.values), name="off_record_fault_known"),
            models.CheckConstraint(
                condition=Q(settled_by=None) | (Q(settled_at__isnull=False) & Q(reason__in=Reason.values)),
                name="off_record_settled_with_a_reason",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["found_at", "id"], condition=Q(settled_at=None), name="off_record_open"),
        ]


class Monitored(models.Model):
    """When the posts of a channel were last compared, up to which moment, and how many of ours there were then."""

    channel = models.OneToOneField(Channel, primary_key=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    post_count = models.PositiveIntegerField()
