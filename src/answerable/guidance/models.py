"""Editions of the guidance with the rules they hold; what is proposed for the next; who read the newest; comments."""

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
