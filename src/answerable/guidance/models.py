"""Editions of the guidance with their rules, what is proposed for the next, who read it, comments; and the switches."""

from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from answerable.accounts.models import Person


class Edition(models.Model):
    """The rules in force from `published_at` until the edition with the next number; a trigger refuses any change.

    `version` is the rulebook's hash; rules that come back make a new edition with the same one. `rules` holds them and
    their sources as data (`guidance.rule_data`), `own` the body's own pack (`guidance.own_pack`). `author` drafted the
    change, `publisher` is another person; both are null where a release or a change of the kind of body made it.
    """

    number = models.PositiveIntegerField(unique=True)
    version = models.CharField(max_length=64, db_index=True)
    packs = ArrayField(models.CharField(max_length=20))
    rule_count = models.PositiveIntegerField()
    rules = models.JSONField(default=dict)
    own = models.JSONField(default=dict)
    said = models.TextField(blank=True)
    author = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    publisher = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(author=None, publisher=None)
                | Q(author__isnull=False, publisher__isnull=False) & ~Q(author=F("publisher")),
                name="published_by_another_person",
            )
        ]


class Proposal(models.Model):
    """The next edition as one person drafts it: the body's own pack as it would be, and why in a sentence.

    There is at most one open. Only its author changes it; another person publishes it, or anyone lays it aside.
    """

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open"
        PUBLISHED = "published"
        DROPPED = "dropped"

    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    own = models.JSONField(default=dict)
    said = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    edition = models.OneToOneField(Edition, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["state"], condition=Q(state="open"), name="one_open_proposal"),
            models.CheckConstraint(
                condition=Q(state="published", edition__isnull=False) | ~Q(state="published") & Q(edition=None),
                name="published_as_an_edition",
            ),
        ]


class Acknowledgement(models.Model):
    """Somebody who works here has read an edition."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["edition", "person"], name="acknowledged_once")]


class RuleComment(models.Model):
    """What somebody who works here says of a rule of an edition, and what was answered."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="+")
    rule_id = models.CharField(max_length=20)
    words = models.TextField()
    written_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    reply = models.TextField(blank=True)
    replied_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    replied_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        indexes: ClassVar = [models.Index(fields=["rule_id"], name="comments_on_a_rule")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reply="", replied_by=None, replied_at=None)
                | ~Q(reply="") & Q(replied_by__isnull=False, replied_at__isnull=False),
                name="reply_is_by_someone",
            )
        ]


class OwnList(models.Model):
    """One list that the body keeps for its own checks; which lists there are is said in `guidance.own_lists`."""

    name = models.CharField(max_length=20, primary_key=True)
    entries = ArrayField(models.CharField(max_length=200), default=list)


class Switch(models.Model):
    """What changes for a while what may be said and sent; two people start it, and two end it before its time.

    `kind` is one of `guidance.switch_kinds`. `areas` are the places it is for (none: everywhere), `words` the subject
    of an embargo: a text that holds all of them touches it. It counts from `starts_at`, or from its confirmation where
    that is later, until `ends_at` or `ended_at`. A trigger refuses any change of what was proposed or confirmed.
    """

    public_id = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    areas = ArrayField(models.CharField(max_length=100), default=list)
    words = ArrayField(models.CharField(max_length=100), default=list)
    reason = models.CharField(max_length=500)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    proposed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    confirmed_note = models.CharField(max_length=500, blank=True)
    dropped_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    dropped_at = models.DateTimeField(null=True)
    end_proposed_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    end_proposed_at = models.DateTimeField(null=True)
    end_reason = models.CharField(max_length=500, blank=True)
    ended_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind__in=["election", "crisis", "bereavement", "embargo"]), name="switch_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")), name="switch_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False, dropped_at=None)
                & ~Q(confirmed_by=F("proposed_by")),
                name="switch_started_by_two",
            ),
            models.CheckConstraint(
                condition=Q(end_proposed_by=None, end_proposed_at=None, ended_by=None, ended_at=None)
                | Q(confirmed_at__isnull=False, end_proposed_by__isnull=False, end_proposed_at__isnull=False)
                & (
                    Q(ended_by=None, ended_at=None)
                    | Q(ended_by__isnull=False, ended_at__isnull=False) & ~Q(ended_by=F("end_proposed_by"))
                ),
                name="switch_ended_by_two",
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["starts_at"], name="switch_running", condition=Q(confirmed_at__isnull=False, ended_at=None)
            )
        ]

    @property
    def begins_at(self) -> datetime:
        """From when it counts: not before its second person agreed."""
        return max(self.starts_at, self.confirmed_at) if self.confirmed_at else self.starts_at

    @property
    def over_at(self) -> datetime | None:
        """From when it no longer counts; None where nobody has said."""
        moments = [moment for moment in (self.ends_at, self.ended_at) if moment]
        return min(moments) if moments else None
